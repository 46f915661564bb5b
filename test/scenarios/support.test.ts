import { describe, expect, test } from 'vitest';
import { cardOf, cardWith, directions, errorOn, formOf, withBot } from '../kit/scenario.ts';
import { stageOf } from '../kit/stage.ts';

const scene = withBot();
const label = 'Support contact';
const shown = /Your support contact:?\s+Hugo \(hugo@fabrikam\.com\)/;

describe.each(directions)('support: partner in $partner, customer in $customer', ({ partner, customer }) => {
  const at = stageOf(scene, { partner, customer });
  /** Fabrikam works with Contoso, whose channel listens. */
  const related = async () => {
    const { bot, gil, approvals } = at();
    await bot.reachOn('Gil', customer);
    await at().related();
    await gil.type('notify on support', approvals);
    await bot.settled();
    return at();
  };

  test('R-SUP-01: a helpdesk agent assigns itself on the customer’s card; the customer sees it and is notified', async () => {
    const { bot, hugo, gil, rob } = await related();
    const form = formOf(
      await hugo.click(cardOf(await hugo.type('show contoso.com')), 'Assign support contact'),
    );
    expect(form.text).toContain('Contoso sees the name and the e-mail address of this member.');
    expect(form.fields[0]).toMatchObject({ label, kind: 'choice' });
    expect(form.fields[0]?.options).toContain('Hugo (hugo@fabrikam.com)');
    const assigned = await hugo.submit(form, { [label]: 'Hugo (hugo@fabrikam.com)' });
    expect(assigned.text).toContain('Hugo (hugo@fabrikam.com) is the support contact for Contoso now.');
    await bot.settled();
    expect((await rob.type('show fabrikam.com')).text).toMatch(shown);
    expect((await hugo.type('show contoso.com')).text).toMatch(/Support contact for this customer:?\s+Hugo/);
    cardWith(
      await gil.channel(at().approvals),
      'Hugo of Fabrikam named Hugo the support contact for Contoso',
    );
  });

  test('R-SUP-01: an address that is typed takes the place of the one before; the form shows who it is', async () => {
    const { bot, ana, rob } = await related();
    await ana.type('support assign contoso.com ana@fabrikam.com');
    expect((await ana.type('support assign Contoso HUGO@fabrikam.com')).text).toContain(
      'Hugo (hugo@fabrikam.com) is the support contact for Contoso now.',
    );
    expect(formOf(await ana.type('support assign contoso.com')).fields[0]?.value).toBe(
      'Hugo (hugo@fabrikam.com)',
    );
    expect((await rob.type('show fabrikam.com')).text).toMatch(shown);
    await bot.settled();
  });

  test('R-SUP-01: setting the same contact again notifies nobody; without a channel the customer is notified in person', async () => {
    const { bot, ana, gil } = await related();
    await gil.type('notify off', at().approvals);
    await ana.type('support assign contoso.com hugo@fabrikam.com');
    await ana.type('support assign contoso.com hugo@fabrikam.com');
    await bot.settled();
    const told = (await gil.direct()).filter(({ text }) => text.includes('named Hugo the support contact'));
    expect(told).toHaveLength(1);
  });

  test('R-SUP-01 R-CARD-10: a person who is not a member of the partner cannot be chosen', async () => {
    const { ana, gil, rob } = await related();
    expect((await ana.type('support assign contoso.com gil@contoso.com')).text).toContain(
      'No member of your organization is “gil@contoso.com”.',
    );
    const form = formOf(await ana.type('support assign contoso.com'));
    const foreign = JSON.parse(
      JSON.stringify(form.raw).replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, '01990000-0000-7000-8000-000000000000'),
    );
    const refused = await ana.submit({ ...form, raw: foreign }, { [label]: 'Hugo (hugo@fabrikam.com)' });
    expect(errorOn(refused, label)).toContain('No member of your organization is');
    expect((await rob.type('show fabrikam.com')).text).not.toContain('support contact');
    expect((await gil.type('support assign fabrikam.com')).text).toContain('Only partners can do this');
  });

  test('R-SUP-01 R-REL-03: there is no support contact without a relationship', async () => {
    const { bot, ana, rob } = await related();
    await ana.type('support assign contoso.com hugo@fabrikam.com');
    await ana.type('end contoso.com --yes');
    await bot.settled();
    expect((await rob.type('show fabrikam.com')).text).not.toContain('support contact');
    expect((await ana.type('support assign contoso.com ana@fabrikam.com')).text).toContain(
      'There is no active relationship between you and Contoso.',
    );
  });
});
