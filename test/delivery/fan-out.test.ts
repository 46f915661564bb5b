import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chatIdentities } from '../../db/schema/chat-identities.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { outbox } from '../../db/schema/outbox.ts';
import { fanOutNext } from '../../src/delivery/fan-out.ts';
import { lockOutbox } from '../../src/delivery/store/outbox.ts';
import { recordAnswer } from '../../src/delivery/store/posts.ts';
import { relationships } from '../../src/relationships/index.ts';
import { createScene, type Party, type Person, type Scene, sent } from './scene.ts';

let scene: Scene;
let partner: Party;
let customer: Party;
let agent: Person;
let admin: Person;

beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.close());
beforeEach(async () => {
  partner = await scene.organization('Fabrikam', 'direct_reseller');
  customer = await scene.organization('Contoso');
  agent = await scene.member(partner, 'Ana', { agent: 'admin_agent' });
  admin = await scene.member(customer, 'Gita', { admin: ['global_admin'] });
});

const send = async () => {
  const id = await scene.invitation(partner, customer, agent);
  await scene.act(agent, sent(id, partner, customer));
  return id;
};
const hearsOf = async (conversationId: string) =>
  (await scene.deliveriesOf(conversationId)).map(({ toldIds, reason }) => ({
    postsMessage: toldIds.length > 0,
    reason,
  }));
const toldIn = async (memberId: string) => {
  const found = [];
  for (const { id, platform } of await scene.directWith(memberId)) {
    for (const { reason, postsMessage } of await hearsOf(id)) found.push({ platform, reason, postsMessage });
  }
  return found;
};

describe('channels', () => {
  test('R-AUD-02: both sides’ channels hear, each by its own subscription, and nobody else’s does', async () => {
    const stranger = await scene.organization('Woodgrove', 'direct_reseller');
    const channels = [];
    for (const party of [partner, customer, stranger]) {
      const id = await scene.channel(party, 'C1');
      await scene.subscribe(party, id);
      channels.push(id);
    }
    await send();
    const heard = [];
    for (const id of channels) heard.push(await hearsOf(id));
    const told = [{ postsMessage: true, reason: 'invitations' }];
    expect(heard).toEqual([told, told, []]);
  });

  test('R-AUD-02: a subscription in another organization’s channel gives nothing', async () => {
    const theirs = await scene.channel(customer, 'C1');
    await scene.subscribe(partner, theirs);
    await send();
    expect(await hearsOf(theirs)).toEqual([]);
  });

  test('R-NOTE-01: a channel is notified of what its kinds and its filter allow', async () => {
    const other = await scene.organization('Litware');
    const [roles, contoso, litware] = [
      await scene.channel(partner, 'roles'),
      await scene.channel(partner, 'contoso'),
      await scene.channel(partner, 'litware'),
    ];
    await scene.subscribe(partner, roles, ['roles']);
    await scene.subscribe(partner, contoso, ['invitations'], {
      op: 'not',
      of: { op: 'customer', organizationId: other.id, typed: 'litware' },
    });
    await scene.subscribe(partner, litware, ['invitations'], {
      op: 'customer',
      organizationId: other.id,
      typed: 'litware',
    });
    await send();
    expect([await hearsOf(roles), await hearsOf(contoso), await hearsOf(litware)]).toEqual([
      [],
      [{ postsMessage: true, reason: 'invitations' }],
      [],
    ]);
  });

  test('R-NOTE-03: a channel that was notified of an invitation is notified of later events, subscribed or not', async () => {
    const channel = await scene.channel(customer, 'approvals');
    await scene.write((tx) =>
      tx
        .update(organizations)
        .set({ approvalsConversationId: channel })
        .where(eq(organizations.id, customer.id)),
    );
    const id = await send();
    await scene.accept(id, admin, partner);
    // The card is still on its way, and the answer follows it all the same (R-AUD-04).
    expect(await hearsOf(channel)).toEqual([
      { postsMessage: true, reason: 'approvals' },
      { postsMessage: true, reason: 'approvals' },
    ]);
  });

  test('R-AUD-04: a card that was a direct answer changes without a notification', async () => {
    const channel = await scene.channel(partner, 'C1');
    const id = await send();
    scene.advance(600_000);
    await scene.write((tx) =>
      recordAnswer(tx, channel, { subject: { kind: 'invitation', id }, ref: 'm1' }, scene.now()),
    );
    expect(await hearsOf(channel)).toEqual([]);
    await scene.accept(id, admin, partner);
    expect(await hearsOf(channel)).toEqual([{ postsMessage: false, reason: null }]);
  });

  test('R-AUD-04: a direct answer’s card that was drawn while its subject changed changes once more', async () => {
    const channel = await scene.channel(partner, 'C1');
    const id = await send();
    await scene.accept(id, admin, partner);
    await scene.write((tx) =>
      recordAnswer(tx, channel, { subject: { kind: 'invitation', id }, ref: 'm1' }, scene.now()),
    );
    expect(await hearsOf(channel)).toEqual([{ postsMessage: false, reason: null }]);
  });
});

