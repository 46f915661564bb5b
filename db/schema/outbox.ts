import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core';
import type { EntryFacts, ListenedEntry } from '../../src/kernel/audit.ts';
import { instant } from './columns.ts';
import { organizations } from './organizations.ts';

/**
 * The acts that still have to be delivered: one row for each organization that an act concerns, written together with
 * the audit entries and deleted once every conversation has its delivery (R-AUD-03). An organization's rows are
 * processed in the order of their ids, which is the order in which acts on the same relationship were committed.
 */
export const outbox = pgTable(
  'outbox',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    actId: uuid('act_id').notNull(),
    entryIds: bigint('entry_ids', { mode: 'number' }).array().notNull(),
    /** The values of each entry that subscriptions filter by, in the same order. */
    facts: jsonb('facts').$type<readonly EntryFacts[]>().notNull(),
    /** Entries that the organization is notified of although it is neither of their sides. */
    listens: jsonb('listens').$type<readonly ListenedEntry[]>().notNull(),
    /** The channels up to this one have their deliveries; null: none has. */
    after: uuid('after'),
    /** The entries that at least one of those channels is notified of. */
    heard: bigint('heard', { mode: 'number' }).array().notNull().default(sql`'{}'`),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [index('outbox_organization').on(table.organizationId, table.id)],
);
