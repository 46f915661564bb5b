import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mails } from '../../db/schema/mails.ts';
import { relationships } from '../../db/schema/relationships.ts';
import { agreements } from '../../src/agreements/index.ts';
import { ensureConversation, resumeConversations } from '../../src/conversations/store.ts';
import { mailQueue } from '../../src/delivery/mail.ts';
import { recordAnswer } from '../../src/delivery/store/posts.ts';
import { invitations } from '../../src/invitations/index.ts';
import { createSecrets } from '../../src/kernel/secrets.ts';
import { organizations } from '../../src/organizations/index.ts';
import { relationships as relationshipsSubject } from '../../src/relationships/index.ts';
import { buttonsOf, createRecorder } from './recorder.ts';
import { createScene, type Party, type Person, type Scene, sent } from './scene.ts';

let scene: Scene;
let partner: Party;
let customer: Party;
let agent: Person;
let admin: Person;
let channel: string;
let slack: ReturnType<typeof createRecorder>;

beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.close());
beforeEach(async () => {
  partner = await scene.organization('Fabrikam', 'direct_reseller');
  customer = await scene.organization('Contoso');
  agent = await scene.member(partner, 'Ana', { agent: 'admin_agent' });
  admin = await scene.member(customer, 'Gita', { admin: ['global_admin'] });
  channel = await scene.channel(partner, 'C1');
  await scene.subscribe(partner, channel);
  slack = createRecorder();
});

/** An invitation that the partner's channel is told of; each to a customer of its own. */
const send = async (name = 'Contoso') => {
  const to = name === 'Contoso' ? customer : await scene.organization(name);
  const id = await scene.invitation(partner, to, agent);
  await scene.act(agent, sent(id, partner, to));
  return id;
};
const names = (titles: readonly string[]) => titles.map((title) => /asks (\w+)/.exec(title)?.[1]);
const statesIn = async (id: string) => (await scene.deliveriesOf(id)).map(({ state }) => state);

