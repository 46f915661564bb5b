import { index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { members } from './members.ts';
import { organizations } from './organizations.ts';
import { relationships } from './relationships.ts';

/**
 * Who at a partner supports a customer: at most one for each relationship, and it goes out of use with it (R-SUP-01).
 * Both organizations stand in the row for its policy: both read it, the partner alone writes it, and the customer may
 * read the member that it names.
 */
export const supportContacts = pgTable(
  'support_contacts',
  {
    relationshipId: uuid('relationship_id')
      .primaryKey()
      .references(() => relationships.id),
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => organizations.id),
    customerId: uuid('customer_id')
      .notNull()
      .references(() => organizations.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    assignedAt: instant('assigned_at').notNull(),
  },
  // Serves the policy by which a customer reads the member.
  (table) => [index('support_contacts_member').on(table.memberId, table.customerId)],
);
