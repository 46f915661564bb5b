import { sql } from 'drizzle-orm';
import { boolean, char, check, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { clouds, delegationPolicies, programmes } from '../../src/kernel/organization.ts';
import { instant, oneOf } from './columns.ts';

/**
 * Companies and schools. One organization has one tenant and one primary domain, shared with no other (R-ORG-01).
 * Without a programme it is a customer only. Its row is visible to itself, to organizations it has dealt with
 * (`known_organizations`) and to those who draft an invitation to it; others find it by its exact domain only, through
 * `accord_find_organization` (R-REL-06).
 */
export const organizations = pgTable(
  'organizations',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    domain: text('domain').notNull(),
    tenantId: uuid('tenant_id').notNull(),
    country: char('country', { length: 2 }).notNull(),
    cloud: text('cloud', { enum: clouds }).notNull(),
    language: text('language').notNull(),
    programme: text('programme', { enum: programmes }),
    mpnId: text('mpn_id'),
    mayAskForDap: boolean('may_ask_for_dap').notNull().default(false),
    delegatedAdministrators: text('delegated_administrators', { enum: delegationPolicies })
      .notNull()
      .default('single'),
    invitationDays: integer('invitation_days').notNull().default(90),
    reminderDays: integer('reminder_days').array().notNull().default(sql`'{30,7,1}'`),
    /** Whether its MPSA partners see purchases made through each other (R-TYPE-06). */
    sharesMpsaPurchases: boolean('shares_mpsa_purchases').notNull().default(false),
    /** The channel for approvals; null: approvers get direct messages (R-NOTE-04). */
    approvalsConversationId: uuid('approvals_conversation_id'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('organizations_domain').on(table.domain),
    uniqueIndex('organizations_tenant').on(table.tenantId),
    check('organizations_domain_spelling', sql`${table.domain} = lower(${table.domain})`),
    check('organizations_country', sql`${table.country} ~ '^[A-Z]{2}$'`),
    check('organizations_cloud', oneOf('cloud', clouds)),
    check('organizations_programme', oneOf('programme', programmes)),
    check('organizations_delegated_administrators', oneOf('delegated_administrators', delegationPolicies)),
    check('organizations_invitation_days', sql`${table.invitationDays} between 1 and 365`),
  ],
);