describe('what is said', () => {
  test('R-NOTE-03: the first card is the parent; the answer changes it and is posted in its thread', async () => {
    const id = await send();
    await scene.drainAll(channel, { slack: slack.poster });
    await scene.accept(id, admin, partner);
    await scene.drainAll(channel, { slack: slack.poster });

    expect(slack.said()).toEqual([
      'post Fabrikam asks Contoso for a reseller relationship',
      'update Fabrikam asks Contoso for a reseller relationship',
      'reply Invitation accepted',
    ]);
    const [first, changed, told] = slack.sent;
    expect(buttonsOf(first?.card ?? never())).toEqual(['Remind', 'Withdraw']);
    expect([changed?.ref, told?.parent]).toEqual([first?.ref, first?.ref]);
    expect(buttonsOf(changed?.card ?? never())).toEqual([]);
    expect(JSON.stringify(changed?.card)).toContain('Accepted by ');
  });

  test('R-NOTE-01: every card of a notification says why the channel got it', async () => {
    const id = await send();
    await scene.accept(id, admin, partner);
    await scene.drainAll(channel, { slack: slack.poster });
    for (const { card } of slack.sent) expect(JSON.stringify(card)).toMatch(/You see this here because \w+/);
  });

  test('R-AUD-04: a card whose message is gone stays gone, until there is something to tell', async () => {
    const id = await send();
    await scene.drainAll(channel, { slack: slack.poster });
    slack.answer(({ op }) => (op === 'update' ? { outcome: 'gone' } : undefined));
    await scene.act(agent, {
      ...sent(id, partner, customer),
      event: organizations.events['organization.changed'],
    });
    await scene.drainAll(channel, { slack: slack.poster });
    expect(slack.said()).toHaveLength(1);
    expect(await scene.postsIn(channel)).toEqual([]);

    await scene.accept(id, admin, partner);
    await scene.drainAll(channel, { slack: slack.poster });
    expect(slack.said()).toEqual([
      'post Fabrikam asks Contoso for a reseller relationship',
      'post Fabrikam asks Contoso for a reseller relationship',
    ]);
    expect(await statesIn(channel)).toEqual(['done', 'done', 'done']);
  });

  test('R-AUD-04: an answer given while the card is being posted changes that card too', async () => {
    const id = await send();
    let answered = false;
    slack.answer(async () => {
      if (!answered) {
        answered = true;
        expect(await scene.accept(id, admin, partner)).toBe(true);
      }
      return undefined;
    });
    await scene.drainAll(channel, { slack: slack.poster });
    expect(slack.said()).toEqual([
      'post Fabrikam asks Contoso for a reseller relationship',
      'update Fabrikam asks Contoso for a reseller relationship',
      'reply Invitation accepted',
    ]);
    expect(buttonsOf(slack.sent[0]?.card ?? never())).not.toEqual([]);
    expect(buttonsOf(slack.sent[1]?.card ?? never())).toEqual([]);
  });

  test('news that the card does not show is above it, in the same message', async () => {
    const id = await scene.invitation(partner, customer, agent);
    await scene.act(
      { organizationId: partner.id },
      { ...sent(id, partner, customer), event: invitations.events['invitation.expiring'] },
    );
    const [direct] = await scene.directWith(admin.id);
    await scene.drainAll(direct?.id ?? never(), { slack: slack.poster });
    expect(slack.said()).toEqual(['post Fabrikam asks Contoso for a reseller relationship']);
    const { card } = slack.sent[0] ?? never();
    expect(card.summary).toContain('nobody has answered it yet');
    expect(card.blocks[0]).toMatchObject({ kind: 'status', tone: 'waiting' });
    expect(buttonsOf(card)).toEqual(['Review & accept', 'Decline']);
  });

  describe('an acceptance, which makes four entries', () => {
    /** Gita accepts, as the service does it: one act. */
    const accept = async (invitation: string) => {
      const relationship = crypto.randomUUID();
      const between = { counterpartId: partner.id, partnerId: partner.id, customerId: customer.id };
      const about = { subject: { kind: 'relationship', id: relationship }, ...between } as const;
      await scene.act(
        admin,
        [
          {
            ...{
              event: invitations.events['invitation.accepted'],
              subject: { kind: 'invitation', id: invitation },
            },
            ...{ ...between, invitationKind: 'relationship' },
          },
          {
            ...{
              event: agreements.events['agreement.accepted'],
              subject: { kind: 'organization', id: customer.id },
            },
            ...{ ...between, after: { version: '2026-01' } },
          },
          {
            event: relationshipsSubject.events['relationship.started'],
            ...about,
            after: { type: 'reseller' },
          },
          { event: relationshipsSubject.events['roles.granted'], ...about },
        ],
        async (tx) => {
          await tx.execute(
            sql`update invitations set state = 'accepted', answered_at = ${scene.now().toISOString()}, answered_by_id = ${admin.id},
              answered_by_name = 'Gita', answered_by_email = ${admin.email}, answered_on = 'slack' where id = ${invitation}`,
          );
          await tx.insert(relationships).values({
            ...{ id: relationship, partnerId: partner.id, customerId: customer.id },
            ...{ state: 'active', type: 'reseller', since: scene.now() },
          });
        },
      );
      return relationship;
    };
    const heardBy = async (kinds: string[], before: (place: string) => Promise<unknown>) => {
      const place = await scene.channel(partner, kinds.join());
      await scene.subscribe(partner, place, kinds);
      await before(place);
      await scene.drainAll(place, { slack: slack.poster });
      return slack.sent.filter(({ to }) => to.conversation === kinds.join());
    };

    test('R-NOTE-03: a channel with the invitation’s card gets the whole act once, below that card', async () => {
      const [post, update, reply, ...more] = await heardBy(
        ['invitations', 'agreements', 'relationships', 'roles'],
        async (place) => {
          const id = await send();
          await scene.drainAll(place, { slack: slack.poster });
          await accept(id);
        },
      );
      expect([post?.op, update?.op, reply?.op, more]).toEqual(['post', 'update', 'post', []]);
      expect([update?.ref, reply?.parent]).toEqual([post?.ref, post?.ref]);
      expect(reply?.card.title).toBe('Invitation accepted');
      const told = reply?.card.blocks.map((block) => JSON.stringify(block)) ?? [];
      expect(told).toHaveLength(5);
      for (const [at, what] of [
        'accepted the invitation',
        'Customer Agreement',
        'work together',
        'admin roles',
        'You see this here because',
      ].entries()) {
        expect(told[at]).toContain(what);
      }
    });

    test('R-NOTE-03: a channel without a card gets one, and later events are below it', async () => {
      let relationship = '';
      const heard = await heardBy(['relationships', 'roles'], async () => {
        relationship = await accept(await send());
      });
      expect(heard.map(({ op, parent }) => [op, parent])).toEqual([['post', null]]);
      const { card } = heard[0] ?? never();
      expect(card.title).toContain('Fabrikam works with Contoso');
      expect(card.subject).toEqual({ kind: 'relationship', id: relationship });
    });

    test('R-NOTE-02: news that the card does not show is above it, in the same message', async () => {
      const heard = await heardBy(['roles', 'agreements'], async () => accept(await send()));
      expect(heard.map(({ op, parent }) => [op, parent])).toEqual([['post', null]]);
      const { card } = heard[0] ?? never();
      expect(card.title).toContain('Fabrikam works with Contoso');
      expect(JSON.stringify(card.blocks[0])).toContain('Customer Agreement');
    });
  });

  test('R-REL-02: a partner that is asked to end a relationship can do it, or say why not, from the card', async () => {
    const roles = await scene.channel(partner, 'relationships');
    await scene.subscribe(partner, roles, ['relationships']);
    const id = crypto.randomUUID();
    await scene.act(
      admin,
      {
        event: relationshipsSubject.events['relationship.end_asked'],
        subject: { kind: 'relationship', id },
        counterpartId: partner.id,
        partnerId: partner.id,
        customerId: customer.id,
      },
      (tx) =>
        tx.insert(relationships).values({
          id,
          partnerId: partner.id,
          customerId: customer.id,
          state: 'active',
          type: 'reseller',
          since: scene.now(),
          endAskedAt: scene.now(),
        }),
    );
    await scene.drainAll(roles, { slack: slack.poster });
    expect(slack.sent).toHaveLength(1);
    const buttons = buttonsOf(slack.sent[0]?.card ?? never());
    expect(buttons).toEqual(expect.arrayContaining(['Keep relationship', 'End relationship']));
  });
});

