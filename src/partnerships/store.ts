import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../db/driver/client.ts';
import { type Builder, type Given, statement } from '../../db/driver/statement.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { partnerships } from '../../db/schema/partnerships.ts';
import type { ListQuery, Page } from '../kernel/page.ts';
import {
  after,
  containing,
  countFound,
  countUpTo,
  cursorOf,
  foundOnPage,
  type PageCursor,
  pageOf,
  rowsOfPage,
  type SearchedList,
} from '../kernel/store/pages.ts';
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

type Listed = Given<{ mine: string; pattern: string } & PageCursor>;

/** The page is settled before anything is looked up for its rows. */
const partnershipPage = (onPage: (given: Listed) => SQL) =>
  statement((db, given: Listed) =>
    partnershipRows(db)
      .where(sql`${partnerships.id} = any (array(${onPage(given)}))`)
      .orderBy(desc(partnerships.since), desc(partnerships.id)),
  );

/** Counts have it too: it names the index, whatever the planner thinks of how many rows there are. */
const inOrder = sql`order by ${partnerships.since} desc, ${partnerships.id} desc`;

function wholeList(as: 'provider' | 'reseller') {
  const mine = as === 'provider' ? partnerships.providerId : partnerships.resellerId;
  const wanted = (given: Listed) => and(eq(mine, given.mine), sql`${partnerships.state} = 'active'`);
  return {
    page: partnershipPage(
      (given) => sql`
        select ${partnerships.id} from ${partnerships}
        where ${and(wanted(given), after(given, partnerships.since, partnerships.id))}
        ${inOrder} limit ${sql.raw(String(rowsOfPage))}`,
    ),
    count: statement((_, given: Listed) =>
      countUpTo(sql`select 1 from ${partnerships} where ${wanted(given)} ${inOrder}`),
    ),
  };
}

const searchedList = (list: SearchedList) => ({
  page: partnershipPage((given) => foundOnPage(list, given)),
  count: statement((_, given: Listed) => countFound(list, given)),
});

const lists = {
  provider: { whole: wholeList('provider'), narrowed: searchedList('resellers') },
  reseller: { whole: wholeList('reseller'), narrowed: searchedList('providers') },
} as const;

/** A reseller's indirect providers, or a provider's indirect resellers, newest first (R-IND-03, R-REL-04). */
export async function listPartnerships(
  tx: Transaction,
  as: 'provider' | 'reseller',
  organizationId: string,
  query: ListQuery,
): Promise<Page<PartnershipDetails>> {
  const { page, count } = lists[as][query.text === null ? 'whole' : 'narrowed'];
  const pattern = query.text === null ? '' : containing(query.text);
  const asked = { mine: organizationId, pattern, ...cursorOf(query.after) };
  const [rows, [counted]] = await Promise.all([page(tx, asked), count(tx, asked)]);
  return pageOf(rows, counted?.total ?? 0, ({ partnership }) => ({
    at: partnership.since,
    id: partnership.id,
  }));
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
