import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { type Transaction, transaction } from '../../db/driver/client.ts';
import { chatIdentities } from '../../db/schema/chat-identities.ts';
import { conversations } from '../../db/schema/conversations.ts';
import { deliveries, posts } from '../../db/schema/deliveries.ts';
import { invitations } from '../../db/schema/invitations.ts';
import { members } from '../../db/schema/members.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { subscriptions } from '../../db/schema/subscriptions.ts';
import { workspaces } from '../../db/schema/workspaces.ts';
import { chatQueue } from '../../src/delivery/chat-queue.ts';
import { fanOutNext } from '../../src/delivery/fan-out.ts';
import type { QueueMail } from '../../src/delivery/mail.ts';
import { firstId, organizationsToTell } from '../../src/delivery/store/outbox.ts';
import { invitations as invitationsSubject } from '../../src/invitations/index.ts';
import { type Change, publish } from '../../src/kernel/act.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { AdminRole, AgentRole, Platform } from '../../src/kernel/member.ts';
import type { Programme } from '../../src/kernel/organization.ts';
import type { Poster, Posters } from '../../src/kernel/poster.ts';
import type { Filter } from '../../src/notifications/index.ts';
import { createDatabase } from '../kit/database.ts';
import { openClone } from '../kit/roles.ts';

export type Scene = Awaited<ReturnType<typeof createScene>>;

/** An organization of a test; its Slack workspace and its tenant are its own. */
export interface Party {
  readonly id: string;
  readonly name: string;
  readonly workspace: string;
  readonly tenant: string;
}

