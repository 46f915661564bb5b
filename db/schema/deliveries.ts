import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

import { auditEntries } from './audit-entries.ts';
import { instant, oneOf } from './columns.ts';
import { conversations } from './conversations.ts';

export const deliveryStates = ['waiting', 'done', 'dropped'] as const;

/**
 * That a conversation is to hear of an entry: written in the act's own transaction, sent in the order of ids within a
 * conversation, once the act has committed (R-AUD-03). A conversation hears of an entry once.
 */
export const deliveries = pgTable(
  'deliveries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    entryId: bigint('entry_id', { mode: 'number' })
      .notNull()
      .references(() => auditEntries.id),
    /** `false`: only cards that stand there already change; `true`: the conversation is told of the entry itself. */
    postsMessage: boolean('posts_message').notNull(),
    /** Why it hears of it: the subscription's words, 'approvals', 'sender'; null where only cards change. */
    reason: text('reason'),
    state: text('state', { enum: deliveryStates }).notNull().default('waiting'),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull().defaultNow(),
    doneAt: instant('done_at'),
  },
  (table) => [
    uniqueIndex('deliveries_once').on(table.conversationId, table.entryId),
    index('deliveries_waiting').on(table.conversationId, table.id).where(sql`${table.state} = 'waiting'`),
    index('deliveries_waiting_entry').on(table.entryId).where(sql`${table.state} = 'waiting'`),
    check('deliveries_state', oneOf('state', deliveryStates)),
  ],
);

/** Cards that the bot has posted, by what they stand for: all of them change when it does (R-AUD-04). */
export const posts = pgTable(
  'posts',
  {
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    ref: text('ref').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id').notNull(),
    /** Why the channel got it, as the card says (R-NOTE-01). */
    reason: text('reason'),
    postedAt: instant('posted_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.ref] }),
    index('posts_subject').on(table.subjectKind, table.subjectId),
  ],
);
