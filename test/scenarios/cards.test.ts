import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { accept, cardOf, cardWith, directions, draft, formOf, linkIn, withBot } from '../kit/scenario.ts';
import { stageOf } from '../kit/stage.ts';

const scene = withBot();

describe.each(directions)(
  'cards and repeated deliveries: partner in $partner, customer in $customer',
  ({ partner, customer }) => {
    const at = stageOf(scene, { partner, customer });
    /** The card in the approvals channel, as Gil sees it before anybody has answered. */
    const waiting = async () => {
      const { bot, gil, approvals } = at();
      await bot.approveIn('Contoso', customer);
      await gil.type('whoami');
      await at().sent();
      await bot.settled();
      return cardWith(await gil.channel(approvals), 'Waiting for the answer');
    };
    const audited = async (kind: string): Promise<number> => {
      const [row] = await scene.bot.db.execute<{ n: number }>(
        sql`select count(*)::int as n from audit_entries where kind = ${kind}`,
      );
      return row?.n ?? 0;
    };

    test('R-CARD-04: a click on an old card is answered privately, with who answered and a fresh card', async () => {
      const { bot, gil, approvals } = at();
      const old = await waiting();
      await gil.submit(formOf(await gil.click(old, 'Decline')), { Reason: 'Not now' });
      await bot.settled();
      for (const button of ['Review & accept', 'Decline']) {
        const answer = await gil.click(old, button);
        expect(answer.form).toBeUndefined();
        expect(answer.card?.private).toBe(true);
        expect(answer.text).toMatch(/Gil declined this invitation on /);
        expect(answer.text).toMatch(/Declined by Gil on /);
        expect(answer.card?.buttons).toEqual([]);
      }
      // The card that everybody sees stands as it was updated, and nothing was said to the channel.
      const cards = await bot.person('Bea', customer).channel(approvals);
      expect(cards).toHaveLength(2);
      expect(cardWith(cards, 'Not now').buttons).toEqual([]);
      expect(await audited('invitation.declined')).toBe(1);
    });

    test('R-CARD-04: the sender’s old buttons, too', async () => {
      const { bot, ana, gil } = at();
      const { details } = await at().sent();
      const sent = cardOf(await ana.type(`show ${details.invitation.id}`));
      await gil.submit(formOf(await gil.type('decline fabrikam.com')));
      await bot.settled();
      const reminded = await ana.click(sent, 'Remind');
      expect(reminded.text).toMatch(/Gil declined this invitation on /);
      expect((await ana.click(sent, 'Withdraw')).text).toMatch(/Gil declined this invitation on /);
    });

    test('R-NOTE-01: a card says why it is in the channel, also on a personal version', async () => {
      const { gil } = at();
      const { text, buttons } = await waiting();
      expect(buttons).toEqual(expect.arrayContaining(['Review & accept', 'Decline']));
      expect(text).toContain('You see this here because your organization’s approvals');
      // What is asked for is an answer, and stands there because somebody asked.
      expect((await gil.type('show fabrikam.com')).text).not.toContain('You see this here');
    });

    test('R-NOTE-01: and still does after it was answered in the channel', async () => {
      const { bot, gil } = at();
      await bot.reachOn('Gil', customer);
      await at().sent();
      await bot.settled();
      const card = cardWith(await gil.direct(), 'Waiting for the answer');
      const answer = await gil.submit(formOf(await gil.click(card, 'Decline')), { Reason: 'Not now' });
      await bot.settled();
      const why = 'You see this here because you may answer for your organization';
      expect(cardWith(await gil.direct(), 'Declined by Gil').text).toContain(why);
      // In Teams the answer takes the card's place.
      if (customer === 'teams') expect(answer.text).toContain(why);
    });

    test('an organization that was asked for stays there with what can be done, whatever just happened', async () => {
      const { bot, ana, gil } = at();
      await accept(gil, await waiting());
      for (const person of [ana, gil]) {
        const shown = cardOf(await person.type(person === ana ? 'show contoso.com' : 'show fabrikam.com'));
        await bot.settled();
        const stays = cardWith(await person.direct(), 'Country');
        expect([stays.text, stays.buttons]).toEqual([shown.text, shown.buttons]);
      }
    });

    test('R-CARD-05: only what cannot be undone asks, naming both organizations', async () => {
      const { bot, ana, gil } = at();
      const { details } = await at().sent();
      const sent = cardOf(await ana.type(`show ${details.invitation.id}`));
      await bot.settled();
      const asked = await ana.click(sent, 'Withdraw', { confirm: false });
      const question =
        partner === 'slack' ? asked.text + bot.slack.confirmations.at(-1)?.text : JSON.stringify(sent.raw);
      expect(question).toMatch(/Fabrikam takes back its invitation to Contoso/);
      expect(cardOf(await gil.type('show fabrikam.com')).text).toContain('Open invitations between you');
      const before = bot.slack.confirmations.length;
      await ana.click(sent, 'Remind');
      expect(bot.slack.confirmations.length).toBe(before);
      await bot.settled();
    });

    test('R-CARD-06, R-ROLE-07: rights are those at the click, not those when the card was drawn', async () => {
      const { bot, gil } = at();
      const card = await waiting();
      const form = formOf(await gil.click(card, 'Review & accept'));
      await bot.db.execute(sql`update members set admin_roles = '{}' where name = 'Gil'`);
      await bot.db.execute(sql`update members set admin_roles = '{global_admin}' where name = 'Bea'`);
      const refused = await gil.submit(form, { agreement: true });
      expect(refused.text).toContain(
        'This needs the role Global admin. In your organization Bea (bea@contoso.com) has it.',
      );
      expect((await gil.click(card, 'Review & accept')).text).toContain('This needs the role Global admin.');
      expect(await audited('invitation.accepted')).toBe(0);
    });

    test('R-CARD-06: a card carries ids only: a forged line does what typing it would', async () => {
      const { bot, gil } = at();
      const card = await waiting();
      // Litware has nothing to do with it, whatever it presses.
      const leo = bot.person('Leo', customer);
      const id = /accept ([0-9a-f-]{36})/.exec(JSON.stringify(card.raw))?.[1] ?? '';
      expect(id).not.toBe('');
      for (const verb of ['accept', 'decline', 'withdraw', 'remind', 'send', 'show', 'history']) {
        expect((await leo.type(`${verb} ${id}`)).text).toMatch(/I find no invitation|I know no organization/);
      }
      expect((await gil.type(`withdraw ${id} --yes`)).text).toMatch(
        /Only partners can do this|I find no invitation/,
      );
      expect(await audited('invitation.withdrawn')).toBe(0);
    });

    test('R-CARD-07: a refusal is private, names the next step, and nothing internal', async () => {
      const { bot, approvals } = at();
      await waiting();
      const rob = bot.person('Rob', customer);
      const answer = await rob.type('accept fabrikam.com', approvals);
      expect(answer.text).toContain('This needs the role Global admin');
      expect(answer.text).not.toMatch(/role_needed|undefined|\bnull\b|Error|[0-9a-f]{8}-[0-9a-f]{4}/);
      const seenByGil = (await bot.person('Gil', customer).channel(approvals)).map(({ text }) => text);
      expect(seenByGil.join('\n')).not.toContain('This needs the role');
    });

    test('R-CARD-07: a fault is one fixed sentence with a reference that the log also has', async () => {
      const { bot, ana } = at();
      await bot.db.execute(sql`alter table invitations rename to invitations_away`);
      try {
        const answer = await ana.type('invitations');
        expect(answer.text).toMatch(/Something went wrong on our side/);
        const reference = /([0-9a-f]{8})/.exec(answer.text)?.[1];
        expect(bot.log.some((line) => line.reference === reference && line.outcome === 'fault')).toBe(true);
        expect(answer.text).not.toMatch(/relation|select|invitations_away|Error/);
      } finally {
        await bot.db.execute(sql`alter table invitations_away rename to invitations`);
      }
    });

    test('R-SEC-03: a double click has one effect', async () => {
      const { bot, gil } = at();
      const card = await waiting();
      const form = formOf(await gil.click(card, 'Review & accept'));
      const answers = await Promise.all([
        gil.submit(form, { agreement: true }),
        gil.submit(form, { agreement: true }),
      ]);
      await bot.settled();
      for (const { text } of answers)
        expect(text).toMatch(/Accepted by Gil|Gil accepted this invitation|This was done already|^$/);
      expect(await audited('invitation.accepted')).toBe(1);
      expect(await audited('relationship.started')).toBe(1);
    });

    test('R-SEC-03: a draft that is sent off twice goes out once', async () => {
      const { bot, ana } = at();
      const form = await draft(ana, 'request ceo@newcorp.example');
      const answers = await Promise.all([ana.submit(form), ana.submit(form)]);
      await bot.settled();
      expect(bot.mails).toHaveLength(1);
      expect(await audited('invitation.sent')).toBe(1);
      expect(answers.map(({ text }) => text).join('\n')).toContain(
        'Waiting for the answer of ceo@newcorp.example',
      );
    });

    test('R-SEC-03: a repeated delivery of the same request has one effect, and the same answer does no harm', async () => {
      const { bot, ana, gil } = at();
      await waiting();
      if (customer === 'slack') {
        await gil.submit(formOf(await gil.type('accept fabrikam.com')), { agreement: true });
        for (const sent of bot.slack.sent.slice(-2)) {
          const { timestamp, signature } = sent;
          for (const retryNum of [1, 2]) {
            const again = await bot.slack.post(sent.body, { timestamp, signature, retryNum });
            expect(again.status).toBe(200);
            expect(again.body).not.toMatch(/error/i);
          }
        }
      } else {
        const person = bot.teamsPerson('Gil');
        const form = formOf(await gil.type('accept fabrikam.com'));
        const invoke = person.pressing(form, form.submitLabel, { agreement: true });
        const answers = [];
        for (let times = 0; times < 3; times += 1) answers.push(await bot.teams.deliver(invoke));
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
        expect(JSON.stringify(answers[0]?.body)).toContain('Accepted by Gil');
        expect(JSON.stringify(answers[2]?.body)).toMatch(
          /Gil accepted this invitation|This was done already/,
        );
        const typed = person.saying('mpsa on');
        await bot.teams.deliver(typed);
        await bot.teams.deliver(typed);
        expect(await audited('organization.changed')).toBe(1);
      }
      await bot.settled();
      expect(await audited('invitation.accepted')).toBe(1);
      expect(await audited('roles.granted')).toBe(0);
      const listed = cardOf(await ana.type('customers'));
      expect(listed.text).toContain('Showing 1 of 1');
    });

    test('R-SEC-03: a typed command that is delivered twice has one effect', async () => {
      const { bot, ana } = at();
      await at().sent();
      if (partner === 'slack') {
        await ana.type('remind contoso.com');
        const last = bot.slack.sent.at(-1);
        if (!last) throw new Error('nothing was sent');
        await bot.slack.post(last.body, {
          timestamp: last.timestamp,
          signature: last.signature,
          retryNum: 1,
        });
      } else {
        const typed = bot.teamsPerson('Ana').saying('remind contoso.com');
        await bot.teams.deliver(typed);
        await bot.teams.deliver(typed);
      }
      await bot.settled();
      expect(await audited('invitation.reminded')).toBe(1);
    });

    test('R-SEC-04: neither the log nor the database holds links’ secrets or tokens, and the log no texts', async () => {
      const { bot, ana, gil } = at();
      await bot.approveIn('Contoso', customer);
      const form = await draft(ana, 'request ceo@newcorp.example', { Note: 'A very private note' });
      const link = linkIn(form.fields.find(({ name }) => name === 'text')?.value);
      await ana.submit(form);
      await bot.settled();
      const code = link.split('/').at(-1) ?? '';
      const card = cardOf(await gil.type(`redeem ${code}`));
      await gil.submit(formOf(await gil.click(card, 'Decline')), { Reason: 'A very private reason' });
      await gil.type('redeem 0123456789abcdef0123456789');
      await gil.type('member code rob@contoso.com');
      await bot.settled();
      const log = JSON.stringify(bot.log);
      expect(bot.log.length).toBeGreaterThan(5);
      for (const secret of [
        code,
        'A very private',
        '0123456789abcdef0123456789',
        'ceo@newcorp.example',
        ...bot.workspaces.teams.map(({ bot: app }) => app.token),
      ]) {
        expect(log).not.toContain(secret);
      }
      expect(log).not.toMatch(/xox[bp]-|Bearer |eyJ[A-Za-z0-9_-]{20}/);
      const kept = JSON.stringify(
        await bot.db.execute(sql`
      select (select json_agg(i) from invitations i) as invitations, (select json_agg(a) from audit_entries a) as audit,
        (select json_agg(w) from workspaces w) as workspaces, (select json_agg(m) from mails m) as mails,
        (select json_agg(l) from link_codes l) as codes, (select json_agg(j) from graphile_worker._private_jobs j) as jobs`),
      );
      expect(kept).not.toContain(code);
      for (const { bot: app } of bot.workspaces.teams) expect(kept).not.toContain(app.token);
    });

    test('R-CARD-08: what the bot posts has words for a notification: verb, who and whom', async () => {
      const { bot, gil } = at();
      await bot.reachOn('Gil', customer);
      await at().sent();
      await bot.settled();
      const [card] = await gil.direct();
      const raw = JSON.stringify(card?.raw);
      expect(raw).toContain('Fabrikam asks Contoso for a reseller relationship');
      const { text } = (card?.raw ?? {}) as { text?: string };
      const { summary } = bot.microsoft.connector.posts.at(-1)?.activity ?? {};
      expect(customer === 'slack' ? text : summary).toContain('Fabrikam asks Contoso');
    });

    test('R-AGR-02: an acceptance keeps document, version, who, when, from which chat and on whose behalf', async () => {
      const { bot, gil } = at();
      await accept(gil, await waiting());
      await bot.settled();
      const rows = await bot.db.execute(sql`
      select a.version, a.locale, a.name, a.email, a.platform, o.name as organization
      from agreement_acceptances a join organizations o on o.id = a.organization_id`);
      expect([...rows]).toEqual([
        {
          version: '2026-01',
          locale: 'en',
          name: 'Gil',
          email: 'gil@contoso.com',
          platform: customer,
          organization: 'Contoso',
        },
      ]);
    });
  },
);
