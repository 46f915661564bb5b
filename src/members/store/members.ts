import { and, desc, eq, ilike, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Given, statement } from '../../../db/driver/statement.ts';
import { chatIdentities } from '../../../db/schema/chat-identities.ts';
import { members } from '../../../db/schema/members.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import type { AdminRole, ChatIdentity, Member, Platform } from '../../kernel/member.ts';
import type { Named } from '../../kernel/organization.ts';
import type { ListQuery, Page } from '../../kernel/page.ts';
import { after, containing, count, cursorOf, pageOf, rowsOfPage } from '../../kernel/store/pages.ts';
import { memberOf } from '../../kernel/store/people.ts';

/** A member's chat identities in the order they were linked. */
export const identitiesOf: (
  tx: Transaction,
  member: { readonly memberId: string },
) => Promise<readonly ChatIdentity[]> = statement((db, given: Given<{ memberId: string }>) =>
  db
    .select({ platform: chatIdentities.platform, tenant: chatIdentities.tenant, user: chatIdentities.user })
    .from(chatIdentities)
    .where(eq(chatIdentities.memberId, given.memberId))
    .orderBy(chatIdentities.linkedAt, chatIdentities.platform),
);

/** An organization's members, newest first, searched by name and address (R-CMD-05). */
export async function listMembers(
  tx: Transaction,
  organizationId: string,
  list: ListQuery,
): Promise<Page<Member>> {
  const pattern = list.text === null ? null : containing(list.text);
  const mine = and(
    eq(members.organizationId, organizationId),
    pattern === null ? undefined : or(ilike(members.name, pattern), ilike(members.email, pattern)),
  );
  // PostgreSQL's timestamps are finer than the cursors of pages.
  const joined = sql`date_trunc('milliseconds', ${members.createdAt})`;
  const [rows, total] = await Promise.all([
    tx
      .select()
      .from(members)
      .where(and(mine, after(cursorOf(list.after), joined, members.id)))
      .orderBy(desc(joined), desc(members.id))
      .limit(rowsOfPage),
    count(tx, sql`select 1 from ${members} where ${mine}`),
  ]);
  const page = pageOf(rows, total, ({ createdAt, id }) => ({ at: createdAt, id }));
  return { ...page, items: page.items.map(memberOf) };
}

/** The platforms on which the members of an organization have joined. */
export const platformsOf = (
  tx: Transaction,
  organizationId: string,
): Promise<readonly { readonly memberId: string; readonly platform: Platform }[]> =>
  tx
    .selectDistinct({ memberId: chatIdentities.memberId, platform: chatIdentities.platform })
    .from(chatIdentities)
    .where(eq(chatIdentities.organizationId, organizationId));

/** An organization's member with this address, ignoring case. */
export async function memberByEmail(
  tx: Transaction,
  organizationId: string,
  email: string,
): Promise<Member | undefined> {
  const [row] = await tx
    .select()
    .from(members)
    .where(
      and(eq(members.organizationId, organizationId), sql`lower(${members.email}) = ${email.toLowerCase()}`),
    );
  return row && memberOf(row);
}

/** Inserts a member; undefined if the organization has one with this address. */
export async function insertMember(
  tx: Transaction,
  member: Omit<Member, 'adminRoles'> & { readonly adminRoles: readonly AdminRole[] },
  at: Date,
): Promise<Member | undefined> {
  const [row] = await tx
    .insert(members)
    .values({ ...member, adminRoles: [...member.adminRoles], createdAt: at })
    .onConflictDoNothing()
    .returning();
  return row && memberOf(row);
}

/** Links a chat identity to a member; false if it is already linked to somebody (R-ID-01). */
export async function linkIdentity(
  tx: Transaction,
  identity: ChatIdentity,
  { id, organizationId }: Pick<Member, 'id' | 'organizationId'>,
  at: Date,
  address: string | null = null,
): Promise<boolean> {
  const { platform, tenant, user } = identity;
  const linked = await tx
    .insert(chatIdentities)
    .values({ platform, tenant, user, address, memberId: id, organizationId, linkedAt: at })
    .onConflictDoNothing()
    .returning({ user: chatIdentities.user });
  return linked.length > 0;
}

const isIdentity = ({ platform, tenant, user }: ChatIdentity) =>
  and(
    eq(chatIdentities.platform, platform),
    eq(chatIdentities.tenant, tenant),
    eq(chatIdentities.user, user),
  );

/** Who somebody is a member as; undefined for a stranger. */
export async function memberOfIdentity(tx: Transaction, identity: ChatIdentity): Promise<string | undefined> {
  const [known] = await tx
    .select({ memberId: chatIdentities.memberId })
    .from(chatIdentities)
    .where(isIdentity(identity));
  return known?.memberId;
}

/** The organization in which somebody is a member; undefined for a stranger. */
export async function organizationOfIdentity(
  tx: Transaction,
  identity: ChatIdentity,
): Promise<Named | undefined> {
  const [known] = await tx
    .select({ id: organizations.id, name: organizations.name, domain: organizations.domain })
    .from(chatIdentities)
    .innerJoin(organizations, eq(organizations.id, chatIdentities.organizationId))
    .where(isIdentity(identity));
  return known;
}

/** A member by id. */
export async function memberById(tx: Transaction, id: string): Promise<Member | undefined> {
  const [row] = await tx.select().from(members).where(eq(members.id, id));
  return row && memberOf(row);
}