/** A member of one. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly organizationId: string;
}

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A database with organizations in it, a clock that stands still until it is moved, and acts as the service does them. */
export async function createScene() {
  const database = await createDatabase();
  const { db, close } = openClone(database.url, 6);
  let instant = new Date('2026-11-02T09:00:00Z');
  const now = () => instant;
  const write = <T>(work: (tx: Transaction) => Promise<T>) => transaction(db, { system: 'test' }, work);

  const organization = async (name: string, programme: Programme | null = null): Promise<Party> => {
    const id = randomUUID();
    const domain = `${name.toLowerCase()}-${id.slice(-12)}.com`;
    await write((tx) =>
      tx.insert(organizations).values({
        id,
        name,
        domain,
        tenantId: randomUUID(),
        country: 'DE',
        cloud: 'public',
        language: 'en',
        programme,
      }),
    );
    const workspace = `T-${name}-${id.slice(-12)}`;
    await write((tx) =>
      tx.insert(workspaces).values({ platform: 'slack', id: workspace, organizationId: id }),
    );
    return { id, name, workspace, tenant: `tenant-${id.slice(-12)}` };
  };

  const member = async (
    party: Party,
    name: string,
    roles: { admin?: AdminRole[]; agent?: AgentRole },
    on: readonly Platform[] = ['slack'],
  ): Promise<Person> => {
    const id = randomUUID();
    await write(async (tx) => {
      await tx.insert(members).values({
        id,
        organizationId: party.id,
        name,
        email: `${name}@${party.name}.com`,
        agentRole: roles.agent ?? 'not_an_agent',
        adminRoles: roles.admin ?? [],
      });
      for (const platform of on) {
        await tx.insert(chatIdentities).values({
          platform,
          tenant: platform === 'slack' ? party.workspace : party.tenant,
          user: `${platform}-${name}-${id.slice(-12)}`,
          memberId: id,
          organizationId: party.id,
          address: platform === 'teams' ? `29:${name}-${id.slice(-12)}` : null,
        });
      }
    });
    return { id, name, email: `${name}@${party.name}.com`, organizationId: party.id };
  };

  const channel = async (party: Party, name: string, platform: Platform = 'slack') => {
    const id = randomUUID();
    await write((tx) =>
      tx.insert(conversations).values({
        id,
        organizationId: party.id,
        kind: 'channel',
        platform,
        workspace: platform === 'slack' ? party.workspace : party.tenant,
        externalId: name,
        serviceUrl: platform === 'teams' ? 'https://smba.example/' : null,
      }),
    );
    return id;
  };

  const subscribe = (
    party: Party,
    conversationId: string,
    kinds: string[] = ['invitations'],
    filter: Filter | null = null,
  ) =>
    write((tx) =>
      tx.insert(subscriptions).values({
        id: randomUUID(),
        organizationId: party.id,
        conversationId,
        kinds,
        filter,
        expression: kinds.join(', '),
        createdByName: 'test',
      }),
    );

  /** A sent invitation of a relationship, three months long unless it says otherwise. */
  const invitation = async (
    sender: Party,
    recipient: Party | null,
    drafter: Person,
    values: Partial<typeof invitations.$inferInsert> = {},
  ) => {
    const id = randomUUID();
    await write((tx) =>
      tx.insert(invitations).values({
        id,
        kind: 'relationship',
        state: 'sent',
        senderId: sender.id,
        recipientId: recipient?.id ?? null,
        recipientEmail: recipient ? null : 'somebody@example.com',
        type: 'reseller',
        includesDap: false,
        draftedById: drafter.id,
        draftedByName: drafter.name,
        draftedByEmail: drafter.email,
        draftedAt: instant,
        sentAt: instant,
        sentBy: 'system',
        expiresAt: new Date(instant.getTime() + 90 * 86_400_000),
        ...values,
      }),
    );
    return id;
  };

  /** Everybody who is to hear of what has happened has a delivery; several channels at a time, so that it takes steps. */
  const fanOut = async (queueMail: QueueMail | null = null, batch = 3) => {
    for (;;) {
      const found = await write((tx) => organizationsToTell(tx, firstId, 100));
      if (found.length === 0) return;
      for (const organization of found) await fanOutNext({ db, now, queueMail, batch }, organization);
    }
  };

  /** An act of an organization, as the service ends it; nobody is told of it yet. `also` is what the act writes. */
  const commit = (
    by: { organizationId: string; id?: string },
    changes: Change | readonly Change[],
    also: (tx: Transaction) => Promise<unknown> = async () => {},
  ) =>
    transaction(db, { organization: by.organizationId }, async (tx) => {
      await also(tx);
      await publish(tx, instant, authorOf(by), [changes].flat());
    });

  /** The same, and told of. */
  const act = async (...given: Parameters<typeof commit>) => {
    await commit(...given);
    await fanOut();
  };

  const queueOf = (
    platform: Platform,
    poster: Poster,
    more: { log?: Log; queueMail?: QueueMail | null } = {},
  ) => chatQueue({ db, poster, now, log: silent, queueMail: null, ...more }, platform);

  /** Sends what is due in a conversation; when there is reason to go on, unless it is paused. */
  const drain = async (
    conversationId: string,
    posters: Posters,
    more: { log?: Log; queueMail?: QueueMail | null } = {},
  ): Promise<{ again: Date | null }> => {
    for (;;) {
      const place = await conversation(conversationId);
      const poster = place && posters[place.platform];
      if (!place || !poster) return { again: null };
      const queue = queueOf(place.platform, poster, more);
      const [work] = await queue.hold([conversationId]);
      if (!work) return { again: place.pausedAt ? null : place.dueAt };
      await queue.record([{ work, sent: await queue.send(work) }]);
      await fanOut(more.queueMail);
    }
  };
  const conversation = async (id: string) =>
    (await write((tx) => tx.select().from(conversations).where(eq(conversations.id, id))))[0];

  return {
    url: database.url,
    db,
    now,
    announce: () => {},
    organization,
    member,
    channel,
    subscribe,
    invitation,
    act,
    commit,
    fanOut,
    queueOf,
    write,
    drain,
    advance: (ms: number) => {
      instant = new Date(instant.getTime() + ms);
    },
    /** Drains until nothing waits, moving the clock to whenever there is reason to go on. */
    drainAll: async (conversationId: string, posters: Posters) => {
      for (let times = 0; times < 200; times += 1) {
        const { again } = await drain(conversationId, posters);
        if (!again) return;
        if (again > instant) instant = again;
      }
      throw new Error('a drain that never ends');
    },
    deliveriesOf: (conversationId: string) =>
      write((tx) =>
        tx
          .select()
          .from(deliveries)
          .where(eq(deliveries.conversationId, conversationId))
          .orderBy(deliveries.id),
      ),
    postsIn: (conversationId: string) =>
      write((tx) => tx.select().from(posts).where(eq(posts.conversationId, conversationId))),
    conversation,
    directWith: (memberId: string) =>
      write((tx) => tx.select().from(conversations).where(eq(conversations.memberId, memberId))),
    /** Answers as the service does, guarded by the row's state; whether this answer counted. */
    accept: async (id: string, by: Person, sender: Party) => {
      const counts = await transaction(db, { organization: by.organizationId }, async (tx) => {
        const [row] = await tx
          .update(invitations)
          .set({
            state: 'accepted',
            answeredAt: instant,
            answeredById: by.id,
            answeredByName: by.name,
            answeredByEmail: by.email,
            answeredOn: 'slack',
          })
          .where(sql`${invitations.id} = ${id} and ${invitations.state} = 'sent'`)
          .returning();
        if (!row) return false;
        await publish(tx, instant, authorOf(by), [accepted(id, by.organizationId, sender)]);
        return true;
      });
      await fanOut();
      return counts;
    },
    close: async () => {
      await close();
      await database.drop();
    },
  };
}

const authorOf = (by: { organizationId: string; id?: string }) =>
  by.id === undefined
    ? ({
        organizationId: by.organizationId,
        memberId: null,
        name: 'Accord',
        origin: { kind: 'system' },
      } as const)
    : {
        organizationId: by.organizationId,
        memberId: by.id,
        origin: { kind: 'chat', platform: 'slack', workspace: 'T', conversation: 'C' } as const,
        name: 'Somebody',
      };

const accepted = (id: string, recipientId: string, sender: Party): Change => ({
  event: invitationsSubject.events['invitation.accepted'],
  subject: { kind: 'invitation', id },
  counterpartId: sender.id,
  partnerId: sender.id,
  customerId: recipientId,
  invitationKind: 'relationship',
});

/** The change that sending an invitation is. */
export const sent = (id: string, sender: Party, recipient: Party | null): Change => ({
  event: invitationsSubject.events['invitation.sent'],
  subject: { kind: 'invitation', id },
  counterpartId: recipient?.id ?? null,
  partnerId: sender.id,
  customerId: recipient?.id ?? null,
  invitationKind: 'relationship',
});
