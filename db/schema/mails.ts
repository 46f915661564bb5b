import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { invitations } from './invitations.ts';
import { organizations } from './organizations.ts';

/**
 * Mail that the system is to send. The text holds a personal link, so it is kept encrypted and only until it has gone
 * (R-INV-03, R-SEC-04).
 */
export const mails = pgTable(
  'mails',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    invitationId: uuid('invitation_id').references(() => invitations.id),
    /** Addresses, encrypted together with subject and text as one JSON. */
    content: text('content'),
    createdAt: instant('created_at').notNull(),
    /** When it is to be sent; null once it has gone, has failed, or is of no use any more. */
    dueAt: instant('due_at'),
    /** Who sends it now, and until when nobody else does. */
    leaseId: uuid('lease_id'),
    leasedUntil: instant('leased_until'),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    sentAt: instant('sent_at'),
    failedAt: instant('failed_at'),
  },
  (table) => [
    index('mails_invitation').on(table.invitationId),
    /** Looking for what is due, one organization after the other. */
    index('mails_due').on(table.organizationId, table.dueAt).where(sql`${table.dueAt} is not null`),
    /** Deleting what was finished long ago. */
    index('mails_finished').on(table.createdAt).where(sql`${table.dueAt} is null`),
  ],
);
