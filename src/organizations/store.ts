import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../db/driver/client.ts';
import { type Given, statement } from '../../db/driver/statement.ts';
import { knownOrganizations } from '../../db/schema/known-organizations.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { workspaces } from '../../db/schema/workspaces.ts';
import { isUuid } from '../kernel/ids.ts';
import { directoryPlatform, type Platform } from '../kernel/member.ts';
import type { Organization, OrganizationSummary } from '../kernel/organization.ts';
import { containing } from '../kernel/store/pages.ts';
import { organizationOf } from '../kernel/store/people.ts';

/** The columns of a summary, from the table or an alias of it. */
export const summaryColumns = <T extends { readonly [Column in keyof OrganizationSummary]: AnyPgColumn }>(
  table: T,
): Pick<T, keyof OrganizationSummary> => ({
  id: table.id,
  name: table.name,
  domain: table.domain,
  country: table.country,
  cloud: table.cloud,
  programme: table.programme,
});

/** The organization with exactly this domain, with the data that anybody may see (R-REL-06). */
export async function findByDomain(
  tx: Transaction,
  domain: string,
): Promise<OrganizationSummary | undefined> {
  const [row] = await selectByDomain(tx, { domain });
  return row;
}

const selectByDomain = statement(
  (_, given: Given<{ domain: string }>) =>
    sql<readonly OrganizationSummary[]>`select * from accord_find_organization(${given.domain})`,
);

const selectKnownById = statement((db, given: Given<{ id: string }>) =>
  db
    .select(summaryColumns(organizations))
    .from(organizations)
    .where(
      sql`${organizations.id} = ${given.id} and (${organizations.id} = accord_me() or exists (
        select from ${knownOrganizations}
        where ${knownOrganizations.viewerId} = accord_me() and ${knownOrganizations.organizationId} = ${given.id}))`,
    ),
);

const selectKnownByText = statement((db, given: Given<{ typed: string; pattern: string; most: number }>) =>
  db
    .select(summaryColumns(organizations))
    .from(organizations)
    .where(
      sql`${organizations.id} = any (array(
          select accord_find_known(lower(${given.typed}), lower(${given.pattern}), ${given.most}::int)))`,
    )
    .orderBy(
      sql`lower(${organizations.name}) <> lower(${given.typed})`,
      sql`lower(${organizations.name})`,
      organizations.id,
    ),
);

/** Organizations that the own one has dealt with, by id or by part of a name or domain; at most `max`. */
export async function findKnown(
  tx: Transaction,
  typed: string,
  max: number,
): Promise<readonly OrganizationSummary[]> {
  if (isUuid(typed)) return selectKnownById(tx, { id: typed });
  const found = await selectKnownByText(tx, { typed, pattern: containing(typed), most: max });
  return found.slice(0, max);
}

const selectOrganization = statement((db, given: Given<{ id: string }>) =>
  db.select().from(organizations).where(eq(organizations.id, given.id)),
);

const selectOrganizationToKeep = statement((db, given: Given<{ id: string }>) =>
  db.select().from(organizations).where(eq(organizations.id, given.id)).for('no key update'),
);

/** An organization that the transaction may see. */
export async function loadOrganization(tx: Transaction, id: string): Promise<Organization | undefined> {
  const [row] = await selectOrganization(tx, { id });
  return row && organizationOf(row);
}

/**
 * The organization's row, locked until the transaction ends: decisions that depend on its policy are made under this
 * lock.
 */
export async function lockOrganization(tx: Transaction, id: string): Promise<Organization | undefined> {
  const [row] = await selectOrganizationToKeep(tx, { id });
  return row && organizationOf(row);
}

/**
 * The owners of a chat: the organizations that have connected one of these workspaces or tenants, or whose own tenant
 * it is. A tenant belongs to its organization even if nobody has connected it (R-ID-03).
 */
