import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Filter } from '../../src/notifications/model/filter.ts';
import { instant } from './columns.ts';
import { conversations } from './conversations.ts';
import { organizations } from './organizations.ts';

/**
 * A channel's subscription: kinds of events and a filter (R-NOTE-01). A channel subscribes only to events of its own
 * organization (R-AUD-02); the same expression twice is one subscription.
 */
export const subscriptions = pgTable(
  'subscriptions',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** Kinds of events, or `everything`, which includes kinds that are added later. */
    kinds: text('kinds').array().notNull(),
    filter: jsonb('filter').$type<Filter>(),
    /** The canonical text of kinds and filter, as `notify list` shows it. */
    expression: text('expression').notNull(),
    createdByName: text('created_by_name').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('subscriptions_expression').on(table.conversationId, table.expression),
    index('subscriptions_organization').on(table.organizationId),
    check('subscriptions_kinds', sql.raw('cardinality("kinds") > 0')),
  ],
);
