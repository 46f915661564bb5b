import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns.ts';
import { members } from './members.ts';
import { organizations } from './organizations.ts';

/** One-time codes that link a chat identity to a member (R-ID-04); only a hash is stored (R-SEC-04). */
export const linkCodes = pgTable(
  'link_codes',
  {
    hash: bytea('hash').primaryKey(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [index('link_codes_member').on(table.memberId)],
);

/** Wrong tries at personal links and link codes, by person; at most ten an hour (R-SEC-08). */
export const codeTries = pgTable(
  'code_tries',
  {
    id: uuid('id').primaryKey(),
    /** Platform, tenant and user in one text; the person may belong to no organization. */
    person: text('person').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [index('code_tries_person').on(table.person, table.at)],
);
