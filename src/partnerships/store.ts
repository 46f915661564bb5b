import { and, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../db/driver/client.ts';
import { type Builder, type Given, statement } from '../../db/driver/statement.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { partnerships } from '../../db/schema/partnerships.ts';
import type { ListQuery, Page } from '../kernel/page.ts';
import { after, containing, count, cursorOf, pageOf, rowsOfPage } from '../kernel/store/pages.ts';
import { summaryColumns } from '../organizations/index.ts';
import type { PartnershipDetails } from './model.ts';

const provider = alias(organizations, 'provider');
const reseller = alias(organizations, 'reseller');

const partnershipRows = (db: Builder) =>
  db
    .select({
      partnership: partnerships,
      provider: summaryColumns(provider),
      reseller: summaryColumns(reseller),
    })
    .from(partnerships)
    .innerJoin(provider, eq(provider.id, partnerships.providerId))
    .innerJoin(reseller, eq(reseller.id, partnerships.resellerId));

/** A partnership with both sides. */
export async function loadPartnershipDetails(
  tx: Transaction,
  id: string,
): Promise<PartnershipDetails | undefined> {
  const [row] = await partnershipRows(tx).where(eq(partnerships.id, id));
  return row;
}

const selectActive = statement((db, given: Given<{ providerId: string; resellerId: string }>) =>
  partnershipRows(db).where(
    and(
      eq(partnerships.providerId, given.providerId),
      eq(partnerships.resellerId, given.resellerId),
      sql`${partnerships.state} = 'active'`,
    ),
  ),
);

/** The active partnership between a provider and a reseller (R-IND-03). */
export async function activePartnership(
  tx: Transaction,
  providerId: string,
  resellerId: string,
): Promise<PartnershipDetails | undefined> {
  const [row] = await selectActive(tx, { providerId, resellerId });
  return row;
}

/** The active partnership between two organizations, in either direction. */
export async function partnershipBetween(
  tx: Transaction,
  one: string,
  other: string,
): Promise<PartnershipDetails | undefined> {
  const [given, taken] = await Promise.all([
    activePartnership(tx, one, other),
    activePartnership(tx, other, one),
  ]);
  return given ?? taken;
}

/** A reseller's indirect providers, or a provider's indirect resellers, newest first (R-IND-03, R-REL-04). */
export async function listPartnerships(
  tx: Transaction,
  as: 'provider' | 'reseller',
  organizationId: string,
  query: ListQuery,
): Promise<Page<PartnershipDetails>> {
  const mine = as === 'provider' ? partnerships.providerId : partnerships.resellerId;
  const other = as === 'provider' ? reseller : provider;
  const pattern = query.text === null ? null : containing(query.text);
  const wanted = and(
    eq(mine, organizationId),
    eq(partnerships.state, 'active'),
    pattern === null ? undefined : sql`(${other.name} ilike ${pattern} or ${other.domain} ilike ${pattern})`,
  );
  const [rows, total] = await Promise.all([
    partnershipRows(tx)
      .where(and(wanted, after(cursorOf(query.after), partnerships.since, partnerships.id)))
      .orderBy(desc(partnerships.since), desc(partnerships.id))
      .limit(rowsOfPage),
    count(
      tx,
      sql`select 1 from ${partnerships} join ${organizations} "provider" on ${provider.id} = ${partnerships.providerId} join ${organizations} "reseller" on ${reseller.id} = ${partnerships.resellerId} where ${wanted}`,
    ),
  ]);
  return pageOf(rows, total, ({ partnership }) => ({ at: partnership.since, id: partnership.id }));
}

interface Started {
  readonly id: string;
  readonly providerId: string;
  readonly resellerId: string;
  readonly since: Date;
}

/** Inserts an active partnership with administrator access. */
export async function insertPartnership(tx: Transaction, started: Started): Promise<void> {
  await tx.insert(partnerships).values({ ...started, state: 'active', adminAccess: true });
}

/** Gives the provider administrator access again. */
export async function grantAccess(tx: Transaction, id: string): Promise<void> {
  await tx.update(partnerships).set({ adminAccess: true }).where(eq(partnerships.id, id));
}

/** Removes the provider's administrator access; false if it already had none. */
export async function removeAccess(tx: Transaction, id: string): Promise<boolean> {
  const removed = await tx
    .update(partnerships)
    .set({ adminAccess: false })
    .where(and(eq(partnerships.id, id), eq(partnerships.adminAccess, true)))
    .returning({ id: partnerships.id });
  return removed.length > 0;
}
