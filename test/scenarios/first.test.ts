import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, startHouse } from '../support/house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.close());

describe.each(['slack', 'teams'] as const)('in %s', (platform) => {
  test('help and whoami', async () => {
    const ana = house.person('Ana', platform);
    const help = await ana.type('help');
    console.log(help.text);
    const me = await ana.type('whoami');
    console.log(me.text, me.card?.buttons);
    const form = await ana.type('request contoso.com');
    console.log(JSON.stringify(form.form?.fields, null, 1), form.text);
    if (!form.form) return;
    const draft = await ana.submit(form.form, {});
    console.log(draft.form?.title, draft.text, draft.form?.fields.map((f) => [f.label, f.value, f.options]));
    if (!draft.form) return;
    const sent = await ana.submit(draft.form, {});
    console.log(sent.text, sent.card?.buttons);
    await house.settled();
    const gil = house.person('Gil', platform);
    console.log('GIL', await gil.direct());
    console.log(house.log.filter((l) => l.level !== 'info'));
    expect(house.front.violations).toEqual([]);
    expect(house.microsoft.violations).toEqual([]);
  });
});
