import { check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { platforms } from '../../src/kernel/member.ts';
import { instant, oneOf } from './columns.ts';
import { members } from './members.ts';
import { organizations } from './organizations.ts';

/**
 * How a chat platform vouches for a member (R-ID-01). One identity is one member's; a member may have several, one on
 * each platform or more (R-ID-05). What the platform last said about the person's language, zone and address rides
 * along.
 */
export const chatIdentities = pgTable(
  'chat_identities',
  {
    platform: text('platform', { enum: platforms }).notNull(),
    tenant: text('tenant').notNull(),
    user: text('user').notNull(),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    /** Teams: the id that cards and direct messages are addressed by (`29:…`). */
    address: text('address'),
    locale: text('locale'),
    timeZone: text('time_zone'),
    linkedAt: instant('linked_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.platform, table.tenant, table.user] }),
    index('chat_identities_member').on(table.memberId),
    index('chat_identities_organization').on(table.organizationId),
    check('chat_identities_platform', oneOf('platform', platforms)),
  ],
);
