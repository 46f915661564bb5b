import { describe, expect, test } from 'vitest';
import { cardOf, cardWith, directions, formOf, withBot } from '../kit/scenario.ts';
import { stageOf } from '../kit/stage.ts';

const scene = withBot();

describe.each(directions)(
  '10 listen: partner in $partner, customer in $customer',
  ({ partner, customer }) => {
    const at = stageOf(scene, { partner, customer });
    const heard = async () => {
      const { bot, approvals } = at();
      await bot.settled();
      // Teams draws nothing anew for Rob: he sees what was posted.
      return (await bot.person('Rob', customer).channel(approvals)).map(({ text }) => text).join('\n');
    };

    test('R-NOTE-01: a filter by partner lets that partner’s events through, and no other’s', async () => {
      const { gil, approvals } = at();
      const on = cardOf(await gil.type('notify on invitations where partner = fabrikam.com', approvals));
      expect(on.text).toContain(
        'This channel gets notifications about invitations, where the partner is fabrikam.com.',
      );
      await at().sent({ from: 'Leo' });
      await at().sent();
      const told = await heard();
      expect(told).toContain('Fabrikam asks Contoso');
      expect(told).not.toContain('Litware');
      expect(told).toContain(
        'because this channel gets notifications about invitations, where the partner is fabrikam.com',
      );
    });

    test('R-NOTE-01: and, or, not, and the kind of the invitation', async () => {
      const { gil, approvals } = at();
      const line =
        'notify on invitations where kind is reseller and not (partner = litware.com or partner = northwind.com)';
      expect(cardOf(await gil.type(line, approvals)).text).toContain(
        'invitations, where the invitation is of the kind “Relationship” and not (the partner is litware.com or the partner is northwind.com)',
      );
      await at().sent({ from: 'Leo' });
      await at().sent();
      const told = await heard();
      expect(told).toContain('Fabrikam asks Contoso');
      expect(told).not.toContain('Litware asks');
    });

    test('R-NOTE-02: a channel is notified of its kinds only', async () => {
      const { gil, approvals } = at();
      await gil.type('notify on roles and agreements', approvals);
      await at().related({ dap: true });
      const told = await heard();
      expect(told).toMatch(/Admin roles:?\s+Global admin and Helpdesk admin, since/);
      expect(told).toContain('Gil accepted the Microsoft Customer Agreement');
      expect(told).not.toContain('asks Contoso for a reseller relationship');
    });

    test('R-CMD-04: the list says it in words; each is turned off by its button or its line, and all by “off”', async () => {
      const { gil, approvals } = at();
      expect((await gil.type('notify list', approvals)).text).toContain(
        'This channel gets no notifications yet.',
      );
      await gil.type('notify on invitations where partner = fabrikam.com', approvals);
      await gil.type('notify on roles', approvals);
      await gil.type('NOTIFY  ON   roles', approvals);
      const list = cardOf(await gil.type('notify list', approvals));
      expect(list.text).toContain('invitations, where the partner is fabrikam.com');
      expect(list.text).toContain('Turned on by Gil.');
      expect(list.buttons.filter((label) => label === 'Turn off')).toHaveLength(2);
      const off = await gil.type('notify off roles', approvals);
      expect(off.text).toContain('This channel no longer gets these: roles.');
      expect((await gil.type('notify off roles', approvals)).text).toContain(
        'This channel gets no such notifications.',
      );
      await gil.type('notify off', approvals);
      expect((await gil.type('notify', approvals)).text).toContain('This channel gets no notifications yet.');
      await at().sent();
      expect(await heard()).not.toContain('Fabrikam asks Contoso');
    });

    test('R-AUD-02: another organization’s channel gets nothing, with any subscription', async () => {
      const { bot, leo } = at();
      const place = bot.channel('Litware', partner);
      await leo.type('notify on everything', place);
      await leo.type('notify on invitations where partner = fabrikam.com', place);
      await at().related({ dap: true });
      await bot.settled();
      const told = (await leo.channel(place)).map(({ text }) => text).join('\n');
      expect(told).not.toMatch(/Contoso|Ana|Gil/);
    });

    test('R-AUD-02: notifications belong to a channel of one’s own, and to who may manage them', async () => {
      const { bot, gil } = at();
      for (const line of ['notify on invitations', 'notify list', 'notify off']) {
        const { text, card } = await gil.type(line);
        expect(text).toContain('Please send this in the channel that should get them.');
        expect(card?.buttons).toEqual([]);
      }
      const { text } = await bot
        .person('Rob', customer)
        .type('notify on invitations', bot.channel('Contoso', customer));
      expect(text).toContain('Global admin, Billing admin, or Admin agent');
    });

    test.each([
      ['notify on invitatons', 'I do not know the kind “invitatons”. These exist: members, agreements'],
      ['notify on invitations where partner', 'I do not understand the filter here'],
      ['notify on invitations where colour = red', 'Expected: partner | customer | kind'],
      ['notify on invitations where partner = nowhere.example', 'I know no organization “nowhere.example”'],
      [
        'notify on',
        'Please add what the channel should get notifications about. For example: notify on invitations',
      ],
    ])('R-NOTE-01: “%s” is refused with what could stand there', async (line, words) => {
      const { gil, approvals } = at();
      expect((await gil.type(line, approvals)).text).toContain(words);
    });

    test('R-NOTE-03: later events are in the thread of the first card, in order', async () => {
      const { bot, ana, gil, approvals } = at();
      await gil.type('notify on invitations', approvals);
      await at().sent();
      bot.wait({ hours: 1 });
      await ana.type('remind contoso.com');
      await gil.submit(formOf(await gil.type('decline fabrikam.com')));
      await bot.settled();
      const cards = await gil.channel(approvals);
      const parent = cardWith(cards, 'Declined by Gil');
      const thread = cards
        .filter((card) => card.thread === parent.ref)
        .map(({ text }) => text.split('\n')[0]);
      expect(thread).toEqual(['Reminder', 'Invitation declined']);
    });

    test('R-NOTE-08: a channel that cannot be reached is paused, and an admin is notified once in person', async () => {
      const { bot, gil, approvals } = at();
      const on = await gil.type('notify on invitations', approvals);
      expect(on.text.includes('invite me first: /invite @Accord')).toBe(customer === 'slack');
      const mend =
        customer === 'slack'
          ? (() => {
              bot.front.fail({ method: 'chat.postMessage', channel: approvals, error: 'is_archived' });
              return () => undefined;
            })()
          : bot.microsoft.connector.fail({ status: 403, conversation: approvals });
      await bot.reachOn('Gil', customer);
      await at().sent();
      await bot.settled();
      await bot.settled();
      const told = (await gil.direct()).filter(({ text }) => text.includes('cannot be reached any more'));
      expect(told).toHaveLength(1);
      expect(told[0]?.text).toContain('notifications are paused');
      expect(told[0]?.text).toContain(customer === 'slack' ? '/invite @Accord' : 'Add me there again');
      mend();
      // Whoever uses the bot there again gets what waited.
      await gil.type('notify on invitations', approvals);
      expect(await heard()).toContain('Fabrikam asks Contoso');
    });

    test('R-AUD-01: history names an invitation by the other side, and pages', async () => {
      const { ana, gil } = at();
      await at().sent();
      await gil.submit(formOf(await gil.type('decline fabrikam.com')), { Reason: 'No' });
      const card = cardOf(await ana.type('history contoso.com'));
      expect(card.text).toMatch(
        /History: Contoso[\s\S]*Gil of Contoso declined the invitation from Fabrikam: “No”[\s\S]*Ana of Fabrikam sent Contoso an invitation/,
      );
      expect(card.text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
      const list = cardOf(await ana.type('invitations'));
      expect(list.text).toContain('declined');
    });
  },
);
