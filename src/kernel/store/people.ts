import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../../db/driver/client.ts';
import { type Given, statement } from '../../../db/driver/statement.ts';
import { members } from '../../../db/schema/members.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import type { ChatIdentity, Member } from '../member.ts';
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

/** A chat identity as a request names it. */
export interface IdentityKey extends ChatIdentity {
  /** Where a Slack enterprise has users of its own, its id too. */
  readonly enterprise?: string | null;
  /** Where the app is installed that the person uses: there the direct messages with the bot are looked up. */
  readonly workspace?: string;
}

/** Whom a platform vouches for, and what is kept of that person. */
export interface KnownIdentity {
  readonly memberId: string;
  readonly organizationId: string;
  /** The tenant under which the identity is linked. */
  readonly tenant: string;
  readonly address: string | null;
  readonly locale: string | null;
  readonly timeZone: string | null;
  /** The direct messages of the person and the bot, where there are any. */
  readonly direct: {
    readonly externalId: string | null;
    readonly serviceUrl: string | null;
    readonly isPaused: boolean;
  } | null;
  readonly member: Member;
  readonly organization: Organization;
  /** All of it, as the database writes it: the same text is the same person with the same rights. */
  readonly text: string;
}

const selectIdentity = statement(
  (
    _,
    given: Given<{
      platform: string;
      tenant: string;
      enterprise: string | null;
      user: string;
      workspace: string;
    }>,
  ) =>
    sql<readonly { known: string | null }[]>`select accord_enter(${given.platform}, ${given.tenant},
      ${given.enterprise}, ${given.user}, ${given.workspace}) as known`,
);

/**
 * Recognizes a chat identity, and states its organization for the rest of the transaction (R-ID-01, R-SEC-06): the one
 * member behind it, in whichever organization. Null for a stranger, who sees nothing.
 */
export async function enterAsIdentity(tx: Transaction, key: IdentityKey): Promise<string | null> {
  const { platform, tenant, enterprise = null, user, workspace = '' } = key;
  const [row] = await selectIdentity(tx, { platform, tenant, enterprise, user, workspace });
  return row?.known ?? null;
}

/** What `enterAsIdentity` has found. */
export const knownIdentityOf = (text: string): KnownIdentity => ({ ...JSON.parse(text), text });

/** The one member behind a chat identity now; undefined for a stranger. */
export async function recognize(db: Database, key: IdentityKey): Promise<KnownIdentity | undefined> {
  const found = await db.read({
    holder: undefined,
    enter: (tx) => enterAsIdentity(tx, key),
    work: (_, entered) => entered,
  });
  return found === null ? undefined : knownIdentityOf(found);
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
