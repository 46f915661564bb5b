import { describe, expect, test } from 'vitest';
import { cardOf, directions, errorOn, formOf, withBot } from '../kit/scenario.ts';
import { stageOf } from '../kit/stage.ts';

const scene = withBot();

describe.each(directions)('1 ask: partner in $partner, customer in $customer', ({ partner, customer }) => {
  const at = stageOf(scene, { partner, customer });

  test('R-INV-02, R-CARD-10: the form opens with what was typed, types in plain words, and every field labelled', async () => {
    const { ana } = at();
    const form = formOf(await ana.type('request contoso.com --dap --note "From our call"'));
    expect(form.title).toBe('Ask a customer');
    expect(Object.fromEntries(form.fields.map(({ name, value }) => [name, value]))).toMatchObject({
      customer: 'contoso.com',
      dap: true,
      note: 'From our call',
    });
    const type = form.fields.find(({ name }) => name === 'type');
    expect(type?.options).toEqual([
      'Reseller: sells products to the customer',
      'Delegated administrator: manages products and services',
      'Partner: works through a user account in the tenant',
      'Advisor: resets passwords, handles support incidents',
      'MPSA partner: sees purchases made through other MPSA partners',
      'Line-of-business partner: develops and manages apps',
    ]);
    expect(form.fields.every(({ label }) => label !== '')).toBe(true);
  });

  test('R-INV-06: a reseller with privileges is asked for as reseller and delegated administrator', async () => {
    const { ana } = at();
    const form = formOf(await ana.type('request contoso.com'));
    const draft = formOf(await ana.submit(form, { 'Delegated administration': true }));
    expect(String(draft.fields.find(({ name }) => name === 'text')?.value)).toContain(
      'What for: Reseller & delegated administrator.',
    );
  });

  test('R-CMD-03: the customer may be named by domain, by a mail address there, or by the address of somebody unknown', async () => {
    const { ana } = at();
    for (const [typed, to] of [
      ['contoso.com', 'Contoso already uses Accord'],
      ['gil@contoso.com', 'Contoso already uses Accord'],
      ['ceo@newcorp.example', 'The e-mail goes to ceo@newcorp.example'],
    ] as const) {
      const draft = formOf(await ana.submit(formOf(await ana.type(`request ${typed}`))));
      expect(draft.title).toBe('Send the invitation');
      expect(draft.text).toContain(to);
    }
  });

  test.each([
    ['fabrikam.com', 'That is your own organization.'],
    ['nowhere.example', 'I know no organization “nowhere.example”.'],
    ['@newcorp', '“@newcorp” is not an e-mail address.'],
  ])(
    'R-CARD-10: the customer “%s” is refused on its field, and what was filled in stays',
    async (customer, words) => {
      const { ana } = at();
      const form = formOf(await ana.type('request'));
      const again = await ana.submit(form, { Customer: customer, Note: 'Keep me' });
      expect(errorOn(again, 'Customer')).toContain(words);
      expect(formOf(again).fields.find(({ name }) => name === 'note')?.value).toBe('Keep me');
    },
  );

  test('R-ORG-04: a customer of another region is refused on its field, with both regions', async () => {
    const { bot, ana } = at();
    await bot.change('Contoso', { country: 'DE' });
    const refused = await ana.submit(formOf(await ana.type('request contoso.com')));
    expect(errorOn(refused, 'Customer')).toMatch(
      /United States, region United States.*Germany, region Europe/,
    );
    await bot.change('Fabrikam', { country: 'FR' });
    expect(formOf(await ana.submit(formOf(await ana.type('request contoso.com')))).title).toBe(
      'Send the invitation',
    );
  });

  test('R-ORG-05: a customer of another cloud is refused on its field, with both clouds', async () => {
    const { bot, ana } = at();
    await bot.change('Contoso', { cloud: 'germany' });
    const refused = await ana.submit(formOf(await ana.type('request contoso.com')));
    expect(errorOn(refused, 'Customer')).toMatch(/Public cloud.*Germany cloud/);
  });

  test('R-INV-07: in the US Government cloud the privileges are included, and the form says why', async () => {
    const { bot, ana } = at();
    await bot.change('Fabrikam', { cloud: 'us_government' });
    await bot.change('Contoso', { cloud: 'us_government' });
    const form = formOf(await ana.type('request contoso.com'));
    expect(form.fields.map(({ name }) => name)).toEqual(['customer', 'type', 'note']);
    expect(form.text).toContain('cannot leave them out');
    const draft = formOf(await ana.submit(form));
    const mail = String(draft.fields.find(({ name }) => name === 'text')?.value);
    expect(mail).toContain('Roles asked for: Global admin');
    // R-ORG-03: the portal is that of the customer's cloud.
    expect(mail).toContain('Microsoft Office admin portal');
  });

  test('R-DAP-09: a partner that is not entitled has no such choice, and reads why', async () => {
    const { bot, ana } = at();
    await bot.change('Fabrikam', { mayAskForDap: false });
    const form = formOf(await ana.type('request contoso.com'));
    expect(form.fields.map(({ name }) => name)).toEqual(['customer', 'type', 'note']);
    expect(form.text).toContain('your programme does not entitle you');
    const refused = await ana.submit(form, {
      type: 'Delegated administrator: manages products and services',
    });
    expect(refused.text).toContain('Your programme does not entitle you to ask');
  });

  test('R-INV-06: privileges that do not go with the type are refused on their box', async () => {
    const { ana } = at();
    const form = formOf(await ana.type('request contoso.com'));
    const refused = await ana.submit(form, {
      type: 'Advisor: resets passwords, handles support incidents',
      'Delegated administration': true,
    });
    expect(errorOn(refused, 'dap')).toContain('do not go with this type: Advisor');
  });

  test('R-INV-11: asking again shows the open invitation, and says so', async () => {
    const { ana } = at();
    const draft = formOf(await ana.submit(formOf(await ana.type('request contoso.com'))));
    await ana.submit(draft);
    const again = await ana.submit(formOf(await ana.type('request contoso.com')));
    expect(cardOf(again).text).toContain('There is an open invitation of this kind already');
    expect(cardOf(again).buttons).toEqual(expect.arrayContaining(['Remind', 'Withdraw']));
  });

  test('R-ROLE-01, R-ROLE-05: a helpdesk agent may not ask, and reads which role is needed and who has it', async () => {
    const { text, card } = await at().hugo.type('request contoso.com');
    expect(text).toMatch(/needs one of these roles: Admin agent or Global admin/);
    expect(text).toMatch(/Ana \(ana@fabrikam.com\) and Gina \(gina@fabrikam.com\)/);
    expect(card?.buttons).toContain('Show the members');
  });

  test('R-ROLE-01: a customer may not ask, and reads what it can do instead', async () => {
    const { text } = await at().gil.type('request fabrikam.com');
    expect(text).toContain('Only partners can do this, and Contoso is here as a customer.');
  });
});
