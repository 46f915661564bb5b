import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { invitationKinds, invitationStates, sendingWays } from '../../src/invitations/model/invitation.ts';
import { platforms } from '../../src/kernel/member.ts';
import { relationshipTypes } from '../../src/relationships/model/types.ts';
import { instant, oneOf } from './columns.ts';
import { organizations } from './organizations.ts';

/**
 * Requests of one organization that another accepts or declines. A draft was never sent; a sent one has its dates; a
 * final one has the date of its answer and never changes again (R-INV-01, by a trigger). Two organizations, or a sender
 * and an address, have at most one open invitation of a kind (R-INV-11).
 */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind', { enum: invitationKinds }).notNull(),
    state: text('state', { enum: invitationStates }).notNull(),
    senderId: uuid('sender_id')
      .notNull()
      .references(() => organizations.id),
    recipientId: uuid('recipient_id').references(() => organizations.id),
    recipientEmail: text('recipient_email'),
    type: text('type', { enum: relationshipTypes }),
    includesDap: boolean('includes_dap').notNull(),
    note: text('note'),
    draftedById: uuid('drafted_by_id'),
    draftedByName: text('drafted_by_name').notNull(),
    draftedByEmail: text('drafted_by_email').notNull(),
    draftedAt: instant('drafted_at').notNull(),
    sentAt: instant('sent_at'),
    sentBy: text('sent_by', { enum: sendingWays }),
    expiresAt: instant('expires_at'),
    redeemedAt: instant('redeemed_at'),
    /** The smallest number of days before expiry for which a reminder was sent; null: none yet (R-INV-10). */
    remindedAtDays: integer('reminded_at_days'),
    remindedAt: instant('reminded_at'),
    answeredById: uuid('answered_by_id'),
    answeredByName: text('answered_by_name'),
    answeredByEmail: text('answered_by_email'),
    answeredOn: text('answered_on', { enum: platforms }),
    answeredAt: instant('answered_at'),
    reason: text('reason'),
  },
  (table) => [
    uniqueIndex('invitations_open_between')
      .on(table.senderId, table.recipientId, table.kind)
      .where(sql`${table.state} in ('draft', 'sent') and ${table.recipientId} is not null`),
    uniqueIndex('invitations_open_to_address')
      .on(table.senderId, sql`lower(${table.recipientEmail})`, table.kind)
      .where(sql`${table.state} in ('draft', 'sent') and ${table.recipientId} is null`),
    // Pages and counts of `invitations`, sent and received; state and other side for row-level security.
    index('invitations_sent_page').on(
      table.senderId,
      table.draftedAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
      table.state,
      table.recipientId,
    ),
    index('invitations_received_page')
      .on(
        table.recipientId,
        table.draftedAt.desc().nullsFirst(),
        table.id.desc().nullsFirst(),
        table.state,
        table.senderId,
      )
      .where(sql`${table.state} <> 'draft'`),
    // The same of one state: `home`, and lists that name one.
    index('invitations_sent_state').on(
      table.senderId,
      table.state,
      table.draftedAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
      table.recipientId,
    ),
    index('invitations_received_state')
      .on(
        table.recipientId,
        table.state,
        table.draftedAt.desc().nullsFirst(),
        table.id.desc().nullsFirst(),
        table.senderId,
      )
      .where(sql`${table.state} <> 'draft'`),
    // `invitations <text>`: those with an organization that has the text in its name.
    index('invitations_sides').on(table.senderId, table.recipientId),
    // `invitations <text>`: those to an address.
    index('invitations_addressed')
      .on(table.senderId, table.draftedAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(sql`${table.recipientEmail} is not null`),
    index('invitations_waiting').on(table.expiresAt).where(sql`${table.state} = 'sent'`),
    check('invitations_state', oneOf('state', invitationStates)),
    check('invitations_type', oneOf('type', relationshipTypes)),
    check('invitations_sent_by', oneOf('sent_by', sendingWays)),
    check(
      'invitations_recipient_known',
      sql.raw(`"recipient_id" is not null or "recipient_email" is not null`),
    ),
    check('invitations_recipient_other', sql.raw(`"recipient_id" is distinct from "sender_id"`)),
    check('invitations_typed', sql.raw(`("kind" = 'indirect_provider') = ("type" is null)`)),
    check(
      'invitations_dates',
      sql.raw(
        `("state" = 'draft') = ("sent_at" is null) and ("sent_at" is null) = ("expires_at" is null) and ("sent_at" is null) = ("sent_by" is null) and ("state" in ('draft', 'sent')) = ("answered_at" is null)`,
      ),
    ),
  ],
);
