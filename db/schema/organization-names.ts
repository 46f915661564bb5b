import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { organizations } from './organizations.ts';

/**
 * What organizations are searched by: a copy of name and domain in small letters, kept by a trigger. Row-level security
 * keeps searches inside of a text away from every index, because it asks whose a row is before anything that could tell of
 * the row. Here nobody sees a row but the functions that search, as the owner, for the transaction's organization, and
 * tell ids of what it knows anyway (R-REL-06).
 *
 * The index for parts of a name is made at the start, where the database has the extension pg_trgm (`search-index.ts`).
 */
export const organizationNames = pgTable(
  'organization_names',
  {
    organizationId: uuid('organization_id')
      .primaryKey()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** Name and domain, with a line feed between them, which neither has. */
    searched: text('searched').notNull(),
  },
  // `show <name>`: the organizations that are called exactly so.
  (table) => [index('organization_names_name').on(table.name)],
);
