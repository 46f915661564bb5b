import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { relationshipStates } from '../../src/relationships/model/relationship.ts';
import { delegatedRoles, relationshipTypes } from '../../src/relationships/model/types.ts';
import { instant, oneOf } from './columns.ts';
import { organizations } from './organizations.ts';

/**
 * Partner ↔ customer: at most one active between two organizations (R-REL-01). Ended ones stay as history. A customer
 * has at most one partner of record among its active partners (R-DAP-06).
 */
export const relationships = pgTable(
  'relationships',
  {
    id: uuid('id').primaryKey(),
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => organizations.id),
    customerId: uuid('customer_id')
      .notNull()
      .references(() => organizations.id),
    state: text('state', { enum: relationshipStates }).notNull(),
    type: text('type', { enum: relationshipTypes }).notNull(),
    since: instant('since').notNull(),
    endedAt: instant('ended_at'),
    /** The customer has asked the partner to end it and has no answer yet (R-REL-02). */
    endAskedAt: instant('end_asked_at'),
    /** Since when the partner is the customer's partner of record; null if it is not. */
    ofRecordSince: instant('of_record_since'),
  },
  (table) => [
    uniqueIndex('relationships_active')
      .on(table.partnerId, table.customerId)
      .where(sql`${table.state} = 'active'`),
    uniqueIndex('relationships_of_record')
      .on(table.customerId)
      .where(sql`${table.ofRecordSince} is not null`),
    // Pages and counts of `customers` and `partners`. The other side is in the key so that row-level security, which asks
    // for both, is answered by the index alone.
    index('relationships_partner_page')
      .on(table.partnerId, table.since.desc().nullsFirst(), table.id.desc().nullsFirst(), table.customerId)
      .where(sql`${table.state} = 'active'`),
    index('relationships_customer_page')
      .on(table.customerId, table.since.desc().nullsFirst(), table.id.desc().nullsFirst(), table.partnerId)
      .where(sql`${table.state} = 'active'`),
    // `home`: the customers that ask to end it.
    index('relationships_end_asked')
      .on(table.partnerId, table.endAskedAt.desc().nullsFirst())
      .where(sql`${table.endAskedAt} is not null`),
    check('relationships_state', oneOf('state', relationshipStates)),
    check('relationships_type', oneOf('type', relationshipTypes)),
    check('relationships_other', sql.raw(`"partner_id" <> "customer_id"`)),
    check('relationships_of_record_active', sql.raw(`"state" = 'active' or "of_record_since" is null`)),
    check('relationships_ended', sql.raw(`("state" = 'ended') = ("ended_at" is not null)`)),
  ],
);

/**
 * Admin roles that a customer granted a partner in its tenant (DAP). A relationship has each role at most once. If the
 * customer's policy is `single`, its grants are exclusive: no second partner can hold the same role (R-DAP-05). A
 * removed grant stays as history.
 */
export const adminGrants = pgTable(
  'admin_grants',
  {
    id: uuid('id').primaryKey(),
    relationshipId: uuid('relationship_id')
      .notNull()
      .references(() => relationships.id),
    partnerId: uuid('partner_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    role: text('role', { enum: delegatedRoles }).notNull(),
    exclusive: boolean('exclusive').notNull(),
    grantedAt: instant('granted_at').notNull(),
    removedAt: instant('removed_at'),
  },
  (table) => [
    uniqueIndex('admin_grants_in_place')
      .on(table.relationshipId, table.role)
      .where(sql`${table.removedAt} is null`),
    uniqueIndex('admin_grants_exclusive')
      .on(table.customerId, table.role)
      .where(sql`${table.removedAt} is null and ${table.exclusive}`),
    index('admin_grants_customer').on(table.customerId),
    check('admin_grants_role', oneOf('role', delegatedRoles)),
  ],
);
