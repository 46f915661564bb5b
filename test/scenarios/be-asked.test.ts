import { describe, expect, test } from 'vitest';
import { cardOf, cardWith, directions, withBot } from '../kit/scenario.ts';
import { stageOf } from '../kit/stage.ts';

const scene = withBot();

describe.each(directions)(
  '3 be asked: partner in $partner, customer in $customer',
  ({ partner, customer }) => {
    const at = stageOf(scene, { partner, customer });

    test('R-CARD-01, R-CARD-02, R-INV-08: the approvals channel gets one question with its facts', async () => {
      const { bot, gil, approvals } = at();
      await bot.approveIn('Contoso', customer);
      await at().sent({ dap: true, note: 'As we agreed' });
      await bot.settled();
      const cards = await gil.channel(approvals);
      expect(cards).toHaveLength(1);
      const { text, links, thread } = cardWith(cards, 'Fabrikam asks Contoso');
      expect(thread).toBeUndefined();
      expect(text).toContain(
        'Fabrikam asks Contoso for a reseller relationship with delegated administration',
      );
      expect(text).toContain('Waiting for the answer of Contoso.');
      expect(text).toMatch(/Who asks:?\s+Fabrikam \(fabrikam.com\)/);
      expect(text).toMatch(
        /What for:?\s+Reseller & delegated administrator\. It can sell products, .*reset passwords/,
      );
      expect(text).toMatch(
        /Roles asked for:?\sGlobal admin \(full control.*and Helpdesk admin \(resets passwords/,
      );
      expect(text).toMatch(/Agreement:?\s+Microsoft Customer Agreement, version 2026-01: to be accepted/);
      expect(text).toMatch(/Asked by:?\sAna, sent through Accord on/);
      expect(text).toMatch(/Expires:?\s+/);
      expect(text).toContain('As we agreed');
      expect(text).toContain('You see this here because your organization’s approvals');
      expect(links).toContainEqual({
        label: 'Microsoft Customer Agreement',
        url: 'https://agreements.example/mca/2026-01',
      });
    });

    test('R-NOTE-04: without an approvals channel the approvers get it as a direct message, and nobody else', async () => {
      const { bot, gil } = at();
      await bot.reachOn('Gil', customer);
      await at().sent();
      await bot.settled();
      const [card, ...others] = await gil.direct();
      expect(others).toEqual([]);
      expect(card?.text).toContain('Fabrikam asks Contoso for a reseller relationship');
      expect(card?.text).toContain('because you may answer for your organization');
      expect(card?.buttons).toEqual(expect.arrayContaining(['Review & accept', 'Decline']));
      for (const name of ['Bea', 'Rob']) {
        for (const platform of [partner, customer]) {
          expect(await bot.person(name, platform).direct()).toEqual([]);
        }
      }
      const elsewhere = customer === 'slack' ? 'teams' : 'slack';
      expect(await bot.person('Gil', elsewhere).direct()).toEqual([]);
    });

    test('R-NOTE-04: with an approvals channel no approver gets a direct message as well', async () => {
      const { bot } = at();
      await bot.approveIn('Contoso', customer);
      await at().sent();
      await bot.settled();
      for (const platform of [partner, customer]) {
        expect(await bot.person('Gil', platform).direct()).toEqual([]);
      }
    });

    test('R-CARD-06: everybody reads the card; only who holds the right gets the buttons, and Slack checks the click', async () => {
      const { bot, approvals } = at();
      await bot.approveIn('Contoso', customer);
      // Teams draws a card anew for those whom it has met.
      for (const name of ['Gil', 'Bea', 'Rob']) await bot.person(name, customer).type('whoami');
      await at().sent();
      await bot.settled();
      const seenBy = async (name: string) =>
        cardWith(await bot.person(name, customer).channel(approvals), 'Fabrikam asks').buttons;
      if (customer === 'teams') {
        expect(await seenBy('Gil')).toEqual(expect.arrayContaining(['Review & accept', 'Decline']));
        const [bea, rob] = [await seenBy('Bea'), await seenBy('Rob')];
        expect(bea).toContain('Decline');
        expect(bea).not.toContain('Review & accept');
        expect(rob).toContain('Show what I can do');
        expect(rob).not.toContain('Decline');
        return;
      }
      expect(await seenBy('Rob')).toEqual(expect.arrayContaining(['Review & accept', 'Decline']));
      const rob = bot.person('Rob', customer);
      const card = cardWith(await rob.channel(approvals), 'Fabrikam asks');
      const refused = await rob.click(card, 'Review & accept');
      expect(refused.card?.private).toBe(true);
      expect(refused.text).toContain(
        'This needs the role Global admin. In your organization Gil (gil@contoso.com) has it.',
      );
    });

    test('R-CARD-06: who may do nothing about it is shown it without buttons', async () => {
      const { bot, approvals } = at();
      await bot.approveIn('Contoso', customer);
      await at().sent();
      await bot.settled();
      const rob = bot.person('Rob', customer);
      const card = cardWith(await rob.channel(approvals), 'Fabrikam asks');
      const shown = cardOf(
        customer === 'teams'
          ? await rob.click(card, 'Show what I can do')
          : await rob.type('show fabrikam.com'),
      );
      expect(shown.text).toContain('Fabrikam');
      expect(shown.buttons.filter((label) => /accept|Decline/.test(label))).toEqual([]);
    });

    test.each([
      ['advisor', 'for an advisor relationship', /It can reset passwords and file service requests/],
      [
        'delegated_administrator',
        'to be its delegated administrator',
        /As Global admin in the customer’s tenant it can manage/,
      ],
      ['partner', 'for a partner relationship', /use a user account in the customer’s tenant/],
      ['mpsa', 'for an MPSA partner relationship', /turn it off again/],
      ['line_of_business', 'for a line-of-business partner', /develop, submit and manage apps/],
    ] as const)('R-TYPE-02 to 07: %s', async (type, title, meaning) => {
      const { bot, gil } = at();
      await bot.reachOn('Gil', customer);
      await at().sent({ type });
      await bot.settled();
      const { text } = cardWith(await gil.direct(), 'Fabrikam asks Contoso');
      expect(text).toContain(title);
      expect(text).toMatch(meaning);
    });
  },
);
