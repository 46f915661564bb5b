import { index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './columns.ts';
import { invitations } from './invitations.ts';
import { organizations } from './organizations.ts';

/**
 * The personal links of invitations, each kept as the hash of its token and bound to one invitation (R-INV-03). A sent
 * invitation has a further one for each mail that reminds of it; all of them open it, and all of them die with it. A
 * draft's links give way to the one of its latest text.
 */
export const personalLinks = pgTable(
  'personal_links',
  {
    tokenHash: bytea('token_hash').primaryKey(),
    invitationId: uuid('invitation_id')
      .notNull()
      .references(() => invitations.id),
    /** Whose links these are: nobody else sees the row. */
    senderId: uuid('sender_id')
      .notNull()
      .references(() => organizations.id),
  },
  (table) => [index('personal_links_invitation').on(table.invitationId)],
);
