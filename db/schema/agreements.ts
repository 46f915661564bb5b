import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { agreementKinds } from '../../src/agreements/model.ts';
import { platforms } from '../../src/kernel/member.ts';
import { instant, oneOf } from './columns.ts';
import { organizations } from './organizations.ts';

/** Published documents; everybody may read them. The version published last is required (R-AGR-06). */
export const agreements = pgTable(
  'agreements',
  {
    kind: text('kind', { enum: agreementKinds }).notNull(),
    version: text('version').notNull(),
    locale: text('locale').notNull(),
    url: text('url').notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.version, table.locale] }),
    check('agreements_kind', oneOf('kind', agreementKinds)),
    check('agreements_url', sql`${table.url} ~ '^https?://'`),
  ],
);

/** A customer's acceptance of a version: one for each version, never changed or deleted (R-AGR-02, by a trigger). */
export const agreementAcceptances = pgTable(
  'agreement_acceptances',
  {
    id: uuid('id').primaryKey(),
    /** The customer on whose behalf it was accepted. */
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    kind: text('kind', { enum: agreementKinds }).notNull(),
    version: text('version').notNull(),
    locale: text('locale').notNull(),
    memberId: uuid('member_id').notNull(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    at: instant('at').notNull(),
    platform: text('platform', { enum: platforms }),
    workspace: text('workspace'),
    conversation: text('conversation'),
  },
  (table) => [
    uniqueIndex('agreement_acceptances_version').on(table.organizationId, table.kind, table.version),
    index('agreement_acceptances_latest').on(table.organizationId, table.kind, table.at),
  ],
);

/** A partner's request that a customer accept the current version (R-AGR-05); one for each version. */
export const agreementRequests = pgTable(
  'agreement_requests',
  {
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => organizations.id),
    customerId: uuid('customer_id')
      .notNull()
      .references(() => organizations.id),
    kind: text('kind', { enum: agreementKinds }).notNull(),
    version: text('version').notNull(),
    askedByName: text('asked_by_name').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.partnerId, table.customerId, table.kind, table.version] }),
    index('agreement_requests_customer').on(table.customerId),
  ],
);
