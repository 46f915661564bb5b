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
import { instant, oneOf } from './columns.ts';
import { conversations } from './conversations.ts';

/** `set_aside`: the platform rejects it for good; it waits for the operator while later ones are sent (R-NOTE-09). */
export const deliveryStates = ['waiting', 'done', 'dropped', 'set_aside'] as const;

/**
 * One act's message for one conversation: written after the act has committed, sent in the order of ids within a
 * conversation (R-AUD-03).
 */
export const deliveries = pgTable(
  'deliveries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    actId: uuid('act_id').notNull(),
    /** The act's entries that change cards in the conversation or are announced there, in order. */
    entryIds: bigint('entry_ids', { mode: 'number' }).array().notNull(),
    /** Those that are announced, in one message; if empty, only existing cards change. */
    toldIds: bigint('told_ids', { mode: 'number' }).array().notNull().default(sql`'{}'`),
    /**
     * Why the conversation is notified: the subscription's expression, 'approvals' or 'sender'; null if only cards
     * change.
     */
    reason: text('reason'),
    state: text('state', { enum: deliveryStates }).notNull().default('waiting'),
    /** Failed tries, and how many of them the platform rejected for an unknown reason. */
    attempts: integer('attempts').notNull().default(0),
    rejections: integer('rejections').notNull().default(0),
    /** The platform rejects the card, so its words are sent as plain text (R-NOTE-09). */
    isPlain: boolean('is_plain').notNull().default(false),
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull().defaultNow(),
    doneAt: instant('done_at'),
  },
  (table) => [
    uniqueIndex('deliveries_once').on(table.conversationId, table.actId),
    index('deliveries_waiting').on(table.conversationId, table.id).where(sql`${table.state} = 'waiting'`),
    /** Finds cards that are still to be sent when a later act changes their subject. */
    index('deliveries_waiting_act').on(table.actId).where(sql`${table.state} = 'waiting'`),
    /** Finds deliveries that the operator must look at. */
    index('deliveries_set_aside').on(table.id).where(sql`${table.state} = 'set_aside'`),
    /** Deletes deliveries that ended long ago. */
    index('deliveries_finished').on(table.doneAt).where(sql`${table.state} in ('done', 'dropped')`),
    check('deliveries_state', oneOf('state', deliveryStates)),
  ],
);

/** Cards that the bot has posted, by their subject: all of them change with it (R-AUD-04). */
export const posts = pgTable(
  'posts',
  {
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    ref: text('ref').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id').notNull(),
    /** Why the channel got it, as shown on the card (R-NOTE-01). */
    reason: text('reason'),
    postedAt: instant('posted_at').notNull(),
    /**
     * The last delivery that changed it. If the platform limits the calls, the delivery continues with the other cards
     * later.
     */
    changedFor: bigint('changed_for', { mode: 'number' }),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.ref] }),
    index('posts_subject').on(table.subjectKind, table.subjectId),
  ],
);
