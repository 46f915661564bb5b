import { describe, expect, test } from 'vitest';
import { accept, cardOf, cardWith, directions, errorOn, formOf, withBot } from '../kit/scenario.ts';
import { stageOf } from '../kit/stage.ts';

const scene = withBot();

describe.each(directions)(
  '9 take back: partner in $partner, customer in $customer',
  ({ partner, customer }) => {
    const at = stageOf(scene, { partner, customer });
    /** Fabrikam works for Contoso, with admin roles; both listen in their channels. */
    const related = async () => {
      const { bot, ana, gil, approvals, alliances } = at();
      await ana.type('notify on everything', alliances);
      await gil.type('notify on everything', approvals);
      await at().related({ dap: true });
      await bot.settled();
    };

    test('R-DAP-03: “Remove roles?” comes first, and No removes nothing', async () => {
      const { gil, ana } = at();
      await related();
      const question = cardOf(await gil.type('roles remove fabrikam.com'));
      expect(question.text).toContain('Remove roles?');
      expect(question.text).toContain('Fabrikam loses its admin roles at Contoso.');
      expect(question.buttons).toEqual(expect.arrayContaining(['Yes', 'No']));
      await gil.click(question, 'No');
      const card = cardOf(await gil.type('show fabrikam.com'));
      await gil.click(card, 'Remove roles', { confirm: false });
      expect((await ana.type('customers')).text).toContain('admin roles in place');
    });

    test('R-DAP-02, R-DAP-04, R-ROLE-04: a Billing admin removes them; both sides read what stays', async () => {
      const { bot, ana, bea, gil, approvals, alliances } = at();
      await related();
      const removed = cardOf(await bea.click(cardOf(await bea.type('show fabrikam.com')), 'Remove roles'));
      expect(removed.text).toContain('The admin roles of Fabrikam at Contoso were removed');
      expect(removed.text).toContain('Fabrikam stays a partner: Reseller.');
      expect(removed.text).toContain(
        'Fabrikam stays responsible for supporting you until the agreement between you changes',
      );
      await bot.settled();
      expect((await ana.type('customers')).text).toContain('contoso.com · Reseller · no admin roles');
      expect((await ana.type('show contoso.com')).text).toMatch(/Admin roles:?\s+None in place/);
      const theirs = cardWith(
        await ana.channel(alliances),
        'The admin roles of Fabrikam at Contoso were removed',
      );
      expect(theirs.text).toContain('You stay responsible for supporting Contoso');
      expect(theirs.text).toContain('open a support request with Microsoft for Contoso');
      cardWith(await ana.channel(alliances), 'Bea of Contoso removed the admin roles');
      expect(
        cardWith(await gil.channel(approvals), 'The admin roles of Fabrikam at Contoso were removed').text,
      ).toContain('You can also ask Microsoft yourself');
    });

    test('R-DAP-02, R-DAP-04: without a channel the people concerned are notified in person', async () => {
      const { bot, ana, gil, bea } = at();
      await bot.reachOn('Ana', partner);
      await bot.reachOn('Gil', customer);
      await at().related({ dap: true });
      await bea.type('roles remove fabrikam.com --yes');
      await bot.settled();
      expect(cardWith(await ana.direct(), 'admin roles of Fabrikam at Contoso were removed').text).toContain(
        'You stay responsible',
      );
      expect(cardWith(await gil.direct(), 'admin roles of Fabrikam at Contoso were removed').text).toContain(
        'Fabrikam stays responsible',
      );
    });

    test('R-DAP-07: the partner asks to restore the roles, and the customer grants them again', async () => {
      const { bot, ana, gil, bea } = at();
      await related();
      await bea.type('roles remove fabrikam.com --yes');
      const card = cardOf(await ana.type('show contoso.com'));
      const draft = formOf(await ana.click(card, 'Ask for admin roles'));
      await ana.submit(draft);
      await bot.settled();
      const asked = cardOf(await gil.click(cardOf(await gil.type('invitations received sent')), 'Show'));
      expect(asked.text).toContain('Fabrikam asks Contoso for delegated administration privileges');
      await accept(gil, asked);
      expect((await ana.type('customers')).text).toContain('admin roles in place');
      expect((await ana.type('roles ask contoso.com')).text).toContain(
        'Delegated administration is already in place between you and Contoso.',
      );
      await bot.settled();
    });

    test('R-DAP-02: there is nothing to remove where nothing is in place', async () => {
      const { bot, gil } = at();
      await related();
      await gil.type('roles remove fabrikam.com --yes');
      expect((await gil.type('roles remove fabrikam.com --yes')).text).toContain(
        'There are no delegated admin roles in place between you and Fabrikam.',
      );
      expect((await gil.type('roles remove litware.com')).text).toContain(
        'There is no active relationship between you and Litware.',
      );
      await bot.settled();
    });

    test('R-ROLE-04, R-ROLE-05: who may not remove roles reads who may', async () => {
      const { bot } = at();
      await related();
      const refused = await bot.person('Rob', customer).type('roles remove fabrikam.com --yes');
      expect(refused.text).toContain('Global admin or Billing admin');
    });

    test('R-INV-10, R-CARD-05: withdraw asks first, naming both, and the customer reads that it is withdrawn', async () => {
      const { bot, ana, gil, approvals } = at();
      await bot.approveIn('Contoso', customer);
      await at().sent();
      await bot.settled();
      const question = cardOf(await ana.type('withdraw contoso.com'));
      expect(question.text).toContain('Fabrikam takes back its invitation to Contoso.');
      expect(question.buttons).toEqual(expect.arrayContaining(['Withdraw', 'Keep it']));
      await ana.click(question, 'Keep it');
      cardWith(await gil.channel(approvals), 'Waiting for the answer');
      const withdrawn = cardOf(await ana.click(cardOf(await ana.type('withdraw contoso.com')), 'Withdraw'));
      expect(withdrawn.text).toMatch(/Withdrawn by Ana on /);
      await bot.settled();
      expect(cardWith(await gil.channel(approvals), /Withdrawn by Ana on /).buttons).toEqual([]);
      expect((await gil.type('accept fabrikam.com')).text).toMatch(/Ana withdrew this invitation on/);
    });

    test('R-INV-10: a reminder reaches the approvers, once a day', async () => {
      const { bot, ana, gil, approvals } = at();
      await bot.approveIn('Contoso', customer);
      await at().sent();
      await bot.settled();
      expect((await ana.type('remind contoso.com')).text).toContain('Reminded: the approvers of Contoso');
      await bot.settled();
      const cards = await gil.channel(approvals);
      const reminder = cardWith(cards, 'Ana of Fabrikam sent a reminder');
      expect(reminder.thread).toBe(cardWith(cards, 'Waiting for the answer').ref);
      const shown = await gil.click(reminder, 'Show the invitation');
      expect(shown.card?.buttons).toEqual(expect.arrayContaining(['Review & accept', 'Decline']));
      expect((await ana.type('remind contoso.com')).text).toMatch(
        /They were reminded on .* You can send one reminder in 24 hours/,
      );
      bot.wait({ hours: 25 });
      expect((await ana.type('remind contoso.com')).text).toContain('Reminded');
    });

    test('R-INV-10: before it expires, approvers and sender are reminded; then it expires', async () => {
      const { bot, ana, gil, approvals } = at();
      await bot.approveIn('Contoso', customer);
      await bot.reachOn('Ana', partner);
      await at().sent();
      await bot.settled();
      bot.wait({ days: 61 });
      await bot.runScheduledWork();
      await bot.runScheduledWork();
      await bot.settled();
      const expiring = (await gil.channel(approvals)).filter(({ text }) =>
        text.includes('nobody has answered it yet'),
      );
      expect(expiring).toHaveLength(1);
      expect(expiring[0]?.text).toMatch(/Fabrikam’s invitation to Contoso expires /);
      expect((await ana.direct()).some(({ text }) => text.includes('nobody has answered it yet'))).toBe(true);
      bot.wait({ days: 30 });
      await bot.runScheduledWork();
      await bot.settled();
      expect((await gil.type('accept fabrikam.com')).text).toMatch(/This invitation expired on/);
      expect((await ana.type('invitations sent')).text).toMatch(/Relationship · expired/);
    });

    test('R-CMD-04: accept and decline typed, by the name of the partner', async () => {
      const { gil } = at();
      await at().sent();
      const declined = cardOf(await gil.submit(formOf(await gil.type('decline Fabrikam')), { Reason: 'No' }));
      expect(declined.text).toMatch(/Declined by Gil on /);
      await at().sent();
      const accepted = await gil.submit(formOf(await gil.type('accept fabrikam.com')), { agreement: true });
      expect(accepted.text).toMatch(/Accepted by Gil on /);
    });

    test('R-REL-02: the customer asks to end; the partner refuses and says why; then ends', async () => {
      const { bot, ana, gil, approvals, alliances } = at();
      await related();
      const asked = cardOf(await gil.click(cardOf(await gil.type('show fabrikam.com')), 'Ask to end'));
      expect(asked.text).toContain('Contoso asks Fabrikam to end their relationship');
      expect((await gil.type('end fabrikam.com')).text).toMatch(
        /You asked to end it on .* The partner has not answered yet/,
      );
      await bot.settled();
      expect(cardOf(await ana.type('home')).text).toContain('Contoso asks to end the relationship');
      const waiting = cardWith(
        await ana.channel(alliances),
        /asks Fabrikam to end|asked on .* to end the relationship/,
      );
      const form = formOf(await ana.click(waiting, 'Keep relationship'));
      expect(form.text).toContain(
        'Contoso asked you to end the relationship. If you keep it, please say why.',
      );
      const kept = cardOf(await ana.submit(form, { Reason: 'The contract runs until June' }));
      expect(kept.text).toContain('Fabrikam works with Contoso');
      await bot.settled();
      cardWith(await gil.channel(approvals), 'The contract runs until June');
      await gil.type('end fabrikam.com');
      await bot.settled();
      const question = cardOf(await ana.type('end contoso.com'));
      expect(question.text).toContain('The relationship of Fabrikam and Contoso ends: admin roles go');
      const ended = cardOf(await ana.click(question, 'Yes'));
      expect(ended.text).toContain('The relationship of Fabrikam and Contoso has ended');
      await bot.settled();
      cardWith(await gil.channel(approvals), 'The relationship of Fabrikam and Contoso has ended');
      expect((await ana.type('customers')).text).toContain('You have no customers here yet');
      expect((await gil.type('partners')).text).toContain('No partner works with you yet');
      expect((await gil.type('history fabrikam.com')).text).toContain(
        'Ana of Fabrikam ended the relationship with Contoso',
      );
    });

    test('R-CARD-04: an old button about a relationship is answered with what is so, and with a fresh card', async () => {
      const { bot, ana, bea, gil } = at();
      await related();
      const theirs = cardOf(await gil.type('show fabrikam.com'));
      const mine = cardOf(await ana.type('show contoso.com'));
      await bea.type('roles remove fabrikam.com --yes');
      const removed = cardOf(await gil.click(theirs, 'Remove roles'));
      expect(removed.text).toContain('There are no delegated admin roles in place between you and Fabrikam');
      expect(removed.text).toContain('Fabrikam is your partner');
      expect(removed.buttons).not.toContain('Remove roles');
      expect(removed.buttons).toContain('Ask to end');
      await ana.type('end contoso.com --yes');
      const ended = cardOf(await ana.click(mine, 'End relationship'));
      expect(ended.text).toContain('There is no active relationship between you and Contoso');
      expect(ended.buttons).toContain('Request a relationship');
      const asked = cardOf(await gil.click(theirs, 'Ask to end'));
      expect(asked.text).toContain('There is no active relationship between you and Fabrikam');
      expect(asked.buttons).not.toContain('Ask to end');
      await bot.settled();
    });

    test('R-REL-02, R-CARD-10: refusing to end needs a reason, and something to refuse', async () => {
      const { bot, ana, gil } = at();
      await related();
      expect((await ana.type('end refuse contoso.com')).text).toContain(
        'Contoso has not asked you to end the relationship.',
      );
      await gil.type('end fabrikam.com');
      const form = formOf(await ana.type('end refuse contoso.com'));
      const empty = await ana.submit(form, { Reason: '   ' });
      expect(errorOn(empty, 'Reason')).toMatch(/fill this in/);
      await bot.settled();
    });

    test('R-REL-03: ending closes what is open between the two', async () => {
      const { bot, ana, gil, approvals } = at();
      await related();
      await gil.type('roles remove fabrikam.com --yes');
      await ana.submit(formOf(await ana.type('roles ask contoso.com')));
      await ana.type('end contoso.com --yes');
      await bot.settled();
      const closed = cardWith(
        await gil.channel(approvals),
        'asks Contoso for delegated administration privileges',
      );
      expect(closed.text).toMatch(/Withdrawn by Ana on/);
      expect(closed.buttons).toEqual([]);
      expect((await gil.type('accept fabrikam.com')).text).toMatch(/Ana withdrew this invitation/);
    });

    test('R-TYPE-06: the customer lets MPSA partners see each other’s purchases, and stops it', async () => {
      const { gil } = at();
      expect((await gil.type('mpsa on')).text).toContain('can now see purchases');
      expect((await gil.type('mpsa off')).text).toContain('no longer see purchases');
      expect((await gil.type('mpsa')).text).toContain('Please add on or off');
    });
  },
);
