import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { platforms } from '../../src/kernel/member.ts';
import { instant, oneOf } from './columns.ts';
import { members } from './members.ts';
import { organizations } from './organizations.ts';

export const conversationKinds = ['channel', 'direct'] as const;

/**
 * Where the bot posts: channels, and direct messages with a member, which may not have been opened yet (`external_id`
 * null). A conversation's deliveries are sent one at a time, in order: the sender holds its lease, and `not_before` is
 * the pace or the platform's Retry-After. A paused conversation could not be reached at the last try; `not_before` is
 * then the time of the next try (R-NOTE-08).
 */
export const conversations = pgTable(
  'conversations',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    kind: text('kind', { enum: conversationKinds }).notNull(),
    platform: text('platform', { enum: platforms }).notNull(),
    workspace: text('workspace').notNull(),
    externalId: text('external_id'),
    /** For a direct message: its member, and the chat user id to open it with. */
    memberId: uuid('member_id').references(() => members.id, { onDelete: 'cascade' }),
    user: text('user'),
    serviceUrl: text('service_url'),
    notBefore: instant('not_before'),
    /** When something is to be sent; null if nothing is. */
    dueAt: instant('due_at'),
    /** The sender's lease and its end; if the sender died, another one can take over after that. */
    leaseId: uuid('lease_id'),
    leasedUntil: instant('leased_until'),
    pausedAt: instant('paused_at'),
    pausedReason: text('paused_reason'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('conversations_channel')
      .on(table.platform, table.workspace, table.externalId)
      .where(sql`${table.kind} = 'channel'`),
    uniqueIndex('conversations_direct')
      .on(table.platform, table.workspace, table.user)
      .where(sql`${table.kind} = 'direct'`),
    index('conversations_organization').on(table.organizationId),
    index('conversations_member').on(table.memberId),
    /** Finds due conversations, one workspace after the other. */
    index('conversations_due')
      .on(table.platform, table.organizationId, table.workspace, table.dueAt)
      .where(sql`${table.dueAt} is not null`),
    check('conversations_platform', oneOf('platform', platforms)),
    check('conversations_kind', oneOf('kind', conversationKinds)),
    check(
      'conversations_shape',
      sql.raw(
        `("kind" = 'channel' and "external_id" is not null) or ("kind" = 'direct' and "member_id" is not null and "user" is not null)`,
      ),
    ),
  ],
);
