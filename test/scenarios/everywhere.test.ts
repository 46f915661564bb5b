import { describe, expect, test } from 'vitest';
import { accept, ask, cardOf, cardWith, everyDirection, formOf, received, withBot } from '../kit/scenario.ts';
import { stageOf } from '../kit/stage.ts';

const scene = withBot();

describe.each(everyDirection)(
  '5 see it everywhere: partner in $partner, customer in $customer',
  ({ partner, customer }) => {
    const at = stageOf(scene, { partner, customer });

    test('R-AUD-04, R-CARD-03: every card changes to who answered and when, and its buttons go', async () => {
      const { bot, ana, gil, approvals, alliances } = at();
      await bot.approveIn('Contoso', customer);
      await ana.type('notify on invitations', alliances);
      // The customer listens on the other platform too.
      await gil.type('notify on invitations', bot.channel('Contoso', customer));
      const elsewhere = customer === 'slack' ? 'teams' : 'slack';
      const other = bot.person('Gil', elsewhere);
      await other.type('notify on everything', bot.channel('Contoso', elsewhere));
      await at().sent({ dap: true });
      await bot.settled();
      const places = [
        [gil, approvals],
        [ana, alliances],
        [other, bot.channel('Contoso', elsewhere)],
      ] as const;
      for (const [person, place] of places) {
        expect(
          cardWith(await person.channel(place), 'Waiting for the answer of Contoso').buttons,
        ).not.toEqual([]);
      }
      await accept(gil, await received(gil));
      await bot.settled();
      for (const [person, place] of places) {
        const cards = await person.channel(place);
        const parent = cardWith(cards, /asks Contoso .*\n(✅ )?Accepted by Gil on /);
        expect(parent.buttons).toEqual([]);
        expect(parent.thread).toBeUndefined();
        expect(cards.filter(({ text }) => text.includes('Waiting for the answer'))).toEqual([]);
        // R-NOTE-03: what happened is said in the card's thread.
        const answered = cardWith(cards, 'Gil of Contoso accepted the invitation from Fabrikam');
        expect(answered.thread).toBe(parent.ref);
        expect(answered.buttons).toEqual([]);
      }
    });

    test('R-AUD-04: direct messages change as well, the sender’s and the approvers’', async () => {
      const { bot, ana, gil } = at();
      await bot.reachOn('Gil', customer);
      await bot.reachOn('Ana', partner);
      await at().sent();
      await bot.settled();
      const mine = cardWith(await gil.direct(), 'Waiting for the answer');
      await gil.submit(formOf(await gil.click(mine, 'Decline')), { Reason: 'Not now' });
      await bot.settled();
      const [changed] = await gil.direct();
      expect(changed?.ref).toBe(mine.ref);
      expect(changed?.text).toMatch(/Declined by Gil on /);
      expect(changed?.text).toContain('Not now');
      expect(changed?.buttons).toEqual([]);
      const told = cardWith(await ana.direct(), 'because you drafted the invitation');
      expect(told.text).toMatch(/Declined by Gil on |Gil of Contoso declined the invitation from Fabrikam/);
      expect(told.text).toContain('Not now');
    });

    test('R-AUD-04: a card in the personal chat changes too', async () => {
      const { bot, ana, gil } = at();
      await bot.reachOn('Gil', customer);
      await at().sent();
      await bot.settled();
      const [card] = await gil.direct();
      if (!card) throw new Error('nothing came');
      await accept(gil, card);
      await bot.settled();
      for (const { text, buttons } of [...(await gil.direct()), ...(await ana.direct())]) {
        expect(text).not.toContain('Waiting for the answer');
        expect(buttons.filter((label) => /accept|Decline|Withdraw|Remind/.test(label))).toEqual([]);
      }
    });

    test('R-CARD-03: an invitation that was withdrawn, and one that expired, say so everywhere', async () => {
      const { bot, ana, gil, approvals } = at();
      await bot.approveIn('Contoso', customer);
      const sent = await ask(ana, 'request contoso.com');
      await bot.settled();
      await ana.click(sent, 'Withdraw');
      await bot.settled();
      const withdrawn = cardWith(await gil.channel(approvals), /Withdrawn by Ana on /);
      expect(withdrawn.buttons).toEqual([]);
      await at().sent();
      await bot.settled();
      bot.wait({ days: 91 });
      await bot.runScheduledWork();
      await bot.settled();
      const expired = cardWith(await gil.channel(approvals), /Expired on .* Nobody answered in time/);
      expect(expired.buttons).toEqual([]);
      expect((await gil.channel(approvals)).filter(({ text }) => text.includes('Waiting for'))).toEqual([]);
    });

    test('R-INV-14, R-REL-04: the partner finds the new customer, the customer the new partner, and both the details', async () => {
      const { bot, ana, gil } = at();
      await at().sent({ dap: true });
      const accepted = await accept(gil, await received(gil));
      expect(accepted.text).toContain('To see what is in place now, send “show fabrikam.com”.');
      await bot.settled();
      const customers = cardOf(await ana.type('customers'));
      expect(customers.text).toContain(
        'Your customers\nShowing 1 of 1.\nContoso\ncontoso.com · Reseller & delegated administrator',
      );
      const contoso = cardOf(await ana.click(customers, 'Show'));
      expect(contoso.text).toContain('Contoso is your customer');
      expect(contoso.text).toMatch(/Admin roles:?\s+Global admin and Helpdesk admin, since/);
      expect(contoso.text).toMatch(
        /Agreement:?\s+Microsoft Customer Agreement, version 2026-01: accepted by Gil/,
      );
      expect(contoso.buttons).toEqual(expect.arrayContaining(['End relationship', 'History']));
      const partners = cardOf(await gil.type('partners'));
      const fabrikam = cardOf(await gil.click(partners, 'Show'));
      expect(fabrikam.text).toContain('Fabrikam is your partner');
      expect(fabrikam.buttons).toEqual(
        expect.arrayContaining(['Remove roles', 'Name as partner of record', 'Ask to end', 'History']),
      );
    });

    test('R-REL-04, R-REL-06: nobody else sees anything of it', async () => {
      await at().related();
      const { leo } = at();
      expect((await leo.type('customers')).text).toContain('You have no customers here yet');
      expect((await leo.type('invitations')).text).toContain('There are no such invitations');
      const stranger = (await leo.type('show contoso.com')).text;
      expect(stranger).toContain('You do not work with Contoso yet');
      expect(stranger).toContain('United States');
      expect(stranger).not.toContain('contoso.com');
      expect((await leo.type('show Contoso')).text).toContain('I know no organization “Contoso”');
      expect((await leo.type('history contoso.com')).text).toContain('Nothing has happened here yet');
    });

    test('R-AUD-01: the history of both sides shows who did what, from where and when', async () => {
      const { bot, ana, gil } = at();
      await at().related({ dap: true });
      await bot.settled();
      for (const told of [await ana.type('history contoso.com'), await gil.type('history fabrikam.com')]) {
        expect(told.text).toMatch(
          new RegExp(
            [
              'Gil of Contoso granted Fabrikam these admin roles: Global admin and Helpdesk admin',
              'Contoso and Fabrikam now work together: Reseller & delegated administrator',
              'Gil accepted the Microsoft Customer Agreement, version 2026-01, for Contoso',
              'Gil of Contoso accepted the invitation from Fabrikam',
              'Ana of Fabrikam sent Contoso an invitation',
            ].join('[\\s\\S]*'),
          ),
        );
        expect(told.text).toContain(`in ${customer === 'slack' ? 'Slack' : 'Microsoft Teams'}`);
      }
      const own = (await gil.type('history contoso.com')).text;
      expect(own).not.toContain('drafted');
    });
  },
);
