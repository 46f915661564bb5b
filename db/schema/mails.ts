import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
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
    sentAt: instant('sent_at'),
    failedAt: instant('failed_at'),
  },
  (table) => [index('mails_invitation').on(table.invitationId)],
);
