import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { organizations } from '../../db/schema/organizations.ts';
import { pauseConversation, resumeConversations } from '../../src/conversations/store.ts';
import { invitations } from '../../src/invitations/index.ts';
import type { Change } from '../../src/kernel/act.ts';
import { relationships } from '../../src/relationships/index.ts';
import { createScene, type Party, type Person, type Scene, sent } from './scene.ts';

// A channel that cannot be reached stands for nobody: who would be spared because it hears is told in person.

let scene: Scene;
let partner: Party;
let customer: Party;
let agent: Person;
let admin: Person;
let channel: string;

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
  await scene.subscribe(partner, channel, ['relationships', 'roles', 'invitations']);
});

const pause = (id: string) =>
  scene.write((tx) => pauseConversation(tx, { id, pausedAt: null }, 'channel_not_found', scene.now()));
const resume = () =>
  scene.write((tx) =>
    resumeConversations(tx, { platform: 'slack', workspace: partner.workspace, externalId: 'C1' }),
  );
/** How often a conversation, or somebody in person, was told. */
const timesIn = async (conversationId: string) =>
  (await scene.deliveriesOf(conversationId)).filter(({ toldIds }) => toldIds.length > 0).length;
const timesTold = async ({ id }: Person) => {
  let times = 0;
  for (const direct of await scene.directWith(id)) times += await timesIn(direct.id);
  return times;
};

const { events } = relationships;
/** What the customer does about the relationship, of which the partner hears. */
const does = (event: Change['event']): Promise<void> =>
  scene.act(admin, {
    event,
    subject: { kind: 'relationship', id: crypto.randomUUID() },
    counterpartId: partner.id,
    partnerId: partner.id,
    customerId: customer.id,
  });

describe.each(['relationship.end_asked', 'roles.removed', 'relationship.record_named'] as const)(
  'R-NOTE-08: %s',
  (kind) => {
    test('is notified in person while the subscribed channel is paused, and in the channel later', async () => {
      await does(events[kind]);
      expect([await timesTold(agent), await timesIn(channel)]).toEqual([0, 1]);
      await pause(channel);
      await does(events[kind]);
      expect([await timesTold(agent), await timesIn(channel)]).toEqual([1, 2]);
    });

    test('is notified in the channel only when it is back', async () => {
      await pause(channel);
      await resume();
      await does(events[kind]);
      expect([await timesTold(agent), await timesIn(channel)]).toEqual([0, 1]);
    });

    test('is not notified in person while another channel is notified', async () => {
      await pause(channel);
      await scene.subscribe(partner, await scene.channel(partner, 'C2'), ['relationships', 'roles']);
      await does(events[kind]);
      expect(await timesTold(agent)).toBe(0);
    });

    test('is notified in person if the reachable channel subscribes to other kinds only', async () => {
      await pause(channel);
      await scene.subscribe(partner, await scene.channel(partner, 'C2'), ['partnerships']);
      await does(events[kind]);
      expect(await timesTold(agent)).toBe(1);
    });

    test('is notified in person if the reachable channel’s filter excludes it', async () => {
      await pause(channel);
      const other = await scene.organization('Adatum');
      const filter = { op: 'customer', organizationId: other.id, typed: 'adatum.com' } as const;
      await scene.subscribe(partner, await scene.channel(partner, 'C2'), ['relationships', 'roles'], filter);
      await does(events[kind]);
      expect(await timesTold(agent)).toBe(1);
    });
  },
);

describe('R-NOTE-04, R-NOTE-08: the approvals channel', () => {
  const ask = async () => {
    const sender = await scene.organization('Tailspin', 'direct_reseller');
    const drafter = await scene.member(sender, 'Tom', { agent: 'admin_agent' });
    const id = await scene.invitation(sender, customer, drafter);
    await scene.act(drafter, sent(id, sender, customer));
    return { id, sender, drafter };
  };
  const approveIn = async (name: string) => {
    const id = await scene.channel(customer, name);
    await scene.write((tx) =>
      tx.update(organizations).set({ approvalsConversationId: id }).where(eq(organizations.id, customer.id)),
    );
    return id;
  };

  test('paused, the approvers are asked in person, each of them once', async () => {
    const other = await scene.member(customer, 'Gus', { admin: ['global_admin'] });
    await pause(await approveIn('approvals'));
    await ask();
    expect([await timesTold(admin), await timesTold(other)]).toEqual([1, 1]);
  });

  test('paused, they are reminded in person too', async () => {
    const approvals = await approveIn('approvals');
    const { id, sender, drafter } = await ask();
    expect([await timesTold(admin), await timesIn(approvals)]).toEqual([0, 1]);
    await pause(approvals);
    await scene.act(drafter, {
      ...sent(id, sender, customer),
      event: invitations.events['invitation.reminded'],
    });
    expect(await timesTold(admin)).toBe(1);
  });
});
