import { describe, expect, test } from 'vitest';
import {
  accept,
  boxToTick,
  cardOf,
  cardWith,
  directions,
  errorOn,
  formOf,
  received,
  withBot,
} from '../kit/scenario.ts';
import { stageOf } from '../kit/stage.ts';

const scene = withBot();

describe.each(directions)(
  '8 agreement alone: partner in $partner, customer in $customer',
  ({ partner, customer }) => {
    const at = stageOf(scene, { partner, customer });
    /** Fabrikam sells to Contoso, which accepted what was in force then; 2026-07 is required since. */
    const outdated = async () => {
      const { bot } = at();
      await at().related();
      bot.wait({ hours: 1 });
      await bot.publish('2026-07');
      await bot.settled();
    };

    test('R-AGR-04, R-ROLE-04: a Billing admin accepts the current version alone', async () => {
      const { bea } = at();
      const card = cardOf(await bea.type('agreement'));
      expect(card.text).toContain('The Microsoft Customer Agreement of Contoso');
      expect(card.text).toContain('Version 2026-01 is not accepted yet.');
      expect(card.text).toContain(
        'Without it a partner may neither buy nor manage subscriptions for Contoso.',
      );
      expect(card.buttons).toContain('Review & accept');
      const form = formOf(await bea.click(card, 'Review & accept'));
      expect(form.text).toContain('Please read the Microsoft Customer Agreement, version 2026-01.');
      expect(form.links).toContainEqual({
        label: 'Microsoft Customer Agreement',
        url: 'https://agreements.example/mca/2026-01',
      });
      expect(form.submitLabel).toBe('Accept');
      const unticked = await bea.submit(form, { agreement: false });
      expect(errorOn(unticked, 'agreement')).toMatch(boxToTick);
      const done = cardOf(await bea.submit(formOf(unticked), { agreement: true }));
      expect(done.text).toMatch(/Version 2026-01, by Bea \(bea@contoso.com\) on .*, in (Slack|Teams)/);
      expect(done.buttons).toEqual([]);
    });

    test('R-ROLE-02, R-ROLE-05: others read their organization’s status, and who can accept', async () => {
      const { rob } = at();
      expect(cardOf(await rob.type('agreement')).buttons).toEqual([]);
      const { text, form } = await rob.type('agreement accept');
      expect(form).toBeUndefined();
      expect(text).toContain('This needs one of these roles: Global admin or Billing admin.');
      expect(text).toContain('Bea (bea@contoso.com) and Gil (gil@contoso.com)');
    });

    test('R-AGR-03: accepted once, it is not asked for again', async () => {
      const { gil, bea } = at();
      const form = formOf(await gil.type('agreement accept'));
      await bea.submit(formOf(await bea.type('agreement accept')), { agreement: true });
      expect((await gil.submit(form, { agreement: true })).text).toMatch(
        /Bea has already accepted version 2026-01/,
      );
      expect(cardOf(await gil.type('agreement accept')).text).toMatch(/Accepted by Bea on /);
    });

    test('R-AGR-06: a version published while the form is open has to be read first', async () => {
      const { bot, gil } = at();
      const form = formOf(await gil.type('agreement accept'));
      bot.wait({ hours: 1 });
      await bot.publish('2026-07');
      expect((await gil.submit(form, { agreement: true })).text).toContain(
        'A new version of the agreement is required now: 2026-07.',
      );
      expect((await gil.type('agreement')).text).toContain('Version 2026-07 is not accepted yet.');
    });

    test('R-AGR-05, R-AGR-06: a partner without it sees which version is missing, and asks for it with one button', async () => {
      const { bot, ana, gil, approvals } = at();
      await outdated();
      expect((await ana.type('customers')).text).toContain('agreement not accepted');
      const card = cardOf(await ana.type('show contoso.com'));
      expect(card.text).toContain(
        'Contoso accepted version 2026-01 of the Microsoft Customer Agreement, and version 2026-07 is required now.',
      );
      expect(card.buttons).toContain('Ask for the agreement');
      await bot.approveIn('Contoso', customer);
      const asked = await ana.click(card, 'Ask for the agreement');
      expect(asked.text).toContain('Contoso has been asked to accept version 2026-07 of the agreement.');
      await bot.settled();
      const told = cardWith(
        await gil.channel(approvals),
        'asked Contoso to accept the Microsoft Customer Agreement',
      );
      expect(told.text).toContain('Ana of Fabrikam');
      const answered = await gil.click(told, told.buttons[0] ?? '');
      expect(answered.text).toContain('Version 2026-07 is not accepted yet.');
      await gil.submit(formOf(await gil.click(cardOf(answered), 'Review & accept')), { agreement: true });
      expect((await ana.type('show contoso.com')).text).toMatch(/version 2026-07: accepted by Gil/);
      expect((await ana.type('customers')).text).not.toContain('agreement not accepted');
    });

    test('R-AGR-05, R-NOTE-01: every partner of the customer is notified of an acceptance without an invitation', async () => {
      const { bot, ana, leo, nora, bea, gil, approvals } = at();
      await outdated();
      await bea.submit(formOf(await bea.type('agreement accept')), { agreement: true });
      await at().related({ from: 'Leo', type: 'partner' });
      bot.wait({ hours: 1 });
      await bot.publish('2026-08');
      // Fabrikam asked and has no channel that hears; Litware has one; Northwind is no partner of Contoso.
      await bot.reachOn('Ana', partner);
      await ana.type('agreement ask contoso.com');
      await leo.type('notify on agreements where partner = litware.com', bot.channel('Litware', partner));
      await nora.type('notify on everything', bot.channel('Northwind', partner));
      await gil.type('notify on agreements', approvals);
      await bot.settled();
      await bea.submit(formOf(await bea.type('agreement accept')), { agreement: true });
      await bot.settled();
      const accepted = 'Bea accepted the Microsoft Customer Agreement, version 2026-08, for Contoso';
      cardWith(await ana.direct(), accepted);
      cardWith(await leo.channel(bot.channel('Litware', partner)), accepted);
      const own = await gil.channel(approvals);
      expect(own.filter(({ text }) => text.includes(accepted))).toHaveLength(1);
      const elsewhere = await nora.channel(bot.channel('Northwind', partner));
      expect(elsewhere.filter(({ text }) => text.includes('Contoso'))).toEqual([]);
      expect((await leo.direct()).filter(({ text }) => text.includes(accepted))).toEqual([]);
    });

    test('R-AGR-05: it is asked for once for a version, of a customer of one’s own, by who may ask', async () => {
      const { bot, ana } = at();
      await outdated();
      await ana.type('agreement ask contoso.com');
      expect((await ana.type('agreement ask contoso.com')).text).toMatch(
        /You asked for this version of the agreement on/,
      );
      expect((await at().leo.type('agreement ask contoso.com')).text).toContain(
        'There is no active relationship between you and Contoso.',
      );
      expect((await at().hugo.type('agreement ask contoso.com')).text).toContain(
        'Admin agent or Global admin',
      );
      await bot.settled();
    });

    test('R-AGR-05: what is accepted already is not asked for', async () => {
      const { ana } = at();
      await at().related();
      expect((await ana.type('agreement ask contoso.com')).text).toContain(
        'Gil has already accepted version 2026-01',
      );
    });

    test('R-AGR-01: while no version is published nothing is asked for', async () => {
      const { bot, ana, gil } = at();
      await bot.db.execute('delete from agreements');
      expect((await gil.type('agreement')).text).toContain(
        'No version is published yet. Nothing has to be accepted.',
      );
      await at().sent();
      const card = await received(gil);
      await accept(gil, card);
      expect((await ana.type('agreement ask contoso.com')).text).toContain(
        'No version of the Microsoft Customer Agreement is published here yet.',
      );
    });
  },
);
