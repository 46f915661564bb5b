import { and, desc, eq, isNotNull, type Placeholder, type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, alias } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../db/driver/client.ts';
import { type Builder, type Given, statement } from '../../db/driver/statement.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { partnerships } from '../../db/schema/partnerships.ts';
import { adminGrants, relationships } from '../../db/schema/relationships.ts';
import { lacksAgreement } from '../agreements/store.ts';
import type { OrganizationSummary } from '../kernel/organization.ts';
import type { Page } from '../kernel/page.ts';
import { after, countUpTo, type Place, pageOf, placeOf, rowsOfPage } from '../kernel/store/pages.ts';
import { containing, summaryColumns } from '../organizations/store.ts';
import type { PartnershipDetails, RelationshipDetails, RelationshipListItem } from './model/relationship.ts';
import type { DelegatedRole, RelationshipType } from './model/types.ts';

const partner = alias(organizations, 'partner');
const customer = alias(organizations, 'customer');

/** The roles in place for the relationship of the row. */
const rolesInPlace = sql<{ role: DelegatedRole; grantedAt: string }[]>`(
  select coalesce(json_agg(json_build_object('role', g.role, 'grantedAt', g.granted_at) order by g.role), '[]'::json)
  from ${adminGrants} g where g.relationship_id = ${relationships.id} and g.removed_at is null)`;

const relationshipColumns = {
  relationship: relationships,
  partner: summaryColumns(partner),
  customer: summaryColumns(customer),
  roles: rolesInPlace,
};

const relationshipRows = (tx: Builder) =>
  tx
    .select(relationshipColumns)
    .from(relationships)
    .innerJoin(partner, eq(partner.id, relationships.partnerId))
    .innerJoin(customer, eq(customer.id, relationships.customerId));

const listedRows = (tx: Builder) =>
  tx
    .select({ ...relationshipColumns, lacksAgreement: lacksAgreement(customer.id) })
    .from(relationships)
    .innerJoin(partner, eq(partner.id, relationships.partnerId))
    .innerJoin(customer, eq(customer.id, relationships.customerId));

type RelationshipRow = Awaited<ReturnType<typeof relationshipRows>>[number];

