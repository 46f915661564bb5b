import { and, asc, count, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { chatIdentities } from '../../../db/schema/chat-identities.ts';
import { conversations } from '../../../db/schema/conversations.ts';
import { members } from '../../../db/schema/members.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import { workspaces } from '../../../db/schema/workspaces.ts';
import type { Member, Platform } from '../../kernel/member.ts';
import { memberOf } from '../../kernel/store/people.ts';

/** Every organization with the number of its members, by domain. */
export const listOrganizations = (tx: Transaction) =>
  tx
    .select({
      domain: organizations.domain,
      name: organizations.name,
      country: organizations.country,
      cloud: organizations.cloud,
      programme: organizations.programme,
      members: count(members.id),
    })
    .from(organizations)
    .leftJoin(members, eq(members.organizationId, organizations.id))
    .groupBy(organizations.id)
    .orderBy(asc(organizations.domain));

/** The workspaces or tenants on a platform, each with its organization. */
export const listWorkspaces = (tx: Transaction, platform: Platform) =>
  tx
    .select({ id: workspaces.id, domain: organizations.domain })
    .from(workspaces)
    .innerJoin(organizations, eq(organizations.id, workspaces.organizationId))
    .where(eq(workspaces.platform, platform))
    .orderBy(asc(organizations.domain), asc(workspaces.id));

/** An organization with its approvals channel, workspaces and members. */
export async function readOrganization(tx: Transaction, domain: string) {
  const [row] = await tx
    .select({ organization: organizations, approvals: conversations })
    .from(organizations)
    .leftJoin(conversations, eq(conversations.id, organizations.approvalsConversationId))
    .where(eq(organizations.domain, domain));
  if (!row) return undefined;
  const { id } = row.organization;
  const [connected, people, identities] = await Promise.all([
    tx
      .select()
      .from(workspaces)
      .where(eq(workspaces.organizationId, id))
      .orderBy(asc(workspaces.connectedAt)),
    tx.select().from(members).where(eq(members.organizationId, id)).orderBy(asc(members.email)),
    tx.select().from(chatIdentities).where(eq(chatIdentities.organizationId, id)),
  ]);
  return { ...row, workspaces: connected, people, identities };
}

/** The members with an address, in one organization (by domain) or in all. */
export async function membersAt(
  tx: Transaction,
  email: string,
  domain: string | undefined,
): Promise<readonly { readonly member: Member; readonly domain: string }[]> {
  const rows = await tx
    .select({ member: members, domain: organizations.domain })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.organizationId))
    .where(
      and(
        sql`lower(${members.email}) = ${email.trim().toLowerCase()}`,
        domain === undefined ? undefined : eq(organizations.domain, domain.trim().toLowerCase()),
      ),
    )
    .orderBy(asc(organizations.domain));
  return rows.map((row) => ({ member: memberOf(row.member), domain: row.domain }));
}
