import { describe, expect, test } from 'vitest';
import { cardOf, codeIn, directions, draft, errorOn, formOf, linkIn, withBot } from '../kit/scenario.ts';
import { stageOf } from '../kit/stage.ts';

const scene = withBot();
const text = 'Text';
const way = 'How to send it';

describe.each(directions)('2 send: partner in $partner, customer in $customer', ({ partner, customer }) => {
  const at = stageOf(scene, { partner, customer });
  const filledIn = (form: Awaited<ReturnType<typeof draft>>, name: string) =>
    String(form.fields.find((field) => field.name === name)?.value);

  test('R-INV-04, R-INV-05: the draft holds the link, opens in a mail program, and can be copied', async () => {
    const { ana } = at();
    const form = await draft(ana, 'request ceo@newcorp.example');
    const link = linkIn(filledIn(form, 'text'));
    const mailto = new URL(form.links.find(({ label }) => label === 'Open in my mail program')?.url ?? '');
    expect(mailto.protocol).toBe('mailto:');
    expect(mailto.pathname).toBe('ceo@newcorp.example');
    expect(mailto.searchParams.get('subject')).toBe(filledIn(form, 'subject'));
    expect(mailto.searchParams.get('body')).toContain(link);
    expect(form.fields.find(({ name }) => name === 'way')?.options).toEqual([
      'Send it from here',
      'Done, I sent it myself',
    ]);
  });

  test('R-INV-05, R-INV-15: sent from here, the edited mail goes out, and the card says that the system sent it', async () => {
    const { bot, ana } = at();
    const form = await draft(ana, 'request ceo@newcorp.example');
    const edited = `Dear CEO,\nplease look: ${linkIn(filledIn(form, 'text'))}`;
    const sent = cardOf(await ana.submit(form, { Subject: 'A word from Ana', [text]: edited }));
    expect(sent.text).toContain('Waiting for the answer of ceo@newcorp.example');
    expect(sent.text).toContain('Ana, sent through Accord on');
    await bot.settled();
    expect(bot.mails).toEqual([
      expect.objectContaining({ to: 'ceo@newcorp.example', subject: 'A word from Ana', text: edited }),
    ]);
  });

  test('R-INV-15: “Done” says that the sender sent it; no mail goes out, and lists show the difference', async () => {
    const { bot, ana } = at();
    const form = await draft(ana, 'request ceo@newcorp.example');
    const sent = cardOf(await ana.submit(form, { [way]: 'Done, I sent it myself' }));
    expect(sent.text).toContain('Ana, sent by their own e-mail on');
    await bot.settled();
    expect(bot.mails).toEqual([]);
    await draft(ana, 'request cto@othercorp.example');
    bot.wait({ days: 3 });
    const list = cardOf(await ana.type('invitations sent'));
    expect(list.text).toMatch(/To cto@othercorp.example\nRelationship · drafted 3 days ago, not sent yet/);
    expect(list.text).toMatch(
      /To ceo@newcorp.example\nRelationship · sent by the sender’s own e-mail 3 days ago/,
    );
  });

  test('R-INV-04: a text without the personal link, or with another one, is refused on the field', async () => {
    const { ana } = at();
    const other = codeIn(filledIn(await draft(ana, 'request a@othercorp.example'), 'text'));
    const form = await draft(ana, 'request ceo@newcorp.example');
    const without = await ana.submit(form, { [text]: 'Hello, please accept.' });
    expect(errorOn(without, text)).toContain('The personal link is not in the text');
    const swapped = filledIn(form, 'text').replace(codeIn(filledIn(form, 'text')), other);
    expect(errorOn(await ana.submit(formOf(without), { [text]: swapped }), text)).toContain('put it back');
  });

  test('R-INV-04: a refused text stays as it was typed, with the way to open it in a mail program', async () => {
    const { ana } = at();
    const form = await draft(ana, 'request ceo@newcorp.example');
    const refused = formOf(await ana.submit(form, { [text]: 'Hello, please accept.' }));
    expect(filledIn(refused, 'text')).toBe('Hello, please accept.');
    expect(refused.links.map(({ label }) => label)).toContain('Open in my mail program');
  });

  test('R-CMD-04, R-INV-03: a draft is found again and sent later; its earlier link is dead by then', async () => {
    const { bot, ana } = at();
    const first = await draft(ana, 'request ceo@newcorp.example');
    const shown = cardOf(await ana.type('invitations draft'));
    const card = cardOf(await ana.click(shown, 'Show'));
    expect(card.text).toContain('Draft. It has not been sent yet.');
    const again = formOf(await ana.click(card, 'Send'));
    expect(codeIn(filledIn(again, 'text'))).not.toBe(codeIn(filledIn(first, 'text')));
    expect(errorOn(await ana.submit(first), text)).toContain('put it back');
    await ana.submit(again);
    await bot.settled();
    expect(bot.mails).toHaveLength(1);
  });

  test('R-INV-10, R-INV-13: a reminder of what nobody has opened says so, and the mail is sent again from here', async () => {
    const { bot, ana } = at();
    const first = await draft(ana, 'request ceo@newcorp.example');
    await ana.submit(first);
    for (const name of ['newcorp.example', 'ceo@newcorp.example']) {
      expect(cardOf(await ana.type(`show ${name}`)).text).toContain('Fabrikam asks ceo@newcorp.example');
    }
    const card = cardOf(await ana.type('show ceo@newcorp.example'));
    const form = formOf(await ana.click(card, 'Remind'));
    expect(form.text).toContain('Nobody has opened the invitation to ceo@newcorp.example yet');
    expect(form.links.map(({ label }) => label)).toContain('Open in my mail program');
    expect(filledIn(form, 'subject')).toBe(`Reminder: ${filledIn(first, 'subject')}`);
    const without = await ana.submit(form, { [text]: 'Hello, please accept.' });
    expect(errorOn(without, text)).toContain('The personal link is not in the text');
    const reminded = await ana.submit(formOf(without), { [text]: filledIn(form, 'text') });
    expect(reminded.text).toContain('The e-mail to ceo@newcorp.example goes out in a moment.');
    await bot.settled();
    expect(bot.mails).toHaveLength(2);
    expect((await ana.type('remind ceo@newcorp.example')).text).toMatch(/They were reminded on/);
    const sam = bot.stranger(customer);
    const redeem = (mail: typeof form) => sam.type(`redeem ${codeIn(filledIn(mail, 'text'))}`);
    // R-INV-03: the newer mail's link is the one that counts.
    expect((await redeem(first)).text).toContain('This code is not valid');
    expect(formOf(await redeem(form)).text).toContain('Fabrikam');
  });

  test('R-INV-05, R-INV-13: or by the sender’s own mail, and no mail goes out from here', async () => {
    const { bot, ana } = at();
    await ana.submit(await draft(ana, 'request ceo@newcorp.example'), { [way]: 'Done, I sent it myself' });
    const form = formOf(await ana.type('remind ceo@newcorp.example'));
    const reminded = await ana.submit(form, { [way]: 'Done, I sent it myself' });
    expect(reminded.text).toContain('Noted: you sent ceo@newcorp.example the e-mail again.');
    await bot.settled();
    expect(bot.mails).toEqual([]);
  });

  test('R-INV-01: what was sent cannot be sent again', async () => {
    const { ana } = at();
    const form = await draft(ana, 'request ceo@newcorp.example');
    await ana.submit(form);
    const again = await ana.submit(form);
    expect(again.text).toMatch(/open invitation of this kind already|has been sent/);
  });
});
