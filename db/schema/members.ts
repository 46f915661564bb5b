import { sql } from 'drizzle-orm';
import { check, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { adminRoles, agentRoles } from '../../src/kernel/member.ts';
import { instant, oneOf } from './columns.ts';
import { organizations } from './organizations.ts';

/**
 * The members of an organization. Both role levels are stated: an agent role or explicitly none, and the admin roles or
 * explicitly none (ROLE). An address is unique in its organization, ignoring case.
 */
export const members = pgTable(
  'members',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    name: text('name').notNull(),
    email: text('email').notNull(),
    agentRole: text('agent_role', { enum: agentRoles }).notNull(),
    adminRoles: text('admin_roles', { enum: adminRoles }).array().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('members_email').on(table.organizationId, sql`lower(${table.email})`),
    check('members_agent_role', oneOf('agent_role', agentRoles)),
    check(
      'members_admin_roles',
      sql.raw(`"admin_roles" <@ array[${adminRoles.map((role) => `'${role}'`).join(', ')}]::text[]`),
    ),
  ],
);
