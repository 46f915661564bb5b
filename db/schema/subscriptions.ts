import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Filter } from '../../src/notifications/model/filter.ts';
import { instant } from './columns.ts';
import { conversations } from './conversations.ts';
import { organizations } from './organizations.ts';

/**
 * What a channel asked to be told: kinds of events and a filter (R-NOTE-01). A channel subscribes to the events of its
 * own organization alone (R-AUD-02); the same words twice are one subscription.
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
    /** Kinds and filter in their one spelling, as `notify list` shows them. */
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
