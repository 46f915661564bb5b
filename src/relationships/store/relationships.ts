import { and, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Builder, type Given, statement } from '../../../db/driver/statement.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import { partnerships } from '../../../db/schema/partnerships.ts';
import { adminGrants, relationships } from '../../../db/schema/relationships.ts';
import { summaryColumns } from '../../organizations/index.ts';
import type { RelationshipDetails } from '../model/relationship.ts';
import type { DelegatedRole, RelationshipType } from '../model/types.ts';

/** The two sides, as aliases of the organizations table. */
export const partner = alias(organizations, 'partner');
export const customer = alias(organizations, 'customer');

/** The roles in place for the relationship of the row. */
const rolesInPlace = sql<{ role: DelegatedRole; grantedAt: string }[]>`(
  select coalesce(json_agg(json_build_object('role', g.role, 'grantedAt', g.granted_at) order by g.role), '[]'::json)
  from ${adminGrants} g where g.relationship_id = ${relationships.id} and g.removed_at is null)`;

/** The columns read from a relationship. */
export const relationshipColumns = {
  relationship: relationships,
  partner: summaryColumns(partner),
  customer: summaryColumns(customer),
  roles: rolesInPlace,
};

/** Relationships with both sides. */
export const relationshipRows = (db: Builder) =>
  db
    .select(relationshipColumns)
    .from(relationships)
    .innerJoin(partner, eq(partner.id, relationships.partnerId))
    .innerJoin(customer, eq(customer.id, relationships.customerId));

type RelationshipRow = Awaited<ReturnType<typeof relationshipRows>>[number];

export const relationshipDetailsOf = (row: RelationshipRow): RelationshipDetails => ({
  relationship: { ...row.relationship, hasDap: row.roles.length > 0 },
  partner: row.partner,
  customer: row.customer,
  roles: row.roles.map(({ role, grantedAt }) => ({ role, grantedAt: new Date(grantedAt) })),
});

/** A relationship with both sides and the roles in place. */
export async function loadRelationshipDetails(
  tx: Transaction,
  id: string,
): Promise<RelationshipDetails | undefined> {
  const [row] = await relationshipRows(tx).where(eq(relationships.id, id));
  return row && relationshipDetailsOf(row);
}

type Between = Given<{ partnerId: string; customerId: string }>;

const activeBetween = ({ partnerId, customerId }: Between) =>
  and(
    eq(relationships.partnerId, partnerId),
    eq(relationships.customerId, customerId),
    sql`${relationships.state} = 'active'`,
  );

const selectActive = statement((db, given: Between) => relationshipRows(db).where(activeBetween(given)));

const keepActive = statement((db, given: Between) =>
  db.select({ id: relationships.id }).from(relationships).where(activeBetween(given)).for('no key update'),
);

/** The active relationship between a partner and a customer (R-REL-01). */
export async function activeRelationship(
  tx: Transaction,
  partnerId: string,
  customerId: string,
): Promise<RelationshipDetails | undefined> {
  const [row] = await selectActive(tx, { partnerId, customerId });
  return row && relationshipDetailsOf(row);
}

/** The same, with the row locked until the transaction ends. */
export async function lockActiveRelationship(
  tx: Transaction,
  partnerId: string,
  customerId: string,
): Promise<RelationshipDetails | undefined> {
  // Sent together. The second statement starts after the lock, so it sees the latest row.
  const [, present] = await Promise.all([
    keepActive(tx, { partnerId, customerId }),
    activeRelationship(tx, partnerId, customerId),
  ]);
  return present;
}

/** Whether the two are provider and reseller, in either direction. */
export async function arePartnered(tx: Transaction, one: string, other: string): Promise<boolean> {
  const [row] = await tx.execute(sql`
    select from ${partnerships}
    where state = 'active' and (provider_id, reseller_id) in ((${one}::uuid, ${other}::uuid), (${other}::uuid, ${one}::uuid))`);
  return row !== undefined;
}

interface Started {
  readonly id: string;
  readonly partnerId: string;
  readonly customerId: string;
  readonly type: RelationshipType;
  readonly since: Date;
}

/** Inserts an active relationship. */
export const insertRelationship = statement((db, given: Given<Started>) =>
  db.insert(relationships).values({
    id: given.id,
    partnerId: given.partnerId,
    customerId: given.customerId,
    state: 'active',
    type: given.type,
    since: given.since,
  }),
);

export async function updateType(tx: Transaction, id: string, type: RelationshipType): Promise<void> {
  await tx.update(relationships).set({ type }).where(eq(relationships.id, id));
}

/** Records when the customer asked to end it; null: it no longer asks. */
export async function updateEndAsked(tx: Transaction, id: string, at: Date | null): Promise<void> {
  await tx.update(relationships).set({ endAskedAt: at }).where(eq(relationships.id, id));
}

/** Ends the relationship; also clears the request to end it and the partner of record. */
export async function updateEnded(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx
    .update(relationships)
    .set({ state: 'ended', endedAt: at, endAskedAt: null, ofRecordSince: null })
    .where(eq(relationships.id, id));
}
