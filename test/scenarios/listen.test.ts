import { describe, expect, test } from 'vitest';
import { accept, ask, cardOf, cardWith, directions, formOf, received, withBot } from '../support/scenario.ts';

const scene = withBot();
const dap = { 'Delegated administration': true };

describe.each(directions)(
  '10 listen: partner in $partner, customer in $customer',
  ({ partner, customer }) => {
    const at = () => {
      const { house } = scene;
      return {
        house,
        ana: house.person('Ana', partner),
        leo: house.person('Leo', partner),
        gil: house.person('Gil', customer),
        channel: house.channel('Contoso', customer),
      };
    };
    const heard = async () => {
      const { house, channel } = at();
      await house.settled();
      // Teams draws nothing anew for Rob: he sees what was posted.
      return (await house.person('Rob', customer).channel(channel)).map(({ text }) => text).join('\n');
    };

    test('R-NOTE-01: a filter by partner lets that partner’s events through, and no other’s', async () => {
      const { ana, leo, gil, channel } = at();
      const on = cardOf(await gil.type('notify on invitations where partner = fabrikam.com', channel));
      expect(on.text).toContain(
        'This channel gets notifications about invitations, where the partner is fabrikam.com.',
      );
      await ask(leo, 'request contoso.com');
      await ask(ana, 'request contoso.com');
      const told = await heard();
      expect(told).toContain('Fabrikam asks Contoso');
      expect(told).not.toContain('Litware');
      expect(told).toContain(
        'because this channel gets notifications about invitations, where the partner is fabrikam.com',
      );
    });

    test('R-NOTE-01: and, or, not, and the kind of the invitation', async () => {
      const { ana, leo, gil, channel } = at();
      const line =
        'notify on invitations where kind is reseller and not (partner = litware.com or partner = northwind.com)';
      expect(cardOf(await gil.type(line, channel)).text).toContain(
        'invitations, where the invitation is of the kind “Relationship” and not (the partner is litware.com or the partner is northwind.com)',
      );
      await ask(leo, 'request contoso.com');
      await ask(ana, 'request contoso.com');
      const told = await heard();
      expect(told).toContain('Fabrikam asks Contoso');
      expect(told).not.toContain('Litware asks');
    });

    test('R-NOTE-02: a channel hears of the kinds that it asked for, and of no others', async () => {
      const { ana, gil, channel } = at();
      await gil.type('notify on roles and agreements', channel);
      await ask(ana, 'request contoso.com', dap);
      await accept(gil, await received(gil));
      const told = await heard();
      expect(told).toMatch(/Admin roles:?\s+Global admin and Helpdesk admin, since/);
      expect(told).toContain('Gil accepted the Microsoft Customer Agreement');
      expect(told).not.toContain('asks Contoso for a reseller relationship');
    });

    test('R-CMD-04: the list says it in words; each is turned off by its button or its line, and all by “off”', async () => {
      const { ana, gil, channel } = at();
      expect((await gil.type('notify list', channel)).text).toContain(
        'This channel gets no notifications yet.',
      );
      await gil.type('notify on invitations where partner = fabrikam.com', channel);
      await gil.type('notify on roles', channel);
      await gil.type('NOTIFY  ON   roles', channel);
      const list = cardOf(await gil.type('notify list', channel));
      expect(list.text).toContain('invitations, where the partner is fabrikam.com');
      expect(list.text).toContain('Turned on by Gil.');
      expect(list.buttons.filter((label) => label === 'Turn off')).toHaveLength(2);
      const off = await gil.type('notify off roles', channel);
      expect(off.text).toContain('This channel no longer gets these: roles.');
      expect((await gil.type('notify off roles', channel)).text).toContain(
        'This channel gets no such notifications.',
      );
      await gil.type('notify off', channel);
      expect((await gil.type('notify', channel)).text).toContain('This channel gets no notifications yet.');
      await ask(ana, 'request contoso.com');
      expect(await heard()).not.toContain('Fabrikam asks Contoso');
    });

    test('R-AUD-02: a channel of another organization hears nothing of it, whatever it asks for', async () => {
      const { house, ana, leo, gil } = at();
      const place = house.channel('Litware', partner);
      await leo.type('notify on everything', place);
      await leo.type('notify on invitations where partner = fabrikam.com', place);
      await ask(ana, 'request contoso.com', dap);
      await accept(gil, await received(gil));
      await house.settled();
      const told = (await leo.channel(place)).map(({ text }) => text).join('\n');
      expect(told).not.toMatch(/Contoso|Ana|Gil/);
    });

    test('R-AUD-02: notifications belong to a channel of one’s own, and to who may manage them', async () => {
      const { house, gil } = at();
      for (const line of ['notify on invitations', 'notify list', 'notify off']) {
        const { text, card } = await gil.type(line);
        expect(text).toContain('Please send this in the channel that should get them.');
        expect(card?.buttons).toEqual([]);
      }
      const { text } = await house
        .person('Rob', customer)
        .type('notify on invitations', house.channel('Contoso', customer));
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
      const { gil, channel } = at();
      expect((await gil.type(line, channel)).text).toContain(words);
    });

    test('R-NOTE-03: what follows stands in the thread of the first card, in order', async () => {
      const { house, ana, gil, channel } = at();
      await gil.type('notify on invitations', channel);
      await ask(ana, 'request contoso.com');
      house.wait({ hours: 1 });
      await ana.type('remind contoso.com');
      await gil.submit(formOf(await gil.type('decline fabrikam.com')));
      await house.settled();
      const cards = await gil.channel(channel);
      const parent = cardWith(cards, 'Declined by Gil');
      const thread = cards
        .filter((card) => card.thread === parent.ref)
        .map(({ text }) => text.split('\n')[0]);
      expect(thread).toEqual(['Reminder', 'Invitation declined']);
    });

    test('R-NOTE-08: a channel that cannot be reached is paused, and an admin is told once, elsewhere', async () => {
      const { house, ana, gil, channel } = at();
      const on = await gil.type('notify on invitations', channel);
      expect(on.text.includes('invite me first: /invite @Accord')).toBe(customer === 'slack');
      const mend =
        customer === 'slack'
          ? (() => {
              house.front.fail({ method: 'chat.postMessage', channel, error: 'is_archived' });
              return () => undefined;
            })()
          : house.microsoft.connector.fail({ status: 403, conversation: channel });
      await house.reachOn('Gil', customer);
      await ask(ana, 'request contoso.com');
      await house.settled();
      await house.settled();
      const told = (await gil.direct()).filter(({ text }) => text.includes('cannot be reached any more'));
      expect(told).toHaveLength(1);
      expect(told[0]?.text).toContain('notifications are paused');
      expect(told[0]?.text).toContain(customer === 'slack' ? '/invite @Accord' : 'Add me there again');
      mend();
      // Whoever uses the bot there again gets what waited.
      await gil.type('notify on invitations', channel);
      expect(await heard()).toContain('Fabrikam asks Contoso');
    });

    test('R-AUD-01: history names an invitation by the other side, and pages', async () => {
      const { ana, gil } = at();
      await ask(ana, 'request contoso.com');
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