describe('where many channels hear of one act', () => {
  /** All that is due in the channels at this moment, held and sent together. */
  const sendTogether = async (ids: readonly string[]) => {
    const queue = scene.queueOf('slack', slack.poster);
    const works = await queue.hold(ids);
    await queue.record(
      await Promise.all(works.map(async (work) => ({ work, sent: await queue.send(work) }))),
    );
    return slack.sent.splice(0);
  };

  test('equal messages are drawn once: the card, its change, and the news below it', async () => {
    const second = await scene.channel(partner, 'C2');
    await scene.subscribe(partner, second);
    const id = await send();
    const cards = async () => {
      const sentThen = await sendTogether([channel, second]);
      const ops = [...new Set(sentThen.map(({ op }) => op))];
      return ops.map((op) => [op, sentThen.filter((one) => one.op === op).map(({ card }) => card)] as const);
    };
    const [[op, posted] = []] = await cards();
    expect([op, posted?.length, new Set(posted).size]).toEqual(['post', 2, 1]);
    await scene.accept(id, admin, partner);
    for (const [, drawn] of await cards()) expect([drawn.length, new Set(drawn).size]).toEqual([2, 1]);
  });

  test('R-NOTE-01: each reads its own reason, also if the reasons differ', async () => {
    const second = await scene.channel(partner, 'C2');
    await scene.subscribe(partner, second, ['everything']);
    await send();
    const told = await sendTogether([channel, second]);
    expect(
      told.map(({ to, card }) => [to.conversation, JSON.stringify(card).includes('everything')]),
    ).toEqual(
      expect.arrayContaining([
        ['C1', false],
        ['C2', true],
      ]),
    );
  });
});

