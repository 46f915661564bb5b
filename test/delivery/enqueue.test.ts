import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chatIdentities } from '../../db/schema/chat-identities.ts';
import { organizations } from '../../db/schema/organizations.ts';
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
  (await scene.deliveriesOf(conversationId)).map(({ postsMessage, reason }) => ({ postsMessage, reason }));
const toldIn = async (memberId: string) => {
  const found = [];
  for (const { id, platform } of await scene.directWith(memberId)) {
    for (const { reason, postsMessage } of await scene.deliveriesOf(id))
      found.push({ platform, reason, postsMessage });
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

  test('R-AUD-02: a subscription in another organization’s channel tells nothing', async () => {
    const theirs = await scene.channel(customer, 'C1');
    await scene.subscribe(partner, theirs);
    await send();
    expect(await hearsOf(theirs)).toEqual([]);
  });

  test('R-NOTE-01: a channel hears what its kinds and its filter let through', async () => {
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

  test('R-NOTE-03: a channel that was told of an invitation is told of what follows, subscribed or not', async () => {
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

  test('R-AUD-04: a card that was a direct answer changes, and its conversation is told nothing', async () => {
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
  test('R-NOTE-04: approvers get one direct message each, whoever cannot accept gets none', async () => {
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
      pauseConversation(tx, { id: channel, pausedAt: null }, 'not_in_channel', scene.now(), scene.now()),
    );
    const other = await scene.organization('Tailspin', 'direct_reseller');
    const drafter = await scene.member(other, 'Tom', { agent: 'admin_agent' });
    const id = await scene.invitation(other, customer, drafter);
    await scene.act(drafter, sent(id, other, customer));
    expect(await toldIn(admin.id)).toHaveLength(1);
  });

  test('R-NOTE-04: a person is told where the bot is open to them, and else where they linked last', async () => {
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

  test('R-INV-12: the sender hears of the answer in person, unless a channel of its organization does', async () => {
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

  test('R-AUD-04: who was asked and did not answer sees the card change, and is told nothing more', async () => {
    const second = await scene.member(customer, 'Gus', { admin: ['global_admin'] });
    await scene.accept(await send(), admin, partner);
    expect((await toldIn(second.id)).map(({ postsMessage }) => postsMessage)).toEqual([true, false]);
  });

  test('R-DAP-04: of removed roles both sides are told, the one who removed them aside', async () => {
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

  test('R-AGR-05: who may accept the agreement is told that a partner asks for it', async () => {
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

test('R-AUD-03: what an act tells stands and falls with the act', async () => {
  const channel = await scene.channel(partner, 'C1');
  await scene.subscribe(partner, channel);
  const id = await scene.invitation(partner, customer, agent);
  const act = scene.act(agent, sent(id, partner, customer)).then(() => scene.deliveriesOf(channel));
  expect(await act).toHaveLength(1);
  await expect(
    scene.write(async () => {
      await scene.act(agent, {
        ...sent(id, partner, customer),
        subject: { kind: 'invitation', id: 'nothing' },
      });
    }),
  ).rejects.toThrow();
  expect(await scene.deliveriesOf(channel)).toHaveLength(1);
});
