import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { relationshipStates } from '../../src/relationships/model/relationship.ts';
import { instant, oneOf } from './columns.ts';
import { organizations } from './organizations.ts';

/** Indirect provider ↔ indirect reseller: at most one active between two organizations (R-IND-03). */
export const partnerships = pgTable(
  'partnerships',
  {
    id: uuid('id').primaryKey(),
    providerId: uuid('provider_id')
      .notNull()
      .references(() => organizations.id),
    resellerId: uuid('reseller_id')
      .notNull()
      .references(() => organizations.id),
    state: text('state', { enum: relationshipStates }).notNull(),
    /** The provider's administrator access to the reseller's work account; can be removed separately (R-IND-04). */
    adminAccess: boolean('admin_access').notNull(),
    since: instant('since').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    uniqueIndex('partnerships_active')
      .on(table.providerId, table.resellerId)
      .where(sql`${table.state} = 'active'`),
    // Pages and counts of `resellers` and `providers`; the other side for row-level security.
    index('partnerships_provider_page')
      .on(table.providerId, table.since.desc().nullsFirst(), table.id.desc().nullsFirst(), table.resellerId)
      .where(sql`${table.state} = 'active'`),
    index('partnerships_reseller_page')
      .on(table.resellerId, table.since.desc().nullsFirst(), table.id.desc().nullsFirst(), table.providerId)
      .where(sql`${table.state} = 'active'`),
    check('partnerships_state', oneOf('state', relationshipStates)),
    check('partnerships_other', sql.raw(`"provider_id" <> "reseller_id"`)),
  ],
);
