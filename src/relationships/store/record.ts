import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { relationships } from '../../../db/schema/relationships.ts';
import { maxOptions } from '../../kernel/form.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import { summaryColumns } from '../../organizations/index.ts';
import type { RelationshipDetails } from '../model/relationship.ts';
import { partner, relationshipDetailsOf, relationshipRows } from './relationships.ts';

/** The relationship with a customer's partner of record; at most one (R-DAP-06). */
export async function relationshipOfRecord(
  tx: Transaction,
  customerId: string,
): Promise<RelationshipDetails | undefined> {
  const [row] = await relationshipRows(tx).where(
    and(eq(relationships.customerId, customerId), isNotNull(relationships.ofRecordSince)),
  );
  return row && relationshipDetailsOf(row);
}

/** A customer's active partners to choose from: the partner of record first, the others by name. */
export const partnersToChoose = (
  tx: Transaction,
  customerId: string,
): Promise<readonly OrganizationSummary[]> =>
  tx
    .select(summaryColumns(partner))
    .from(relationships)
    .innerJoin(partner, eq(partner.id, relationships.partnerId))
    .where(and(eq(relationships.customerId, customerId), eq(relationships.state, 'active')))
    .orderBy(sql`${relationships.ofRecordSince} is null`, sql`lower(${partner.name})`, partner.id)
    .limit(maxOptions);

/** Makes the partner the partner of record. */
export async function updateOfRecord(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.update(relationships).set({ ofRecordSince: at }).where(eq(relationships.id, id));
}

/** The partner is no longer partner of record; false if it already was not. */
export async function clearOfRecord(tx: Transaction, id: string): Promise<boolean> {
  const cleared = await tx
    .update(relationships)
    .set({ ofRecordSince: null })
    .where(and(eq(relationships.id, id), isNotNull(relationships.ofRecordSince)))
    .returning({ id: relationships.id });
  return cleared.length > 0;
}
