import { check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { platforms } from '../../src/kernel/member.ts';
import { instant, oneOf } from './columns.ts';
import { organizations } from './organizations.ts';

/**
 * Slack workspaces and Entra tenants in which the bot is installed. An organization may have several; each belongs to
 * one organization (R-ID-03). Bot tokens are stored encrypted (R-SEC-04).
 */
export const workspaces = pgTable(
  'workspaces',
  {
    platform: text('platform', { enum: platforms }).notNull(),
    id: text('id').notNull(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    botToken: text('bot_token'),
    connectedAt: instant('connected_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.platform, table.id] }),
    index('workspaces_organization').on(table.organizationId),
    check('workspaces_platform', oneOf('platform', platforms)),
  ],
);