describe('who may press what', () => {
  test('R-CARD-06: everybody in a Slack channel sees the buttons; in Teams approvers get the card for themselves', async () => {
    const teams = createRecorder(0, 60);
    const gus = await scene.member(customer, 'Gus', { admin: ['global_admin'] }, ['teams']);
    await scene.member(customer, 'Rob', {}, ['teams']);
    const theirs = await scene.channel(customer, '19:abc', 'teams');
    await scene.subscribe(customer, theirs);
    const id = await send();
    await scene.drainAll(theirs, { teams: teams.poster });
    const card = teams.sent[0]?.card ?? never();
    expect(buttonsOf(card)).toEqual(['Show what I can do']);
    expect(card.personal).toEqual({
      command: `show ${id}`,
      viewers: [{ platform: 'teams', user: `29:Gus-${gus.id.slice(-12)}` }],
    });

    await scene.accept(id, admin, partner);
    await scene.drainAll(theirs, { teams: teams.poster });
    expect(teams.sent[1]?.card.personal).toBeUndefined();
    expect(buttonsOf(teams.sent[1]?.card ?? never())).toEqual([]);
  });

  test('R-CARD-06: a direct message shows the member’s own buttons, and is opened once', async () => {
    await send();
    const [direct] = await scene.directWith(admin.id);
    await scene.drainAll(direct?.id ?? never(), { slack: slack.poster });
    expect(buttonsOf(slack.sent[0]?.card ?? never())).toEqual(['Review & accept', 'Decline']);
    expect(slack.sent[0]?.to).toMatchObject({ conversation: null, user: direct?.user });
    expect(await scene.conversation(direct?.id ?? never())).toMatchObject({
      externalId: `D-${direct?.user}`,
    });
  });
});

