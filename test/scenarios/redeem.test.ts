import { describe, expect, test } from 'vitest';
import {
  accept,
  cardOf,
  cardWith,
  codeIn,
  directions,
  draft,
  errorOn,
  formOf,
  linkIn,
  withBot,
} from '../kit/scenario.ts';
import { stageOf } from '../kit/stage.ts';

const scene = withBot();
const tenant = '11111111-2222-4333-8444-555555555555';

describe.each(directions)('6 redeem: partner in $partner, customer in $customer', ({ partner, customer }) => {
  const at = stageOf(scene, { partner, customer });
  /** Sends an invitation to somebody’s address from here; gives what the mail says. */
  const mailTo = async (address: string) => {
    const { bot } = at();
    await at().sent({ to: address, dap: true });
    await bot.settled();
    const mail = bot.mails.at(-1);
    if (mail?.to !== address) throw new Error('no mail went out');
    return mail;
  };
  const filled = {
    Name: 'Newcorp Inc.',
    Country: 'United States',
    // In Teams it is Microsoft's word, and there is nothing to type.
    ...(customer === 'slack' ? { 'Tenant ID': tenant } : {}),
    'Your name': 'Sam Novak',
    'Your e-mail address': 'sam@newcorp.example',
  };

  test('R-INV-13, R-SEC-07: the link opens a plain page: who asks, what for, until when, and how to answer', async () => {
    const { bot } = at();
    const mail = await mailTo('ceo@newcorp.example');
    const page = await fetch(linkIn(mail.text));
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('cache-control')).toContain('no-store');
    expect(page.headers.get('x-robots-tag')).toContain('noindex');
    expect(html).not.toMatch(/<script/i);
    expect(html).toContain('Fabrikam');
    expect(html).toContain('delegated administrat');
    expect(html).toContain('Answer by');
    expect(html).toContain('Open in Slack');
    expect(html).toContain('Open in Microsoft Teams');
    expect(html).toContain(`redeem ${codeIn(mail.text)}`);
    // Opening it as often as a mail scanner does changes nothing.
    await fetch(linkIn(mail.text), { method: 'HEAD' });
    const rows = await bot.db.execute('select state, redeemed_at from invitations');
    expect([...rows]).toEqual([{ state: 'sent', redeemed_at: null }]);
  });

  test('R-INV-13: redeeming it in a connected organization shows the card, and its approvers are asked', async () => {
    const { bot, ana, gil } = at();
    const mail = await mailTo('somebody@personal.example');
    const card = cardOf(await gil.type(`redeem ${codeIn(mail.text)}`));
    expect(card.text).toContain(
      'Fabrikam asks Contoso for a reseller relationship with delegated administration',
    );
    expect(card.buttons).toEqual(expect.arrayContaining(['Review & accept', 'Decline']));
    expect((await accept(gil, card)).text).toContain('Accepted by Gil');
    await bot.settled();
    expect((await ana.type('customers')).text).toContain('Contoso');
  });

  test('R-INV-13: the whole link does as well as its code, with markup around it', async () => {
    const { gil } = at();
    const mail = await mailTo('somebody@personal.example');
    const pasted = customer === 'slack' ? `redeem <${linkIn(mail.text)}>` : `redeem ${linkIn(mail.text)}`;
    expect(cardOf(await gil.type(pasted)).text).toContain('Fabrikam asks Contoso');
  });

  test('R-ID-04: in a workspace of nobody’s the customer is registered first, by its first Global admin', async () => {
    const { bot, ana, sam } = at();
    const mail = await mailTo('ceo@newcorp.example');
    const form = formOf(await sam.type(`redeem ${codeIn(mail.text)}`));
    expect(form.text).toContain('Fabrikam has invited you');
    expect(form.text).toContain('newcorp.example');
    expect(form.fields.some(({ label }) => label === 'Tenant ID')).toBe(customer === 'slack');
    const vouched = bot.teamsPerson('Sam').somebody.tenantId;
    expect(form.text.includes(vouched)).toBe(customer === 'teams');
    const card = cardOf(await sam.submit(form, filled));
    const rows = await bot.db.execute(`select tenant_id from organizations where domain = 'newcorp.example'`);
    expect([...rows]).toEqual([{ tenant_id: customer === 'teams' ? vouched : tenant }]);
    expect(card.text).toContain(
      'Fabrikam asks Newcorp Inc. for a reseller relationship with delegated administration',
    );
    expect(card.buttons).toEqual(expect.arrayContaining(['Review & accept', 'Decline']));
    // A form that is sent off twice, or sent again by the platform, comes to the same (R-SEC-03).
    expect(cardOf(await sam.submit(form, filled)).text).toContain('Fabrikam asks Newcorp Inc.');
    expect((await accept(sam, card)).text).toMatch(/Accepted by Sam Novak on /);
    await bot.settled();
    expect((await ana.type('customers')).text).toContain('Newcorp Inc.\nnewcorp.example');
    expect((await sam.type('whoami')).text).toMatch(/Newcorp Inc. \(newcorp.example\)[\s\S]*Global admin/);
  });

  test('R-CARD-10: each field of the registration says what is wrong with it, and keeps the rest', async () => {
    const { sam } = at();
    const mail = await mailTo('ceo@newcorp.example');
    const form = formOf(await sam.type(`redeem ${codeIn(mail.text)}`));
    const wrong = [
      ...(customer === 'slack'
        ? ([[{ 'Tenant ID': 'newcorp' }, 'Tenant ID', '“newcorp” is not a tenant ID']] as const)
        : []),
      [{ 'Your e-mail address': 'sam' }, 'Your e-mail address', '“sam” is not an e-mail address'],
      [{ Country: 'Germany' }, 'Country', 'only customers of its own country or CSP region'],
      [{ Cloud: 'Germany cloud' }, 'Cloud', 'The clouds are separate'],
      [
        { Cloud: 'China cloud, operated by 21Vianet' },
        'Cloud',
        'No partner features are available in this cloud',
      ],
    ] as const;
    let last = form;
    for (const [change, field, words] of wrong) {
      const answer = await sam.submit(last, { ...filled, Cloud: 'Public cloud', ...change });
      expect(errorOn(answer, field)).toContain(words);
      last = formOf(answer);
      expect(last.fields.find(({ label }) => label === 'Name')?.value).toBe('Newcorp Inc.');
    }
    expect(cardOf(await sam.submit(last, { ...filled, Cloud: 'Public cloud' })).text).toContain(
      'asks Newcorp Inc.',
    );
  });

  test('R-ID-04: somebody of another domain cannot register the invited organization as theirs', async () => {
    const { sam } = at();
    const mail = await mailTo('ceo@newcorp.example');
    const form = formOf(await sam.type(`redeem ${codeIn(mail.text)}`));
    const refused = await sam.submit(form, { ...filled, 'Your e-mail address': 'sam@evil.example' });
    expect(errorOn(refused, 'Your e-mail address')).toContain('This invitation is for newcorp.example');
  });

  test('R-ID-04: an invitation to a consumer mail address registers nobody', async () => {
    const { sam } = at();
    const mail = await mailTo('someone@gmail.com');
    expect((await sam.type(`redeem ${codeIn(mail.text)}`)).text).toContain(
      'gmail.com is a consumer mail service',
    );
  });

  test('R-INV-03, R-SEC-08: a dead link says why on its page; in chat unknown and dead are one answer', async () => {
    const { bot, ana, gil } = at();
    const withdrawn = await mailTo('ceo@newcorp.example');
    await ana.type('withdraw ceo@newcorp.example --yes');
    const page = await (await fetch(linkIn(withdrawn.text))).text();
    expect(page).toContain('This invitation is closed');
    expect(page).toContain('Fabrikam has withdrawn it');
    const expired = await mailTo('cto@othercorp.example');
    bot.wait({ days: 91 });
    expect(await (await fetch(linkIn(expired.text))).text()).toContain('Its time has passed');
    const nothing = await fetch(`${bot.url}/i/${'0'.repeat(26)}`);
    expect(nothing.status).toBe(404);
    expect(await nothing.text()).toContain('There is no invitation here');
    const answers = [codeIn(withdrawn.text), codeIn(expired.text), '0'.repeat(26)];
    for (const code of answers) {
      expect((await gil.type(`redeem ${code}`)).text).toContain('This code is not valid.');
    }
  });

  test('R-INV-03: a link is used once: nobody else redeems it after an organization has', async () => {
    const { bot, gil } = at();
    const mail = await mailTo('somebody@personal.example');
    await gil.type(`redeem ${codeIn(mail.text)}`);
    const leo = await bot.person('Leo', customer).type(`redeem ${codeIn(mail.text)}`);
    expect(leo.text).toContain(
      'You are a member of Litware, and this invitation is for another organization',
    );
    expect((await bot.stranger(partner).type(`redeem ${codeIn(mail.text)}`)).text).toContain(
      'This code is not valid',
    );
    // Whoever redeemed it may come back to it.
    expect(cardOf(await gil.type(`redeem ${codeIn(mail.text)}`)).text).toContain('Fabrikam asks Contoso');
  });

  test('R-INV-13: the rules between the two are checked when the link is redeemed', async () => {
    const { bot, gil } = at();
    const mail = await mailTo('somebody@personal.example');
    const code = codeIn(mail.text);
    await bot.change('Contoso', { country: 'DE' });
    expect((await gil.type(`redeem ${code}`)).text).toContain(
      'only customers of its own country or CSP region',
    );
    await bot.change('Contoso', { country: 'US', cloud: 'germany' });
    expect((await gil.type(`redeem ${code}`)).text).toContain('The clouds are separate');
    await bot.change('Contoso', { cloud: 'china' });
    expect((await gil.type(`redeem ${code}`)).text).toContain('No partner features are available');
    expect(formOf(await bot.person('Leo', customer).type('redeem')).title).toBe('Which code?');
    await bot.change('Contoso', { cloud: 'public' });
    expect((await bot.person('Ana', customer).type(`redeem ${code}`)).text).toContain(
      'That is your own organization',
    );
  });

  test('R-INV-11: a second invitation of the kind to the same organization shows the open one', async () => {
    const { gil } = at();
    const mail = await mailTo('somebody@personal.example');
    await at().sent();
    const refused = await gil.type(`redeem ${codeIn(mail.text)}`);
    expect(refused.text).toContain('There is an open invitation of this kind already');
  });

  test('R-INV-15: the link of a draft is not ready yet, and says so', async () => {
    const { ana } = at();
    const form = await draft(ana, 'request ceo@newcorp.example');
    const page = await fetch(linkIn(form.fields.find(({ name }) => name === 'text')?.value));
    expect(await page.text()).toContain('This invitation is not quite ready');
  });

  test('R-INV-03: once it is answered, the link’s page says so', async () => {
    const { gil } = at();
    const mail = await mailTo('somebody@personal.example');
    const card = cardOf(await gil.type(`redeem ${codeIn(mail.text)}`));
    await accept(gil, card);
    expect(await (await fetch(linkIn(mail.text))).text()).toContain('It has already been accepted');
    expect((await gil.type(`redeem ${codeIn(mail.text)}`)).text).toContain('This code is not valid');
  });

  test('R-NOTE-04: when a colleague redeems it who may not accept, the approvers are asked', async () => {
    const { bot, gil } = at();
    await bot.reachOn('Gil', customer);
    const mail = await mailTo('somebody@personal.example');
    const rob = bot.person('Rob', customer);
    const card = cardOf(await rob.type(`redeem ${codeIn(mail.text)}`));
    expect(card.buttons).toEqual([]);
    await bot.settled();
    expect(cardWith(await gil.direct(), 'Fabrikam asks Contoso').buttons).toEqual(
      expect.arrayContaining(['Review & accept', 'Decline']),
    );
  });
});
