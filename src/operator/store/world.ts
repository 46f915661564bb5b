import { and, asc, eq, isNull, ne, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { chatIdentities } from '../../../db/schema/chat-identities.ts';
import { conversations } from '../../../db/schema/conversations.ts';
import { members } from '../../../db/schema/members.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import { adminGrants } from '../../../db/schema/relationships.ts';
import { workspaces } from '../../../db/schema/workspaces.ts';
import type { ConversationKey } from '../../conversations/index.ts';
import type { ChatIdentity, Platform } from '../../kernel/member.ts';
import type { Organization } from '../../kernel/organization.ts';
import { organizationOf } from '../../kernel/store/people.ts';

/** The advisory lock of `world apply`. */
const worldFileLock = 0xacc04f;

/** Waits until no other world file is being applied. */
export const lockWorldFile = (tx: Transaction): Promise<unknown> =>
  tx.execute(sql`select pg_advisory_xact_lock(${worldFileLock})`);

type OrganizationRow = typeof organizations.$inferInsert;
type MemberRow = typeof members.$inferInsert;

/** The organizations with this domain or this tenant. */
export async function organizationsNamed(
  tx: Transaction,
  { domain, tenantId }: { readonly domain: string; readonly tenantId: string },
): Promise<readonly Organization[]> {
  const rows = await tx
    .select()
    .from(organizations)
    .where(or(eq(organizations.domain, domain), eq(organizations.tenantId, tenantId)));
  return rows.map(organizationOf);
}

export async function insertOrganization(tx: Transaction, values: OrganizationRow): Promise<Organization> {
  const [row] = await tx.insert(organizations).values(values).returning();
  if (!row) throw new Error('an organization is not there although it was just written');
  return organizationOf(row);
}

export async function updateOrganization(
  tx: Transaction,
  id: string,
  changed: Partial<OrganizationRow>,
): Promise<void> {
  await tx.update(organizations).set(changed).where(eq(organizations.id, id));
}

/** Sets whether the existing grants exclude other partners from having roles. */
export async function setExclusive(tx: Transaction, customerId: string, exclusive: boolean): Promise<void> {
  await tx
    .update(adminGrants)
    .set({ exclusive })
    .where(and(eq(adminGrants.customerId, customerId), isNull(adminGrants.removedAt)));
}

/** How many Global admins an organization has. */
export const countGlobalAdmins = (tx: Transaction, organizationId: string): Promise<number> =>
  tx.$count(
    members,
    and(eq(members.organizationId, organizationId), sql`'global_admin' = any (${members.adminRoles})`),
  );

const withAddress = (organizationId: string, email: string) =>
  and(eq(members.organizationId, organizationId), sql`lower(${members.email}) = ${email.toLowerCase()}`);

export async function memberRow(
  tx: Transaction,
  organizationId: string,
  email: string,
): Promise<typeof members.$inferSelect | undefined> {
  const [row] = await tx.select().from(members).where(withAddress(organizationId, email));
  return row;
}

export async function insertMemberRow(tx: Transaction, row: MemberRow): Promise<void> {
  await tx.insert(members).values(row);
}

export async function updateMember(tx: Transaction, id: string, changed: Partial<MemberRow>): Promise<void> {
  await tx.update(members).set(changed).where(eq(members.id, id));
}

const inChatOf = ({ platform, tenant }: Pick<ChatIdentity, 'platform' | 'tenant'>) =>
  and(eq(chatIdentities.platform, platform), eq(chatIdentities.tenant, tenant));
const isUser = (identity: ChatIdentity) => and(inChatOf(identity), eq(chatIdentities.user, identity.user));

/** The users of a workspace or tenant that are linked to the member with an address, in the order they were linked. */
export const usersOf = (
  tx: Transaction,
  organizationId: string,
  email: string,
  identity: ChatIdentity,
): Promise<readonly { readonly memberId: string; readonly user: string }[]> =>
  tx
    .select({ memberId: members.id, user: chatIdentities.user })
    .from(chatIdentities)
    .innerJoin(members, eq(members.id, chatIdentities.memberId))
    .where(and(inChatOf(identity), withAddress(organizationId, email)))
    .orderBy(asc(chatIdentities.linkedAt));

/** The member of a chat identity, and their organization. */
export async function identityOwner(tx: Transaction, identity: ChatIdentity) {
  const [holder] = await tx
    .select({ memberId: members.id, email: members.email, domain: organizations.domain })
    .from(chatIdentities)
    .innerJoin(members, eq(members.id, chatIdentities.memberId))
    .innerJoin(organizations, eq(organizations.id, members.organizationId))
    .where(isUser(identity));
  return holder;
}

/** Changes a linked identity; returns whether there was one. */
export async function changeIdentity(
  tx: Transaction,
  identity: ChatIdentity,
  changed: Partial<typeof chatIdentities.$inferInsert>,
): Promise<boolean> {
  const rows = await tx
    .update(chatIdentities)
    .set(changed)
    .where(isUser(identity))
    .returning({ user: chatIdentities.user });
  return rows.length > 0;
}

export async function insertIdentity(
  tx: Transaction,
  row: typeof chatIdentities.$inferInsert,
): Promise<void> {
  await tx.insert(chatIdentities).values(row);
}

/** Moves a user's direct messages to this member. */
export async function moveDirectMessages(
  tx: Transaction,
  { platform, tenant, user }: ChatIdentity,
  person: { readonly organizationId: string; readonly memberId: string },
): Promise<void> {
  await tx
    .update(conversations)
    .set(person)
    .where(
      and(
        eq(conversations.kind, 'direct'),
        eq(conversations.platform, platform),
        eq(conversations.workspace, tenant),
        eq(conversations.user, user),
      ),
    );
}

/** Connects a workspace; false if it is already connected. */
export async function insertWorkspace(
  tx: Transaction,
  row: typeof workspaces.$inferInsert,
): Promise<boolean> {
  const added = await tx
    .insert(workspaces)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: workspaces.id });
  return added.length > 0;
}

export async function setBotToken(
  tx: Transaction,
  { platform, id }: { readonly platform: Platform; readonly id: string },
  botToken: string | null,
): Promise<void> {
  await tx
    .update(workspaces)
    .set({ botToken })
    .where(and(eq(workspaces.platform, platform), eq(workspaces.id, id)));
}

export const workspacesOf = (tx: Transaction, organizationId: string) =>
  tx
    .select({ platform: workspaces.platform, id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.organizationId, organizationId));

/** An organization's approvals channel. */
export async function approvalsOf(tx: Transaction, organizationId: string) {
  const [present] = await tx
    .select({
      platform: conversations.platform,
      workspace: conversations.workspace,
      id: conversations.externalId,
    })
    .from(organizations)
    .innerJoin(conversations, eq(conversations.id, organizations.approvalsConversationId))
    .where(eq(organizations.id, organizationId));
  return present;
}

/** The domain of the other organization that owns a channel. */
export async function channelOwner(
  tx: Transaction,
  { platform, workspace, externalId }: ConversationKey,
  exceptId: string,
): Promise<string | undefined> {
  const [stranger] = await tx
    .select({ domain: organizations.domain })
    .from(conversations)
    .innerJoin(organizations, eq(organizations.id, conversations.organizationId))
    .where(
      and(
        eq(conversations.kind, 'channel'),
        eq(conversations.platform, platform),
        eq(conversations.workspace, workspace),
        eq(conversations.externalId, externalId),
        ne(conversations.organizationId, exceptId),
      ),
    );
  return stranger?.domain;
}
