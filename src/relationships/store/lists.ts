import { and, desc, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Builder, type Given, statement } from '../../../db/driver/statement.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import { relationships } from '../../../db/schema/relationships.ts';
import { lacksAgreement } from '../../agreements/index.ts';
import { type ListQuery, type Page, pageSize } from '../../kernel/page.ts';
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
} from '../../kernel/store/pages.ts';
import type { RelationshipDetails, RelationshipListItem } from '../model/relationship.ts';
import {
  customer,
  partner,
  relationshipColumns,
  relationshipDetailsOf,
  relationshipRows,
} from './relationships.ts';

const listedRows = (db: Builder) =>
  db
    .select({ ...relationshipColumns, lacksAgreement: lacksAgreement(customer.id) })
    .from(relationships)
    .innerJoin(partner, eq(partner.id, relationships.partnerId))
    .innerJoin(customer, eq(customer.id, relationships.customerId));

/** The parameters of a list; `pattern` only with a search text, `other` only for shared customers. */
type ListParameters = Given<{ mine: string; pattern: string; other: string } & PageCursor>;

/** Finds the page's ids first, then reads the details of its rows. */
const relationshipPage = (onPage: (given: ListParameters) => SQL) =>
  statement((db, given: ListParameters) =>
    listedRows(db)
      .where(sql`${relationships.id} = any (array(${onPage(given)}))`)
      .orderBy(desc(relationships.since), desc(relationships.id)),
  );

/** Counts have it too: it names the index, whatever the planner thinks of how many rows there are. */
const inOrder = sql`order by ${relationships.since} desc, ${relationships.id} desc`;

const onPage = (from: SQL, wanted: SQL | undefined, given: ListParameters): SQL => sql`
  select ${relationships.id} ${from}
  where ${and(wanted, after(given, relationships.since, relationships.id))}
  ${inOrder} limit ${sql.raw(String(rowsOfPage))}`;

const isActive = sql`${relationships.state} = 'active'`;

function wholeList(as: 'partner' | 'customer') {
  const mine = as === 'partner' ? relationships.partnerId : relationships.customerId;
  const from = sql`from ${relationships}`;
  const wanted = (given: ListParameters) => and(eq(mine, given.mine), isActive);
  return {
    page: relationshipPage((given) => onPage(from, wanted(given), given)),
    count: statement((_, given: ListParameters) =>
      countUpTo(sql`select 1 ${from} where ${wanted(given)} ${inOrder}`),
    ),
  };
}

const searchedList = (list: SearchedList) => ({
  page: relationshipPage((given) => foundOnPage(list, given)),
  count: statement((_, given: ListParameters) => countFound(list, given)),
});

/** The own customers that are the other's too. They are intersected first, so that a search has those to look through. */
function sharedList(narrowed: boolean) {
  const from = narrowed
    ? sql`from ${relationships} join ${organizations} ${customer} on ${customer.id} = ${relationships.customerId}`
    : sql`from ${relationships}`;
  const wanted = (given: ListParameters) =>
    and(
      eq(relationships.partnerId, given.mine),
      isActive,
      narrowed
        ? sql`(${customer.name} ilike ${given.pattern} or ${customer.domain} ilike ${given.pattern})`
        : undefined,
      sql`${relationships.customerId} in (select accord_shared_customers(${given.other}))`,
    );
  return {
    page: relationshipPage((given) => onPage(from, wanted(given), given)),
    count: statement((_, given: ListParameters) =>
      countUpTo(sql`select 1 ${from} where ${wanted(given)} ${inOrder}`),
    ),
  };
}

const lists = {
  partner: { whole: wholeList('partner'), narrowed: searchedList('customers') },
  customer: { whole: wholeList('customer'), narrowed: searchedList('partners') },
  shared: { whole: sharedList(false), narrowed: sharedList(true) },
} as const;

/** A partner's customers, or a customer's partners, newest first (R-REL-04, R-CMD-05). */
export const listRelationships = (
  tx: Transaction,
  as: 'partner' | 'customer',
  organizationId: string,
  query: ListQuery,
): Promise<Page<RelationshipListItem>> => list(tx, as, organizationId, '', query);

/** The own customers that are also customers of the other organization, its provider or reseller (R-REL-04). */
export const listSharedCustomers = (
  tx: Transaction,
  organizationId: string,
  otherId: string,
  query: ListQuery,
): Promise<Page<RelationshipListItem>> => list(tx, 'shared', organizationId, otherId, query);

async function list(
  tx: Transaction,
  as: keyof typeof lists,
  mine: string,
  other: string,
  query: ListQuery,
): Promise<Page<RelationshipListItem>> {
  const { page, count } = lists[as][query.text === null ? 'whole' : 'narrowed'];
  const asked = {
    mine,
    other,
    pattern: query.text === null ? '' : containing(query.text),
    ...cursorOf(query.after),
  };
  const [rows, [counted]] = await Promise.all([page(tx, asked), count(tx, asked)]);
  const items = rows.map((row) => ({ ...relationshipDetailsOf(row), lacksAgreement: row.lacksAgreement }));
  return pageOf(items, counted?.total ?? 0, ({ relationship }) => ({
    at: relationship.since,
    id: relationship.id,
  }));
}

const isEndAsked = (given: Given<{ partnerId: string }>) =>
  and(eq(relationships.partnerId, given.partnerId), isActive, isNotNull(relationships.endAskedAt));

const selectEndAsked = statement((db, given: Given<{ partnerId: string }>) =>
  relationshipRows(db).where(isEndAsked(given)).orderBy(desc(relationships.endAskedAt)).limit(pageSize),
);

const countEndAsked = statement((_, given: Given<{ partnerId: string }>) =>
  countUpTo(sql`select 1 from ${relationships} where ${isEndAsked(given)}`),
);

/** A partner's relationships that the customer asks to end, latest request first (R-REL-02). */
export async function listEndAsked(
  tx: Transaction,
  partnerId: string,
): Promise<Pick<Page<RelationshipDetails>, 'items' | 'total'>> {
  const [rows, [counted]] = await Promise.all([
    selectEndAsked(tx, { partnerId }),
    countEndAsked(tx, { partnerId }),
  ]);
  return { items: rows.map(relationshipDetailsOf), total: counted?.total ?? 0 };
}