describe('in order, and nothing is lost', () => {
  test('R-AUD-03: two drains at once post each delivery once and in order', async () => {
    const to = ['Aa', 'Bb', 'Cc', 'Dd', 'Ee', 'Ff', 'Gg', 'Hh'];
    for (const name of to) await send(name);
    slack.answer(() => new Promise((resolve) => setImmediate(() => resolve(undefined))));
    await Promise.all([1, 2].map(() => scene.drainAll(channel, { slack: slack.poster })));
    expect(names(slack.said())).toEqual(to);
    expect(new Set(await statesIn(channel))).toEqual(new Set(['done']));
  });

  test('R-AUD-03: who finds another one sending leaves the conversation to that one', async () => {
    await send('Aa');
    await send('Bb');
    slack.answer(async ({ card }) => {
      if (card.title.includes('Aa')) await scene.drain(channel, { slack: slack.poster });
      return undefined;
    });
    await scene.drain(channel, { slack: slack.poster });
    expect(names(slack.said())).toEqual(['Aa', 'Bb']);
  });

  test('R-NOTE-10: no transaction is open while the platform is called', async () => {
    await send();
    const open: number[] = [];
    slack.answer(async () => {
      const [row] = await scene.db.execute<{ open: number }>(sql`
        select count(*)::int as open from pg_stat_activity
        where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`);
      open.push(row?.open ?? -1);
      return undefined;
    });
    await scene.drain(channel, { slack: slack.poster });
    expect(open).toEqual([0]);
  });

  test('R-AUD-03: an act is not held up by a delivery that is under way', async () => {
    await send('Aa');
    slack.answer(async ({ card }) => {
      if (card.title.includes('Aa')) await send('Bb');
      return undefined;
    });
    await scene.drainAll(channel, { slack: slack.poster });
    expect(names(slack.said())).toEqual(['Aa', 'Bb']);
  });

  test('R-AUD-03: while the platform refuses, everything waits in its order', async () => {
    await send('Aa');
    await send('Bb');
    slack.answer(() => {
      throw new Error('connect ECONNREFUSED');
    });
    const tries: number[] = [];
    for (let times = 0; times < 3; times += 1) {
      const { again } = await scene.drain(channel, { slack: slack.poster });
      tries.push((again?.getTime() ?? 0) - scene.now().getTime());
      // Coming early changes nothing.
      expect(await scene.drain(channel, { slack: slack.poster })).toEqual({ again });
      scene.advance(tries.at(-1) ?? 0);
    }
    expect(tries).toEqual([2000, 4000, 8000]);
    expect(await scene.deliveriesOf(channel)).toMatchObject([
      { state: 'waiting', attempts: 3, lastError: 'Error: connect ECONNREFUSED' },
      { state: 'waiting', attempts: 0 },
    ]);

    slack.answer(() => undefined);
    await scene.drainAll(channel, { slack: slack.poster });
    expect(names(slack.said())).toEqual(['Aa', 'Bb']);
  });

  test('R-NOTE-07: Retry-After is obeyed to the second', async () => {
    await send();
    slack.answer(() => ({ outcome: 'wait', seconds: 30 }));
    const until = new Date(scene.now().getTime() + 30_000);
    expect(await scene.drain(channel, { slack: slack.poster })).toEqual({ again: until });
    slack.answer(() => undefined);
    scene.advance(29_999);
    expect(await scene.drain(channel, { slack: slack.poster })).toEqual({ again: until });
    expect(slack.sent).toEqual([]);
    scene.advance(1);
    expect(await scene.drain(channel, { slack: slack.poster })).toEqual({ again: null });
    expect(slack.sent).toHaveLength(1);
  });

  test('R-NOTE-07: two messages of a conversation keep the platform’s pace', async () => {
    const slow = createRecorder(1000);
    await send('Aa');
    await send('Bb');
    const posters = { slack: slow.poster };
    expect(await scene.drain(channel, posters)).toEqual({ again: new Date(scene.now().getTime() + 1000) });
    expect(slow.sent).toHaveLength(1);
    scene.advance(1000);
    await scene.drain(channel, posters);
    expect(slow.sent).toHaveLength(2);
  });

  test('R-AUD-03: a platform that is off keeps its deliveries for later', async () => {
    await send();
    expect(await scene.drain(channel, {})).toEqual({ again: null });
    expect(await statesIn(channel)).toEqual(['waiting']);
    await scene.drainAll(channel, { slack: slack.poster });
    expect(slack.sent).toHaveLength(1);
  });

  test('R-AUD-03: a sender that dies after it has posted loses its lease; the next one posts once more, in order', async () => {
    await send('Aa');
    await send('Bb');
    const dying = scene.queueOf('slack', slack.poster);
    const [work] = await dying.hold([channel]);
    await dying.send(work ?? never());
    await scene.drain(channel, { slack: slack.poster });
    expect(names(slack.said())).toEqual(['Aa']);

    scene.advance(60_000);
    await scene.drainAll(channel, { slack: slack.poster });
    expect(names(slack.said())).toEqual(['Aa', 'Aa', 'Bb']);
    expect(await statesIn(channel)).toEqual(['done', 'done']);
  });

  test('R-AUD-03: what was sent under a lease that has passed to another is not recorded', async () => {
    await send('Aa');
    await send('Bb');
    const slow = scene.queueOf('slack', slack.poster);
    const [work] = await slow.hold([channel]);
    const sent = await slow.send(work ?? never());
    scene.advance(60_000);
    await scene.drainAll(channel, { slack: slack.poster });
    const posts = await scene.postsIn(channel);
    await slow.record([{ work: work ?? never(), sent }]);
    expect(await scene.postsIn(channel)).toEqual(posts);
    expect(names(slack.said())).toEqual(['Aa', 'Aa', 'Bb']);
  });

  test('R-AUD-03: a lease that is renewed stays with its holder', async () => {
    await send();
    const holder = scene.queueOf('slack', slack.poster);
    const [work] = await holder.hold([channel]);
    for (let times = 0; times < 6; times += 1) {
      scene.advance(20_000);
      await holder.renew([work ?? never()]);
    }
    await scene.drain(channel, { slack: slack.poster });
    expect(slack.sent).toEqual([]);
    await holder.giveBack([work ?? never()]);
    await scene.drain(channel, { slack: slack.poster });
    expect(slack.sent).toHaveLength(1);
  });

  test('R-AUD-04: a platform that takes eight calls before it asks to wait changes all twelve cards', async () => {
    const id = await send();
    await scene.drainAll(channel, { slack: slack.poster });
    for (let at = 2; at <= 12; at += 1) {
      await scene.write((tx) =>
        recordAnswer(tx, channel, { subject: { kind: 'invitation', id }, ref: `answer${at}` }, scene.now()),
      );
    }
    await scene.drainAll(channel, { slack: slack.poster });
    slack.sent.length = 0;
    await scene.accept(id, admin, partner);
    let left = 8;
    slack.answer(() => {
      left -= 1;
      return left < 0 ? { outcome: 'wait', seconds: 30 } : undefined;
    });
    await scene.drain(channel, { slack: slack.poster });
    expect(slack.sent).toHaveLength(8);
    left = 8;
    scene.advance(30_000);
    await scene.drainAll(channel, { slack: slack.poster });
    const changed = slack.sent.filter(({ op }) => op === 'update').map(({ ref }) => ref);
    expect(changed).toHaveLength(12);
    expect(new Set(changed).size).toBe(12);
    expect(slack.said().at(-1)).toBe('reply Invitation accepted');
  });
});

