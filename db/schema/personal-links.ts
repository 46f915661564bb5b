import { index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './columns.ts';
import { invitations } from './invitations.ts';
import { organizations } from './organizations.ts';

/**
 * The personal links of invitations, each stored as the hash of its token and bound to one invitation (R-INV-03). A
 * sent invitation has one more for each reminder mail; all of them open it, and all stop working with it. A new version
 * of a draft replaces its link.
 */
export const personalLinks = pgTable(
  'personal_links',
  {
    tokenHash: bytea('token_hash').primaryKey(),
    invitationId: uuid('invitation_id')
      .notNull()
      .references(() => invitations.id),
    /** The sender; nobody else sees the row. */
    senderId: uuid('sender_id')
      .notNull()
      .references(() => organizations.id),
  },
  (table) => [index('personal_links_invitation').on(table.invitationId)],
);
