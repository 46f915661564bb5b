import { and, desc, eq, isNotNull, type Placeholder, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Builder, type Given, statement } from '../../../db/driver/statement.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import { relationships } from '../../../db/schema/relationships.ts';
import { lacksAgreement } from '../../agreements/index.ts';
import { type ListQuery, type Page, pageSize } from '../../kernel/page.ts';
import {
  after,
  containing,
  count,
  countUpTo,
  cursorOf,
  type PageCursor,
  pageOf,
  rowsOfPage,
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

const named = (
  side: { readonly name: AnyPgColumn; readonly domain: AnyPgColumn },
  pattern: string | Placeholder,
) => sql`(${side.name} ilike ${pattern} or ${side.domain} ilike ${pattern})`;

/** The parameters of a list; `pattern` only with a search text, `other` only for shared customers. */
type ListParameters = Given<{ mine: string; pattern: string; other: string } & PageCursor>;

function relationshipLists(as: 'partner' | 'customer', narrowed: boolean, shared = false) {
  const mine = as === 'partner' ? relationships.partnerId : relationships.customerId;
  const otherId = as === 'partner' ? relationships.customerId : relationships.partnerId;
  const other = as === 'partner' ? customer : partner;
  const from = narrowed
    ? sql`from ${relationships} join ${organizations} ${other} on ${other.id} = ${otherId}`
    : sql`from ${relationships}`;
  const wanted = (given: ListParameters) =>
    and(
      eq(mine, given.mine),
      sql`${relationships.state} = 'active'`,
      narrowed ? named(other, given.pattern) : undefined,
      shared ? sql`${otherId} in (select accord_shared_customers(${given.other}))` : undefined,
    );
  return {
    /** Finds the page's ids first, then reads the details of its rows. */
    page: statement((db, given: ListParameters) => {
      const onPage = sql`
        select ${relationships.id} ${from}
        where ${and(wanted(given), after(given, relationships.since, relationships.id))}
        order by ${relationships.since} desc, ${relationships.id} desc limit ${sql.raw(String(rowsOfPage))}`;
      return listedRows(db)
        .where(sql`${relationships.id} = any (array(${onPage}))`)
        .orderBy(desc(relationships.since), desc(relationships.id));
    }),
    count: statement((_, given: ListParameters) => countUpTo(sql`select 1 ${from} where ${wanted(given)}`)),
  };
}

const lists = {
  partner: { whole: relationshipLists('partner', false), narrowed: relationshipLists('partner', true) },
  customer: { whole: relationshipLists('customer', false), narrowed: relationshipLists('customer', true) },
  shared: {
    whole: relationshipLists('partner', false, true),
    narrowed: relationshipLists('partner', true, true),
  },
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

/** A partner's relationships that the customer asks to end, latest request first (R-REL-02). */
export async function listEndAsked(
  tx: Transaction,
  partnerId: string,
): Promise<Pick<Page<RelationshipDetails>, 'items' | 'total'>> {
  const wanted = and(
    eq(relationships.partnerId, partnerId),
    eq(relationships.state, 'active'),
    isNotNull(relationships.endAskedAt),
  );
  const [rows, total] = await Promise.all([
    relationshipRows(tx).where(wanted).orderBy(desc(relationships.endAskedAt)).limit(pageSize),
    count(tx, sql`select 1 from ${relationships} where ${wanted}`),
  ]);
  return { items: rows.map(relationshipDetailsOf), total };
}