describe('people', () => {
  test('R-NOTE-04: approvers get one direct message each, others get none', async () => {
    await scene.member(customer, 'Bill', { admin: ['billing_admin'] });
    const both = await scene.member(customer, 'Bo', { admin: ['global_admin'] }, ['slack', 'teams']);
    const nowhere = await scene.member(customer, 'Nobody', { admin: ['global_admin'] }, []);
    await send();
    expect(await toldIn(admin.id)).toEqual([{ platform: 'slack', reason: 'approver', postsMessage: true }]);
    expect(await toldIn(both.id)).toHaveLength(1);
    expect(await toldIn(nowhere.id)).toEqual([]);
    const [direct] = await scene.directWith(admin.id);
    expect(direct).toMatchObject({ kind: 'direct', workspace: customer.workspace, externalId: null });
  });

  test('R-NOTE-04: the approvals channel is asked in their place; when it is paused they are asked again', async () => {
    const channel = await scene.channel(customer, 'approvals');
    await scene.write((tx) =>
      tx
        .update(organizations)
        .set({ approvalsConversationId: channel })
        .where(eq(organizations.id, customer.id)),
    );
    await send();
    expect(await hearsOf(channel)).toEqual([{ postsMessage: true, reason: 'approvals' }]);
    expect(await toldIn(admin.id)).toEqual([]);

    const { pauseConversation } = await import('../../src/conversations/store.ts');
    await scene.write((tx) =>
      pauseConversation(tx, { id: channel, pausedAt: null }, 'not_in_channel', scene.now()),
    );
    const other = await scene.organization('Tailspin', 'direct_reseller');
    const drafter = await scene.member(other, 'Tom', { agent: 'admin_agent' });
    const id = await scene.invitation(other, customer, drafter);
    await scene.act(drafter, sent(id, other, customer));
    expect(await toldIn(admin.id)).toHaveLength(1);
  });

  test('R-NOTE-04: a person is notified where their chat with the bot is open, otherwise on the platform linked last', async () => {
    const linked = await scene.member(customer, 'Lin', { admin: ['global_admin'] }, ['slack', 'teams']);
    await scene.write((tx) =>
      tx
        .update(chatIdentities)
        .set({ linkedAt: new Date('2030-01-01') })
        .where(eq(chatIdentities.user, `teams-Lin-${linked.id.slice(-12)}`)),
    );
    await send();
    expect(await toldIn(linked.id)).toEqual([{ platform: 'teams', reason: 'approver', postsMessage: true }]);
  });

  test('R-INV-12: the sender is notified of the answer in person, unless a channel of its organization is', async () => {
    await scene.accept(await send(), admin, partner);
    expect(await toldIn(agent.id)).toEqual([{ platform: 'slack', reason: 'sender', postsMessage: true }]);

    await scene.subscribe(partner, await scene.channel(partner, 'C1'));
    const second = await scene.organization('Adatum');
    const approver = await scene.member(second, 'Ada', { admin: ['global_admin'] });
    const id = await scene.invitation(partner, second, agent);
    await scene.act(agent, sent(id, partner, second));
    await scene.accept(id, approver, partner);
    expect(await toldIn(agent.id)).toHaveLength(1);
  });

  test('R-AUD-04: an approver who did not answer sees the card change, without a notification', async () => {
    const second = await scene.member(customer, 'Gus', { admin: ['global_admin'] });
    await scene.accept(await send(), admin, partner);
    expect((await toldIn(second.id)).map(({ postsMessage }) => postsMessage)).toEqual([true, false]);
  });

  test('R-DAP-04: both sides are notified of removed roles, except the person who removed them', async () => {
    const other = await scene.member(customer, 'Bea', { admin: ['billing_admin'] });
    await scene.act(admin, {
      event: relationships.events['roles.removed'],
      subject: { kind: 'relationship', id: crypto.randomUUID() },
      counterpartId: partner.id,
      partnerId: partner.id,
      customerId: customer.id,
    });
    const told = [];
    for (const { id } of [admin, other, agent]) told.push((await toldIn(id)).length);
    expect(told).toEqual([0, 1, 1]);
  });

  test('R-AGR-05: members who may accept the agreement are notified that a partner asks for it', async () => {
    const billing = await scene.member(customer, 'Bea', { admin: ['billing_admin'] });
    await scene.act(agent, {
      event: relationships.events['agreement.asked'],
      subject: { kind: 'relationship', id: crypto.randomUUID() },
      counterpartId: customer.id,
    });
    expect(await toldIn(billing.id)).toHaveLength(1);
    expect(await toldIn(admin.id)).toHaveLength(1);
  });
});

