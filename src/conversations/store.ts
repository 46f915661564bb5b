import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/driver/client.ts';
import { chatIdentities } from '../../db/schema/chat-identities.ts';
import { type conversationKinds, conversations } from '../../db/schema/conversations.ts';
import { members } from '../../db/schema/members.ts';
import { organizations } from '../../db/schema/organizations.ts';
import type { AdminRole, AgentRole, ChatIdentity, Platform, Role } from '../kernel/member.ts';
import type { Programme } from '../kernel/organization.ts';

/** A conversation that the bot posts to, with what a card for it depends on. */
export interface Conversation {
  readonly id: string;
  readonly organizationId: string;
  readonly kind: (typeof conversationKinds)[number];
  readonly platform: Platform;
  readonly workspace: string;
  /** Null: a direct message that was never opened. */
  readonly externalId: string | null;
  /** A direct message: the chat user id that it is opened by, as the platform last gave it. */
  readonly address: string | null;
  readonly serviceUrl: string | null;
  readonly notBefore: Date | null;
  readonly pausedAt: Date | null;
  /** BCP 47: a member's own in a direct message, else the organization's. */
  readonly language: string;
  readonly programme: Programme | null;
  /** A direct message: whose. */
  readonly member: {
    readonly id: string;
    readonly email: string;
    readonly agentRole: AgentRole;
    readonly adminRoles: readonly AdminRole[];
  } | null;
}

/** How a conversation is recognised from what a platform says of it. */
export interface ConversationKey {
  readonly platform: Platform;
  /** Slack team, or tenant. */
  readonly workspace: string;
  readonly externalId: string;
}

/** A conversation as a chat request names it. */
export type SeenConversation = ConversationKey & {
  readonly organizationId: string;
  readonly serviceUrl: string | null;
  /** A direct message: the member, and the user id of the chat identity (Slack `U…`, AAD object id). */
  readonly direct: { readonly memberId: string; readonly user: string } | null;
};

/** A direct message is one conversation, whoever writes its row first: its id follows from whom it is with. */
export const directId = (platform: SQL, workspace: SQL, user: SQL): SQL =>
  sql`md5(concat_ws(' ', 'direct', ${platform}, ${workspace}, ${user}))::uuid`;

/**
 * The id of a conversation that somebody uses at this moment; its row is written or brought up to date. One that was
 * paused is evidently reachable again, so what waited for it goes out.
 */
export async function ensureConversation(tx: Transaction, seen: SeenConversation): Promise<string> {
  const known = await findSeen(tx, seen);
  if (known && isAsSeen(known, seen)) return known.id;
  if (!known) await insertSeen(tx, seen);
  const row = known ?? (await findSeen(tx, seen));
  if (!row) throw new Error('This conversation belongs to another organization');
  if (isAsSeen(row, seen)) return row.id;
  // Only when something changed: the row may be held by a drain for as long as the platform takes to answer.
  await tx
    .update(conversations)
    .set({
      externalId: seen.externalId,
      serviceUrl: seen.serviceUrl ?? row.serviceUrl,
      ...(row.pausedAt ? reachable : {}),
    })
    .where(eq(conversations.id, row.id));
  if (row.pausedAt) await scheduleDelivery(tx, [row.id]);
  return row.id;
}

type Row = typeof conversations.$inferSelect;

async function findSeen(tx: Transaction, seen: SeenConversation): Promise<Row | undefined> {
  const { platform, workspace } = seen;
  const identity = seen.direct
    ? and(eq(conversations.kind, 'direct'), eq(conversations.user, seen.direct.user))
    : and(eq(conversations.kind, 'channel'), eq(conversations.externalId, seen.externalId));
  const [row] = await tx
    .select()
    .from(conversations)
    .where(
      and(
        eq(conversations.platform, platform),
        eq(conversations.workspace, workspace),
        eq(conversations.organizationId, seen.organizationId),
        identity,
      ),
    );
  return row;
}

const isAsSeen = (row: Row, seen: SeenConversation): boolean =>
  row.pausedAt === null &&
  row.externalId === seen.externalId &&
  (seen.serviceUrl === null || row.serviceUrl === seen.serviceUrl);

async function insertSeen(tx: Transaction, seen: SeenConversation): Promise<void> {
  const { platform, workspace, externalId, organizationId, serviceUrl, direct } = seen;
  await tx
    .insert(conversations)
    .values({
      id: direct
        ? directId(sql`${platform}::text`, sql`${workspace}::text`, sql`${direct.user}::text`)
        : sql`gen_random_uuid()`,
      organizationId,
      kind: direct ? 'direct' : 'channel',
      platform,
      workspace,
      externalId,
      serviceUrl,
      memberId: direct?.memberId ?? null,
      user: direct?.user ?? null,
    })
    .onConflictDoNothing();
}

/** What a conversation is that can be posted to. */
const reachable = { pausedAt: null, pausedReason: null, notBefore: null } as const;

/**
 * The bot was added again, or a workspace connected anew: paused conversations there, or the one that is named, go on
 * with what waits for them (R-NOTE-08).
 */
export async function resumeConversations(
  tx: Transaction,
  { platform, workspace, externalId }: Omit<ConversationKey, 'externalId'> & { externalId: string | null },
): Promise<void> {
  const resumed = await tx
    .update(conversations)
    .set(reachable)
    .where(
      and(
        eq(conversations.platform, platform),
        eq(conversations.workspace, workspace),
        externalId === null ? undefined : eq(conversations.externalId, externalId),
        isNotNull(conversations.pausedAt),
      ),
    )
    .returning({ id: conversations.id });
  await scheduleDelivery(
    tx,
    resumed.map(({ id }) => id),
  );
}