export async function ownersOfChat(
  tx: Transaction,
  platform: Platform,
  ids: readonly string[],
): Promise<readonly Pick<OrganizationSummary, 'id' | 'name' | 'domain'>[]> {
  const { id, name, domain } = organizations;
  const connected = tx
    .select({ id: workspaces.organizationId })
    .from(workspaces)
    .where(and(eq(workspaces.platform, platform), inArray(workspaces.id, [...ids])));
  const homes = platform === directoryPlatform ? ids.filter(isUuid) : [];
  return tx
    .select({ id, name, domain })
    .from(organizations)
    .where(or(inArray(id, connected), homes.length > 0 ? inArray(organizations.tenantId, homes) : undefined));
}

/** The data of a new organization; the other columns get their defaults. */
type NewOrganization = Pick<
  Organization,
  'id' | 'name' | 'domain' | 'tenantId' | 'country' | 'cloud' | 'language'
>;

/** Inserts an organization; undefined if one with its domain or its tenant exists (R-ORG-01). */
export async function insertOrganization(
  tx: Transaction,
  organization: NewOrganization,
  createdAt: Date,
): Promise<Organization | undefined> {
  const [row] = await tx
    .insert(organizations)
    .values({ ...organization, createdAt })
    .onConflictDoNothing()
    .returning();
  return row && organizationOf(row);
}

/** Connects a workspace or tenant to an organization; false if it already belongs to one (R-ID-03). */
export async function connectWorkspace(
  tx: Transaction,
  platform: Platform,
  id: string,
  organizationId: string,
  connectedAt: Date,
): Promise<boolean> {
  const connected = await tx
    .insert(workspaces)
    .values({ platform, id, organizationId, connectedAt })
    .onConflictDoNothing()
    .returning({ id: workspaces.id });
  return connected.length > 0;
}

/**
 * From now on each sees the other's details (R-REL-06). Inserts in a fixed order, because two transactions may do this
 * at once.
 */
export async function makeKnown(tx: Transaction, one: string, other: string): Promise<void> {
  const [first, second] = one < other ? [one, other] : [other, one];
  await tx
    .insert(knownOrganizations)
    .values([
      { viewerId: first, organizationId: second },
      { viewerId: second, organizationId: first },
    ])
    .onConflictDoNothing();
}

/** Whether the own organization has dealt with the other. */
export async function isKnown(tx: Transaction, viewerId: string, organizationId: string): Promise<boolean> {
  const rows = await selectKnown(tx, { viewerId, organizationId });
  return rows.length > 0;
}

const selectKnown = statement((db, given: Given<{ viewerId: string; organizationId: string }>) =>
  db
    .select({ id: knownOrganizations.organizationId })
    .from(knownOrganizations)
    .where(
      and(
        eq(knownOrganizations.viewerId, given.viewerId),
        eq(knownOrganizations.organizationId, given.organizationId),
      ),
    ),
);

/** A workspace or tenant, by its id on its platform. */
export interface WorkspaceKey {
  readonly platform: Platform;
  readonly id: string;
}

const isWorkspace = ({ platform, id }: WorkspaceKey) =>
  and(eq(workspaces.platform, platform), eq(workspaces.id, id));

/** The sealed bot token of a workspace; undefined if there is none. */
export async function sealedTokenOf(tx: Transaction, of: WorkspaceKey): Promise<string | undefined> {
  const [row] = await tx.select({ sealed: workspaces.botToken }).from(workspaces).where(isWorkspace(of));
  return row?.sealed ?? undefined;
}

/** Removes the bot token of a workspace; returns its organization, undefined if there was none. */
export async function removeToken(tx: Transaction, of: WorkspaceKey): Promise<string | undefined> {
  const [forgotten] = await tx
    .update(workspaces)
    .set({ botToken: null })
    .where(and(isWorkspace(of), isNotNull(workspaces.botToken)))
    .returning({ organizationId: workspaces.organizationId });
  return forgotten?.organizationId;
}