const relationshipDetailsOf = (row: RelationshipRow): RelationshipDetails => ({
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

interface Started {
  readonly id: string;
  readonly partnerId: string;
  readonly customerId: string;
  readonly type: RelationshipType;
  readonly since: Date;
}

/** A new relationship, active from now on. */
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

/** The same, with the row kept as it is until the transaction ends. */
export async function lockActiveRelationship(
  tx: Transaction,
  partnerId: string,
  customerId: string,
): Promise<RelationshipDetails | undefined> {
  // Sent together; the second statement sees what the first has waited for.
  const [, present] = await Promise.all([
    keepActive(tx, { partnerId, customerId }),
    activeRelationship(tx, partnerId, customerId),
  ]);
  return present;
}

/** What narrows a list: words that the other side's name or domain holds, and the key that the page begins after. */
export interface ListQuery {
  readonly text: string | null;
  readonly after: string | null;
}

const named = (
  side: { readonly name: AnyPgColumn; readonly domain: AnyPgColumn },
  pattern: string | Placeholder,
) => sql`(${side.name} ilike ${pattern} or ${side.domain} ilike ${pattern})`;

/** What a list is asked with; the pattern only where it is narrowed, the other partner only where they share. */
type Listed = Given<{ mine: string; pattern: string; other: string } & Place>;

function relationshipLists(as: 'partner' | 'customer', narrowed: boolean, shared = false) {
  const mine = as === 'partner' ? relationships.partnerId : relationships.customerId;
  const otherId = as === 'partner' ? relationships.customerId : relationships.partnerId;
  const other = as === 'partner' ? customer : partner;
  const from = narrowed
    ? sql`from ${relationships} join ${organizations} ${other} on ${other.id} = ${otherId}`
    : sql`from ${relationships}`;
  const wanted = (given: Listed) =>
    and(
      eq(mine, given.mine),
      sql`${relationships.state} = 'active'`,
      narrowed ? named(other, given.pattern) : undefined,
      shared ? sql`${otherId} in (select accord_shared_customers(${given.other}))` : undefined,
    );
  return {
    /** The page is settled before anything is looked up for its rows. */
    page: statement((db, given: Listed) => {
      const onPage = sql`
        select ${relationships.id} ${from}
        where ${and(wanted(given), after(given, relationships.since, relationships.id))}
        order by ${relationships.since} desc, ${relationships.id} desc limit ${sql.raw(String(rowsOfPage))}`;
      return listedRows(db)
        .where(sql`${relationships.id} = any (array(${onPage}))`)
        .orderBy(desc(relationships.since), desc(relationships.id));
    }),
    count: statement((_, given: Listed) => countUpTo(sql`select 1 ${from} where ${wanted(given)}`)),
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

/** The transaction's own customers that are also those of the other, its provider or its reseller (R-REL-04). */
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
    ...placeOf(query.after),
  };
  const [rows, [counted]] = await Promise.all([page(tx, asked), count(tx, asked)]);
  const items = rows.map((row) => ({ ...relationshipDetailsOf(row), lacksAgreement: row.lacksAgreement }));
  return pageOf(items, counted?.total ?? 0, ({ relationship }) => ({
    at: relationship.since,
    id: relationship.id,
  }));
}

/** How many rows there are, exactly up to 1,000. */
export async function count(tx: Transaction, rows: SQL): Promise<number> {
  const [row] = await tx.execute<{ total: number }>(countUpTo(rows));
  return row?.total ?? 0;
}

const selectDelegates = statement((db, given: Given<{ customerId: string }>) =>
  db
    .selectDistinct(summaryColumns(partner))
    .from(adminGrants)
    .innerJoin(partner, eq(partner.id, adminGrants.partnerId))
    .where(and(eq(adminGrants.customerId, given.customerId), sql`${adminGrants.removedAt} is null`))
    .orderBy(partner.name),
);

/** The partners that have delegated administration with a customer now (R-DAP-05). */
export async function delegatedPartners(
  tx: Transaction,
  customerId: string,
): Promise<readonly OrganizationSummary[]> {
  return selectDelegates(tx, { customerId });
}

/** The relationship with the partner that a customer names its partner of record; at most one (R-DAP-06). */
export async function relationshipOfRecord(
  tx: Transaction,
  customerId: string,
): Promise<RelationshipDetails | undefined> {
  const [row] = await relationshipRows(tx).where(
    and(eq(relationships.customerId, customerId), isNotNull(relationships.ofRecordSince)),
  );
  return row && relationshipDetailsOf(row);
}

/** A customer's active partners to choose from: the partner of record first, the others by name; at most `most`. */
export async function partnersToChoose(
  tx: Transaction,
  customerId: string,
  most: number,
): Promise<readonly OrganizationSummary[]> {
  return tx
    .select(summaryColumns(partner))
    .from(relationships)
    .innerJoin(partner, eq(partner.id, relationships.partnerId))
    .where(and(eq(relationships.customerId, customerId), eq(relationships.state, 'active')))
    .orderBy(sql`${relationships.ofRecordSince} is null`, sql`lower(${partner.name})`, partner.id)
    .limit(most);
}

const provider = alias(organizations, 'provider');
const reseller = alias(organizations, 'reseller');

const partnershipRows = (tx: Builder) =>
  tx
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

const selectActivePartnership = statement((db, given: Given<{ providerId: string; resellerId: string }>) =>
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
  const [row] = await selectActivePartnership(tx, { providerId, resellerId });
  return row;
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
  const wanted = and(
    eq(mine, organizationId),
    eq(partnerships.state, 'active'),
    query.text === null ? undefined : named(other, containing(query.text)),
  );
  const [rows, total] = await Promise.all([
    partnershipRows(tx)
      .where(and(wanted, after(placeOf(query.after), partnerships.since, partnerships.id)))
      .orderBy(desc(partnerships.since), desc(partnerships.id))
      .limit(rowsOfPage),
    count(
      tx,
      sql`select 1 from ${partnerships} join ${organizations} "provider" on ${provider.id} = ${partnerships.providerId} join ${organizations} "reseller" on ${reseller.id} = ${partnerships.resellerId} where ${wanted}`,
    ),
  ]);
  return pageOf(rows, total, ({ partnership }) => ({ at: partnership.since, id: partnership.id }));
}
