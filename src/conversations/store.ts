import { and, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/driver/client.ts';
import { chatIdentities } from '../../db/schema/chat-identities.ts';
import { type conversationKinds, conversations } from '../../db/schema/conversations.ts';
import { members } from '../../db/schema/members.ts';
import { organizations } from '../../db/schema/organizations.ts';
import type { AdminRole, AgentRole, ChatIdentity, Platform, Role } from '../kernel/member.ts';
import type { Programme } from '../kernel/organization.ts';

/** A conversation that the bot posts to, with the data that cards depend on. */
export interface Conversation {
  readonly id: string;
  readonly organizationId: string;
  readonly kind: (typeof conversationKinds)[number];
  readonly platform: Platform;
  readonly workspace: string;
  /** Null for a direct message that was never opened. */
  readonly externalId: string | null;
  /** For a direct message: the chat user id to open it with, as the platform last gave it. */
  readonly address: string | null;
  readonly serviceUrl: string | null;
  readonly notBefore: Date | null;
  readonly pausedAt: Date | null;
  /** BCP 47: in a direct message the member's language, otherwise the organization's. */
  readonly language: string;
  readonly programme: Programme | null;
  /** For a direct message: its member. */
  readonly member: {
    readonly id: string;
    readonly email: string;
    readonly agentRole: AgentRole;
    readonly adminRoles: readonly AdminRole[];
  } | null;
}

/** Identifies a conversation by what the platform says about it. */
export interface ConversationKey {
  readonly platform: Platform;
  /** The Slack team or the tenant. */
  readonly workspace: string;
  readonly externalId: string;
}

/** A conversation as named in a chat request. */
export type SeenConversation = ConversationKey & {
  readonly organizationId: string;
  readonly serviceUrl: string | null;
  /** For a direct message: the member, and the user id of the chat identity (Slack `U…`, AAD object id). */
  readonly direct: { readonly memberId: string; readonly user: string } | null;
};

/**
 * A direct message is one conversation even if two processes insert it at once: its id is computed from its person.
 */
export const directId = (platform: SQL, workspace: SQL, user: SQL): SQL =>
  sql`md5(concat_ws(' ', 'direct', ${platform}, ${workspace}, ${user}))::uuid`;

/**
 * The id of a conversation that is in use now; inserts or updates its row. A paused conversation is evidently reachable
 * again, so its waiting deliveries are sent.
 */
export async function ensureConversation(tx: Transaction, seen: SeenConversation): Promise<string> {
  const known = await findSeen(tx, seen);
  if (known && isAsSeen(known, seen)) return known.id;
  if (!known) await insertSeen(tx, seen);
  const row = known ?? (await findSeen(tx, seen));
  if (!row) throw new Error('This conversation belongs to another organization');
  if (isAsSeen(row, seen)) return row.id;
  await tx
    .update(conversations)
    .set({
      externalId: seen.externalId,
      serviceUrl: seen.serviceUrl ?? row.serviceUrl,
      ...(row.pausedAt ? reachable : {}),
    })
    .where(eq(conversations.id, row.id));
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

/** Sends everything that waits for a conversation at once. */
const atOnce = new Date(0);

/** The columns of a conversation that can be posted to again; its waiting deliveries are due. */
const reachable = { pausedAt: null, pausedReason: null, notBefore: null, dueAt: atOnce } as const;

/**
 * The bot was added again, or a workspace was connected again: resumes paused conversations there, or only the named
 * one, and sends their waiting deliveries (R-NOTE-08).
 */
export async function resumeConversations(
  tx: Transaction,
  { platform, workspace, externalId }: Omit<ConversationKey, 'externalId'> & { externalId: string | null },
): Promise<void> {
  await tx
    .update(conversations)
    .set(reachable)
    .where(
      and(
        eq(conversations.platform, platform),
        eq(conversations.workspace, workspace),
        externalId === null ? undefined : eq(conversations.externalId, externalId),
        isNotNull(conversations.pausedAt),
      ),
    );
}

/** Pauses a conversation: its deliveries wait until it is reachable; a retry happens now and then (R-NOTE-08). */
export async function pauseConversation(
  tx: Transaction,
  { id, pausedAt }: Pick<Conversation, 'id' | 'pausedAt'>,
  reason: string,
  at: Date,
): Promise<void> {
  await tx
    .update(conversations)
    .set({ pausedAt: pausedAt ?? at, pausedReason: reason })
    .where(eq(conversations.id, id));
}

/** Conversations by id, with the data that cards depend on. */
export async function loadConversations(
  tx: Transaction,
  ids: readonly string[],
): Promise<readonly Conversation[]> {
  const rows = await tx
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
    .where(inArray(conversations.id, [...ids]));
  return rows.map(({ conversation, member, language, address, programme }) => ({
    ...conversation,
    member,
    language,
    address,
    programme,
  }));
}

/** The chat user ids of members with one of the roles, on a platform; at most `max`. */
export async function chatAddressesWith(
  tx: Transaction,
  platform: Platform,
  organizationId: string,
  roles: readonly Role[],
  max: number,
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
    .limit(max);
  return rows.flatMap(({ address }) => address ?? []);
}

/** Stores what a platform said about a chat identity. */
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

/** A conversation by its platform's name for it. */
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