/** What is for it waits until it is reachable again; it is not even tried before `until` (R-NOTE-08). */
export async function pauseConversation(
  tx: Transaction,
  { id, pausedAt }: Pick<Conversation, 'id' | 'pausedAt'>,
  reason: string,
  at: Date,
  until: Date,
): Promise<void> {
  await tx
    .update(conversations)
    .set({ pausedAt: pausedAt ?? at, pausedReason: reason, notBefore: until })
    .where(eq(conversations.id, id));
}

/** What goes out there arrives. */
export async function endPause(tx: Transaction, id: string): Promise<void> {
  await tx.update(conversations).set(reachable).where(eq(conversations.id, id));
}

/** Nothing is posted there before this instant: its pace, or what the platform asked for (R-NOTE-07). */
export async function restConversation(tx: Transaction, id: string, until: Date): Promise<void> {
  await tx.update(conversations).set({ notBefore: until }).where(eq(conversations.id, id));
}

/** Keeps where a direct message was opened, and the connector that answered. */
export async function rememberOpened(
  tx: Transaction,
  { id, externalId, serviceUrl }: Conversation,
  opened: { readonly conversation: string; readonly serviceUrl: string | null },
): Promise<void> {
  const connector = opened.serviceUrl ?? serviceUrl;
  if (opened.conversation === externalId && connector === serviceUrl) return;
  await tx
    .update(conversations)
    .set({ externalId: opened.conversation, serviceUrl: connector })
    .where(eq(conversations.id, id));
}

/**
 * The conversation, held by this transaction alone; acts that write deliveries for it are not held up. `busy` when
 * another drain holds it; undefined when there is none.
 */
export async function lockConversation(
  tx: Transaction,
  id: string,
): Promise<Conversation | 'busy' | undefined> {
  const [row] = await tx
    .select({
      conversation: conversations,
      member: members,
      language: sql<string>`coalesce(${chatIdentities.locale}, ${organizations.language})`,
      address: sql<string | null>`coalesce(${chatIdentities.address}, ${conversations.user})`,
      programme: organizations.programme,
    })
    .from(conversations)
    .innerJoin(organizations, eq(organizations.id, conversations.organizationId))
    .leftJoin(members, eq(members.id, conversations.memberId))
    .leftJoin(
      chatIdentities,
      and(
        eq(chatIdentities.memberId, conversations.memberId),
        eq(chatIdentities.platform, conversations.platform),
        eq(chatIdentities.user, conversations.user),
      ),
    )
    .where(eq(conversations.id, id))
    .for('no key update', { of: conversations, skipLocked: true });
  if (row) {
    const { conversation, member, language, address, programme } = row;
    return { ...conversation, member, language, address, programme };
  }
  const [there] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.id, id));
  return there && 'busy';
}

/** Starts the drains of conversations, when the transaction has committed. */
export async function scheduleDelivery(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const all = sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  );
  await tx.execute(sql`select accord_wake(array[${all}]::uuid[])`);
}

/** Starts a conversation's drain at a later instant, instead of any other that was to be started later. */
export async function scheduleDeliveryAt(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.execute(sql`select accord_wake(array[${id}]::uuid[], ${at.toISOString()}::timestamptz)`);
}

/** The chat user ids by which a platform addresses the members who hold one of the roles; at most `most`. */
export async function chatAddressesWith(
  tx: Transaction,
  platform: Platform,
  organizationId: string,
  roles: readonly Role[],
  most: number,
): Promise<readonly string[]> {
  const any = sql`array[${sql.join([...roles], sql`, `)}]::text[]`;
  const rows = await tx
    .select({ address: chatIdentities.address })
    .from(chatIdentities)
    .innerJoin(members, eq(members.id, chatIdentities.memberId))
    .where(
      and(
        eq(chatIdentities.organizationId, organizationId),
        eq(chatIdentities.platform, platform),
        isNotNull(chatIdentities.address),
        sql`(${members.adminRoles} && ${any} or ${members.agentRole} = any (${any}))`,
      ),
    )
    .orderBy(members.id)
    .limit(most);
  return rows.flatMap(({ address }) => address ?? []);
}

/** Keeps what a platform said of a chat identity. */
export async function updateIdentity(
  tx: Transaction,
  { platform, tenant, user }: ChatIdentity,
  changed: Partial<Pick<typeof chatIdentities.$inferInsert, 'address' | 'locale' | 'timeZone'>>,
): Promise<void> {
  await tx
    .update(chatIdentities)
    .set(changed)
    .where(
      and(
        eq(chatIdentities.platform, platform),
        eq(chatIdentities.tenant, tenant),
        eq(chatIdentities.user, user),
      ),
    );
}

/** A conversation by what its platform calls it. */
export async function findConversation(
  tx: Transaction,
  { platform, workspace, externalId }: ConversationKey,
): Promise<{ readonly id: string; readonly organizationId: string } | undefined> {
  const [found] = await tx
    .select({ id: conversations.id, organizationId: conversations.organizationId })
    .from(conversations)
    .where(
      and(
        eq(conversations.platform, platform),
        eq(conversations.workspace, workspace),
        eq(conversations.externalId, externalId),
      ),
    );
  return found;
}
