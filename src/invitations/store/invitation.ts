import { eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Builder, type Given, statement } from '../../../db/driver/statement.ts';
import { invitations } from '../../../db/schema/invitations.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import type { Platform } from '../../kernel/member.ts';
import type { DelegationPolicy } from '../../kernel/organization.ts';
import { summaryColumns } from '../../organizations/index.ts';
import type { Invitation, InvitationSides, InvitationState, SendingWay } from '../model/invitation.ts';

export const invitationOf = (row: typeof invitations.$inferSelect): Invitation => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  senderId: row.senderId,
  recipientId: row.recipientId,
  recipientEmail: row.recipientEmail,
  type: row.type,
  includesDap: row.includesDap,
  note: row.note,
  draftedBy: { memberId: row.draftedById, name: row.draftedByName, email: row.draftedByEmail },
  draftedAt: row.draftedAt,
  sentAt: row.sentAt,
  sentBy: row.sentBy,
  expiresAt: row.expiresAt,
  answer: row.answeredAt && {
    by:
      row.answeredByName === null
        ? null
        : { memberId: row.answeredById, name: row.answeredByName, email: row.answeredByEmail ?? '' },
    at: row.answeredAt,
    reason: row.reason,
    platform: row.answeredOn,
  },
});

const selectInvitation = statement((db, given: Given<{ id: string }>) =>
  db.select().from(invitations).where(eq(invitations.id, given.id)),
);

const selectInvitationToAnswer = statement((db, given: Given<{ id: string }>) =>
  db.select().from(invitations).where(eq(invitations.id, given.id)).for('update'),
);

/** An invitation that the transaction may see. */
export async function loadInvitation(tx: Transaction, id: string): Promise<Invitation | undefined> {
  const [row] = await selectInvitation(tx, { id });
  return row && invitationOf(row);
}

/** The same, with the row locked until the transaction ends: of several answers only one counts (R-INV-12). */
export async function lockInvitation(tx: Transaction, id: string): Promise<Invitation | undefined> {
  const [row] = await selectInvitationToAnswer(tx, { id });
  return row && invitationOf(row);
}

const sender = alias(organizations, 'sender');
const recipient = alias(organizations, 'recipient');

/** Invitations with their two sides. */
export const selectSides = (tx: Builder) =>
  tx
    .select({
      invitation: invitations,
      sender: summaryColumns(sender),
      recipient: summaryColumns(recipient),
      policy: recipient.delegatedAdministrators,
    })
    .from(invitations)
    .innerJoin(sender, eq(sender.id, invitations.senderId))
    .leftJoin(recipient, eq(recipient.id, invitations.recipientId));

const selectSidesOf = statement((db, given: Given<{ id: string }>) =>
  selectSides(db).where(eq(invitations.id, given.id)),
);

/** An invitation with its two sides and the recipient's policy on delegated administrators. */
export async function loadSides(
  tx: Transaction,
  id: string,
): Promise<(InvitationSides & { readonly policy: DelegationPolicy | null }) | undefined> {
  const [row] = await selectSidesOf(tx, { id });
  return row && { ...row, invitation: invitationOf(row.invitation) };
}

/** The content of a draft, and who wrote it when. */
export type DraftedContent = Pick<
  Invitation,
  'type' | 'includesDap' | 'note' | 'recipientEmail' | 'draftedBy' | 'draftedAt'
>;

const contentColumns = ({ draftedBy, ...content }: DraftedContent) => ({
  ...content,
  draftedById: draftedBy.memberId,
  draftedByName: draftedBy.name,
  draftedByEmail: draftedBy.email,
});

/** Writes a draft; undefined if the same two organizations already have an open invitation of this kind (R-INV-11). */
export async function insertDraft(
  tx: Transaction,
  draft: DraftedContent & Pick<Invitation, 'id' | 'kind' | 'senderId' | 'recipientId'>,
): Promise<Invitation | undefined> {
  const { id, kind, senderId, recipientId, ...content } = draft;
  const [row] = await tx
    .insert(invitations)
    .values({ ...contentColumns(content), id, kind, senderId, recipientId, state: 'draft' })
    .onConflictDoNothing()
    .returning();
  return row && invitationOf(row);
}

/** Rewrites a locked draft. */
export async function rewriteDraft(
  tx: Transaction,
  id: string,
  content: DraftedContent,
): Promise<Invitation | undefined> {
  const [row] = await tx
    .update(invitations)
    .set(contentColumns(content))
    .where(eq(invitations.id, id))
    .returning();
  return row && invitationOf(row);
}

/** Marks a locked draft as sent (R-INV-15). */
export async function markSent(
  tx: Transaction,
  id: string,
  sent: { readonly sentAt: Date; readonly sentBy: SendingWay; readonly expiresAt: Date },
): Promise<void> {
  await tx
    .update(invitations)
    .set({ state: 'sent', ...sent })
    .where(eq(invitations.id, id));
}

/** When somebody was last reminded of the invitation. */
export async function remindedAt(tx: Transaction, id: string): Promise<Date | null> {
  const [row] = await tx
    .select({ at: invitations.remindedAt })
    .from(invitations)
    .where(eq(invitations.id, id));
  return row?.at ?? null;
}

export async function markReminded(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.update(invitations).set({ remindedAt: at }).where(eq(invitations.id, id));
}

/** Binds a locked invitation, sent to an address, to the organization that redeemed it (R-INV-13). */
export async function bindRecipient(
  tx: Transaction,
  id: string,
  recipientId: string,
  redeemedAt: Date,
): Promise<void> {
  await tx.update(invitations).set({ recipientId, redeemedAt }).where(eq(invitations.id, id));
}

/** The columns of an answer. */
export interface Answered {
  readonly id: string;
  readonly state: Exclude<InvitationState, 'draft' | 'sent'>;
  readonly answeredById: string | null;
  readonly answeredByName: string | null;
  readonly answeredByEmail: string | null;
  readonly answeredOn: Platform | null;
  readonly answeredAt: Date;
  readonly reason: string | null;
}

/** Writes an answer; the act has already locked the row. */
export const writeAnswer = statement((db, given: Given<Answered>) =>
  db
    .update(invitations)
    .set({
      state: sql`${given.state}`,
      answeredById: sql`${given.answeredById}`,
      answeredByName: sql`${given.answeredByName}`,
      answeredByEmail: sql`${given.answeredByEmail}`,
      answeredOn: sql`${given.answeredOn}`,
      answeredAt: sql`${sql.param(given.answeredAt, invitations.answeredAt)}`,
      reason: sql`${given.reason}`,
    })
    .where(eq(invitations.id, given.id)),
);
