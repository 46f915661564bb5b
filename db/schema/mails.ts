import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { invitations } from './invitations.ts';
import { organizations } from './organizations.ts';

/**
 * Mail for the system to send. The text contains a personal link, so it is stored encrypted and only until it is sent
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
    /** Addresses, subject and text as one JSON, encrypted. */
    content: text('content'),
    createdAt: instant('created_at').notNull(),
    /** When to send it; null if it was sent, has failed, or is no longer needed. */
    dueAt: instant('due_at'),
    /** The sender's lease and its end. */
    leaseId: uuid('lease_id'),
    leasedUntil: instant('leased_until'),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    sentAt: instant('sent_at'),
    failedAt: instant('failed_at'),
  },
  (table) => [
    index('mails_invitation').on(table.invitationId),
    /** Finds due mail, one organization after the other. */
    index('mails_due').on(table.organizationId, table.dueAt).where(sql`${table.dueAt} is not null`),
    /** Deletes mail that ended long ago. */
    index('mails_finished').on(table.createdAt).where(sql`${table.dueAt} is null`),
  ],
);
