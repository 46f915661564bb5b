import { check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { platforms } from '../../src/kernel/member.ts';
import { instant, oneOf } from './columns.ts';
import { members } from './members.ts';
import { organizations } from './organizations.ts';

/**
 * A member's identity on a chat platform (R-ID-01). An identity belongs to one member; a member may have several, also
 * on one platform (R-ID-05). Also stores the person's language, time zone and address, as the platform last stated
 * them.
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
    /** Teams: the id that cards and direct messages are addressed to (`29:…`). */
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
