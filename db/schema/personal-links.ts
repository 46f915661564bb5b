import { index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns.ts';
import { invitations } from './invitations.ts';
import { organizations } from './organizations.ts';

/**
 * The personal links of invitations, each stored as the hash of its token and bound to one invitation (R-INV-03). A
 * reminder mail has a link of its own, which replaces the earlier ones when it is sent; all stop working with the
 * invitation. A new version of a draft replaces its link.
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
    /** When a newer mail's link replaced this one, which then only leads to a page that says so. */
    replacedAt: instant('replaced_at'),
  },
  (table) => [index('personal_links_invitation').on(table.invitationId)],
);
