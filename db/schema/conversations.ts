import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { platforms } from '../../src/kernel/member.ts';
import { instant, oneOf } from './columns.ts';
import { members } from './members.ts';
import { organizations } from './organizations.ts';

export const conversationKinds = ['channel', 'direct'] as const;

/**
 * Where the bot posts on its own: channels, and direct messages with a member, which may not have been opened yet
 * (`external_id` null). Deliveries of one conversation go out one by one, in order: whoever sends there holds its lease,
 * and `not_before` is its pace or the platform's Retry-After. A paused conversation could not be reached when it was
 * last tried, and `not_before` is when it may be tried again (R-NOTE-08).
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
    /** A direct message: whose, and by which chat user id it is opened. */
    memberId: uuid('member_id').references(() => members.id, { onDelete: 'cascade' }),
    user: text('user'),
    serviceUrl: text('service_url'),
    notBefore: instant('not_before'),
    /** When something is to be sent there; null while nothing is. */
    dueAt: instant('due_at'),
    /** Who sends there now, and until when nobody else does; a sender that died loses it by that time. */
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
    /** Looking for what is due, one workspace after the other. */
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
