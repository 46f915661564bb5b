import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Given, statement } from '../../../db/driver/statement.ts';
import { adminGrants } from '../../../db/schema/relationships.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import { summaryColumns } from '../../organizations/index.ts';
import { partner } from './relationships.ts';

/** Grants admin roles of a customer to its partner. */
export async function insertGrants(
  tx: Transaction,
  grants: readonly (typeof adminGrants.$inferInsert)[],
): Promise<void> {
  await tx.insert(adminGrants).values([...grants]);
}

/** Removes the admin roles in place; they stay as history. */
export async function removeGrants(tx: Transaction, relationshipId: string, at: Date): Promise<void> {
  await tx
    .update(adminGrants)
    .set({ removedAt: at })
    .where(and(eq(adminGrants.relationshipId, relationshipId), isNull(adminGrants.removedAt)));
}

/** Whether admin roles were ever removed from the partner. */
export async function hasRemovedRoles(tx: Transaction, relationshipId: string): Promise<boolean> {
  const [removed] = await tx
    .select({ id: adminGrants.id })
    .from(adminGrants)
    .where(and(eq(adminGrants.relationshipId, relationshipId), isNotNull(adminGrants.removedAt)))
    .limit(1);
  return removed !== undefined;
}

const selectDelegates = statement((db, given: Given<{ customerId: string }>) =>
  db
    .selectDistinct(summaryColumns(partner))
    .from(adminGrants)
    .innerJoin(partner, eq(partner.id, adminGrants.partnerId))
    .where(and(eq(adminGrants.customerId, given.customerId), sql`${adminGrants.removedAt} is null`))
    .orderBy(partner.name),
);

/** The partners with delegated administration for a customer now (R-DAP-05). */
export const delegatedPartners = (
  tx: Transaction,
  customerId: string,
): Promise<readonly OrganizationSummary[]> => selectDelegates(tx, { customerId });