describe('what cannot be reached', () => {
  const lost = { outcome: 'unreachable', what: 'channel_not_found' } as const;
  const secrets = createSecrets('a'.repeat(64));
  const queueMail = mailQueue(secrets, () => crypto.randomUUID());
  const mailsOf = async (party: Party) =>
    (await scene.write((tx) => tx.select().from(mails)))
      .filter(({ organizationId }) => organizationId === party.id)
      .map(({ id, content }) => JSON.parse(secrets.open(content ?? '', `mail:${id}`)));

  test('R-NOTE-08: a lost channel is paused, the admins are notified once, and everything is sent when it is back', async () => {
    const boss = await scene.member(partner, 'Gina', { admin: ['global_admin'] });
    await send('Aa');
    await send('Bb');
    slack.answer(({ to }) => (to.conversation === 'C1' ? lost : undefined));
    await scene.drainAll(channel, { slack: slack.poster });
    await send('Cc');
    await scene.drainAll(channel, { slack: slack.poster });
    expect(await scene.conversation(channel)).toMatchObject({ pausedReason: 'channel_not_found' });
    const [direct] = await scene.directWith(boss.id);
    await scene.drainAll(direct?.id ?? never(), { slack: slack.poster });
    expect(slack.said()).toEqual(['post Notifications paused']);
    expect(await statesIn(channel)).toEqual(['waiting', 'waiting', 'waiting']);

    slack.answer(() => undefined);
    await scene.write((tx) =>
      resumeConversations(tx, { platform: 'slack', workspace: partner.workspace, externalId: 'C1' }),
    );
    await scene.drainAll(channel, { slack: slack.poster });
    expect(names(slack.said().slice(1))).toEqual(['Aa', 'Bb', 'Cc']);
  });

  test('R-NOTE-08: a paused conversation is tried again later: if it is back, everything is sent; if not, nobody is notified again', async () => {
    const boss = await scene.member(partner, 'Gina', { admin: ['global_admin'] });
    let isLost = true;
    let asked = 0;
    slack.answer(({ to }) => {
      if (to.conversation !== 'C1') return undefined;
      asked += 1;
      return isLost ? lost : undefined;
    });
    const drainAll = () => scene.drainAll(channel, { slack: slack.poster });
    const told = async () => {
      const [direct] = await scene.directWith(boss.id);
      await scene.drainAll(direct?.id ?? never(), { slack: slack.poster });
      return slack.said().filter((line) => line === 'post Notifications paused').length;
    };
    await send('Aa');
    await drainAll();
    await send('Bb');
    await drainAll();
    expect([asked, await told()]).toEqual([1, 1]);

    scene.advance(20 * 60_000);
    await drainAll();
    await drainAll();
    expect([asked, await told()]).toEqual([2, 1]);
    expect(await scene.conversation(channel)).toMatchObject({ pausedReason: 'channel_not_found' });

    isLost = false;
    scene.advance(20 * 60_000);
    await drainAll();
    expect(names(slack.said().slice(1))).toEqual(['Aa', 'Bb']);
    expect(await statesIn(channel)).toEqual(['done', 'done']);
    expect(await scene.conversation(channel)).toMatchObject({ pausedAt: null, pausedReason: null });

    isLost = true;
    await send('Cc');
    await drainAll();
    expect(await told()).toBe(2);
  });

  test('R-NOTE-08: admins without a reachable direct message are notified by mail, once', async () => {
    await scene.member(partner, 'Gina', { admin: ['global_admin'] });
    await send();
    slack.answer(() => lost);
    await scene.drain(channel, { slack: slack.poster }, { queueMail });
    expect(await mailsOf(partner)).toEqual([]);
    for (const { id } of await scene.directWith((await admins(partner))[0] ?? never())) {
      await scene.drain(id, { slack: slack.poster }, { queueMail });
    }
    const told = { to: 'Gina@Fabrikam.com', subject: 'Notifications paused' };
    expect(await mailsOf(partner)).toMatchObject([told]);

    const second = await scene.channel(partner, 'C2');
    await scene.subscribe(partner, second);
    await send('Aa');
    await scene.drain(second, { slack: slack.poster }, { queueMail });
    expect(await mailsOf(partner)).toMatchObject([told, told]);
  });

  test('R-NOTE-08: a conversation in which somebody speaks to the bot is reachable again', async () => {
    await send();
    slack.answer(() => lost);
    await scene.drainAll(channel, { slack: slack.poster });
    const seen = {
      platform: 'slack',
      workspace: partner.workspace,
      externalId: 'C1',
      organizationId: partner.id,
      serviceUrl: null,
      direct: null,
    } as const;
    expect(await scene.write((tx) => ensureConversation(tx, seen))).toBe(channel);
    slack.answer(() => undefined);
    await scene.drainAll(channel, { slack: slack.poster });
    expect(slack.sent).toHaveLength(1);
  });

  const admins = async (party: Party) =>
    (
      await scene.write((tx) =>
        tx.execute<{ id: string }>(
          sql`select id from members where organization_id = ${party.id} and 'global_admin' = any (admin_roles)`,
        ),
      )
    ).map(({ id }) => id);
});

test('a member’s direct message is one conversation, even if two processes insert it', async () => {
  await send();
  const [opened] = await scene.directWith(admin.id);
  const id = await scene.write((tx) =>
    ensureConversation(tx, {
      platform: 'slack',
      workspace: customer.workspace,
      externalId: 'D99',
      organizationId: customer.id,
      serviceUrl: null,
      direct: { memberId: admin.id, user: opened?.user ?? never() },
    }),
  );
  expect(id).toBe(opened?.id);
  expect(await scene.directWith(admin.id)).toMatchObject([{ id, externalId: 'D99' }]);
});

function never(): never {
  throw new Error('not there');
}
