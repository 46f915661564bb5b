import { index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { members } from './members.ts';
import { organizations } from './organizations.ts';
import { relationships } from './relationships.ts';

/**
 * Who at a partner supports a customer: at most one for each relationship, and unused once that ends (R-SUP-01). The
 * row contains both organizations for its policy: both read it, only the partner writes it, and the customer may read
 * the named member.
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
  // Serves the policy that lets a customer read the member.
  (table) => [index('support_contacts_member').on(table.memberId, table.customerId)],
);
