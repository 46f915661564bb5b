import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../../db/driver/client.ts';
import { type Given, statement } from '../../../db/driver/statement.ts';
import { members } from '../../../db/schema/members.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import type { Member, Platform } from '../member.ts';
import type { Organization } from '../organization.ts';
import { type Ability, rolesWith } from '../rights.ts';

type MemberRow = typeof members.$inferSelect;

type OrganizationRow = typeof organizations.$inferSelect;

export const organizationOf = (row: OrganizationRow): Organization => ({
  id: row.id,
  name: row.name,
  domain: row.domain,
  tenantId: row.tenantId,
  country: row.country,
  cloud: row.cloud,
  language: row.language,
  programme: row.programme,
  mpnId: row.mpnId,
  mayAskForDap: row.mayAskForDap,
  delegatedAdministrators: row.delegatedAdministrators,
  invitationDays: row.invitationDays,
  reminderDays: row.reminderDays,
});

export const memberOf = (row: MemberRow): Member => ({
  id: row.id,
  organizationId: row.organizationId,
  name: row.name,
  email: row.email,
  agentRole: row.agentRole,
  adminRoles: row.adminRoles,
});

/** A recognized chat identity, and what the platform last said about the person. */
export interface KnownIdentity {
  readonly memberId: string;
  readonly organizationId: string;
  /** The tenant under which the identity is linked. */
  readonly tenant: string;
  readonly address: string | null;
  readonly locale: string | null;
  readonly timeZone: string | null;
}

/** The one member of a chat identity, in any organization (R-ID-01); undefined for a stranger. */
export async function recognize(
  db: Database,
  platform: Platform,
  tenants: readonly string[],
  user: string,
): Promise<KnownIdentity | undefined> {
  const [row] = await db.execute<Record<string, string | null>>(
    sql`select * from accord_person(${platform}, array[${sql.join([...tenants], sql`, `)}]::text[], ${user})`,
  );
  if (!row?.member_id || !row.organization_id || !row.tenant) return undefined;
  return {
    memberId: row.member_id,
    organizationId: row.organization_id,
    tenant: row.tenant,
    address: row.address ?? null,
    locale: row.locale ?? null,
    timeZone: row.time_zone ?? null,
  };
}

const selectMember = statement((db, given: Given<{ memberId: string }>) =>
  db
    .select({ member: members, organization: organizations })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.organizationId))
    .where(eq(members.id, given.memberId)),
);

/** The member with its current roles, and the organization (R-ROLE-07). */
export async function loadMember(
  tx: Transaction,
  memberId: string,
): Promise<{ member: Member; organization: Organization } | undefined> {
  const [row] = await selectMember(tx, { memberId });
  return row && { member: memberOf(row.member), organization: organizationOf(row.organization) };
}

/** The members of an organization with an ability (R-ROLE-05), by name. */
export async function membersWith(
  tx: Transaction,
  organizationId: string,
  ability: Ability,
): Promise<readonly Member[]> {
  const roles = rolesWith(ability);
  const rows = await tx
    .select()
    .from(members)
    .where(
      and(
        eq(members.organizationId, organizationId),
        or(
          sql`${members.adminRoles} && array[${sql.join([...roles], sql`, `)}]::text[]`,
          inArray(sql`${members.agentRole}::text`, [...roles]),
        ),
      ),
    )
    .orderBy(sql`lower(${members.name})`, members.id);
  return rows.map(memberOf);
}
