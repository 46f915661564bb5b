import { index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { organizations } from './organizations.ts';

/**
 * Which organization may see another's details: a row for each direction, written when an invitation reaches its
 * recipient and never deleted, so that history stays readable (R-REL-06).
 */
export const knownOrganizations = pgTable(
  'known_organizations',
  {
    viewerId: uuid('viewer_id')
      .notNull()
      .references(() => organizations.id),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
  },
  (table) => [
    primaryKey({ columns: [table.viewerId, table.organizationId] }),
    index('known_organizations_organization').on(table.organizationId),
  ],
);