describe('after the commit', () => {
  const channels = async (count: number) => {
    const ids = [];
    for (let at = 0; at < count; at += 1) {
      const id = await scene.channel(partner, `C${at}`);
      await scene.subscribe(partner, id);
      ids.push(id);
    }
    return ids;
  };
  const commitSent = async () => {
    const id = await scene.invitation(partner, customer, agent);
    await scene.commit(agent, sent(id, partner, customer));
    return id;
  };
  const step = (batch = 2) => fanOutNext({ ...scene, queueMail: null, batch }, partner.id);
  const pendingActs = () => scene.write((tx) => tx.select().from(outbox));

  test('R-AUD-03: the outbox row commits or rolls back with the act, which writes no delivery itself', async () => {
    const [channel = ''] = await channels(1);
    const id = await commitSent();
    expect(await scene.deliveriesOf(channel)).toEqual([]);
    expect((await pendingActs()).map(({ organizationId }) => organizationId).sort()).toEqual(
      [partner.id, customer.id].sort(),
    );
    await scene.fanOut();
    expect(await scene.deliveriesOf(channel)).toHaveLength(1);
    expect(await pendingActs()).toEqual([]);
    await expect(
      scene.commit(agent, { ...sent(id, partner, customer), subject: { kind: 'invitation', id: 'nothing' } }),
    ).rejects.toThrow();
    expect(await pendingActs()).toEqual([]);
  });

  test('R-AUD-03: it continues after an interruption; each channel is notified once, in the order of the acts', async () => {
    const ids = await channels(5);
    const first = await commitSent();
    expect(await step()).toBe('more');
    const heard = async () => {
      const all = [];
      for (const id of ids) all.push((await scene.deliveriesOf(id)).length);
      return all.sort();
    };
    expect(await heard()).toEqual([0, 0, 0, 1, 1]);
    await scene.accept(first, admin, partner);
    expect(await heard()).toEqual([2, 2, 2, 2, 2]);
    for (const id of ids) {
      const [one, other] = await scene.deliveriesOf(id);
      expect(one?.entryIds[0]).toBeLessThan(other?.entryIds[0] ?? 0);
    }
    expect(await step()).toBe('done');
  });

  test('R-AUD-03: two processes for one organization run one after the other', async () => {
    await channels(4);
    await commitSent();
    await scene.write(async (tx) => {
      expect(await lockOutbox(tx, partner.id)).toBe(true);
      expect(await step()).toBe('busy');
    });
    expect(await step()).toBe('more');
  });

  test('R-NOTE-03: people whose channels are notified are notified in none of the batches', async () => {
    await channels(5);
    await scene.act(admin, {
      event: relationships.events['relationship.end_asked'],
      subject: { kind: 'relationship', id: crypto.randomUUID() },
      counterpartId: partner.id,
      partnerId: partner.id,
      customerId: customer.id,
    });
    expect(await toldIn(agent.id)).toHaveLength(1);
    await scene.subscribe(partner, await scene.channel(partner, 'relationships'), ['relationships']);
    await scene.act(admin, {
      event: relationships.events['relationship.end_asked'],
      subject: { kind: 'relationship', id: crypto.randomUUID() },
      counterpartId: partner.id,
      partnerId: partner.id,
      customerId: customer.id,
    });
    expect(await toldIn(agent.id)).toHaveLength(1);
  });
});
