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

/** `set_aside`: the platform rejects it for good; it waits for the operator, and what follows goes out (R-NOTE-09). */
export const deliveryStates = ['waiting', 'done', 'dropped', 'set_aside'] as const;

/**
 * That a conversation is to hear of an act, once: written after the act has committed, sent in the order of ids within a
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
    /** The entries of the act that change cards in the conversation or that it is told of, in order. */
    entryIds: bigint('entry_ids', { mode: 'number' }).array().notNull(),
    /** Those of them that it is told of, in one message; none: only cards that stand there change. */
    toldIds: bigint('told_ids', { mode: 'number' }).array().notNull().default(sql`'{}'`),
    /** Why it hears of it: the subscription's words, 'approvals', 'sender'; null where only cards change. */
    reason: text('reason'),
    state: text('state', { enum: deliveryStates }).notNull().default('waiting'),
    /** Tries that failed, and among them those that the platform rejected without our knowing why. */
    attempts: integer('attempts').notNull().default(0),
    rejections: integer('rejections').notNull().default(0),
    /** The platform does not take the card: its words are sent as plain text (R-NOTE-09). */
    isPlain: boolean('is_plain').notNull().default(false),
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull().defaultNow(),
    doneAt: instant('done_at'),
  },
  (table) => [
    uniqueIndex('deliveries_once').on(table.conversationId, table.actId),
    index('deliveries_waiting').on(table.conversationId, table.id).where(sql`${table.state} = 'waiting'`),
    /** Cards that are still on their way, when a later act changes their subject. */
    index('deliveries_waiting_act').on(table.actId).where(sql`${table.state} = 'waiting'`),
    /** What the operator has to look at. */
    index('deliveries_set_aside').on(table.id).where(sql`${table.state} = 'set_aside'`),
    /** Deleting what was finished long ago. */
    index('deliveries_finished').on(table.doneAt).where(sql`${table.state} in ('done', 'dropped')`),
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
    /** The last delivery for which it was changed: a platform that takes a few calls at a time finishes all the same. */
    changedFor: bigint('changed_for', { mode: 'number' }),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.ref] }),
    index('posts_subject').on(table.subjectKind, table.subjectId),
  ],
);
