import { and, desc, eq, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../db/driver/client.ts';
import { type Builder, type Given, statement } from '../../db/driver/statement.ts';
import { invitations } from '../../db/schema/invitations.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { agreementStatus } from '../agreements/store.ts';
import type { Platform } from '../kernel/member.ts';
import type { OrganizationSummary } from '../kernel/organization.ts';
import type { Page } from '../kernel/page.ts';
import { after, pageOf, placeOf, rowsOfPage } from '../kernel/store/pages.ts';
import { containing, summaryColumns } from '../organizations/store.ts';
import { activeRelationship, count, delegatedPartners, type ListQuery } from '../relationships/store.ts';
import type {
  Invitation,
  InvitationDetails,
  InvitationKind,
  InvitationListItem,
  InvitationState,
} from './model/invitation.ts';

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

/** The same, with the row kept as it is until the transaction ends: of many answers one counts (R-INV-12). */
export async function lockInvitation(tx: Transaction, id: string): Promise<Invitation | undefined> {
  const [row] = await selectInvitationToAnswer(tx, { id });
  return row && invitationOf(row);
}

/** What an answer is in the columns of the invitation. */
interface Answered {
  readonly id: string;
  readonly state: Exclude<InvitationState, 'draft' | 'sent'>;
  readonly answeredById: string | null;
  readonly answeredByName: string | null;
  readonly answeredByEmail: string | null;
  readonly answeredOn: Platform | null;
  readonly answeredAt: Date;
  readonly reason: string | null;
}

/** Writes an answer; the row is kept by the act that decided it. */
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

const sender = alias(organizations, 'sender');
const recipient = alias(organizations, 'recipient');

const rows = (tx: Builder) =>
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

const selectRow = statement((db, given: Given<{ id: string }>) =>
  rows(db).where(eq(invitations.id, given.id)),
);

type Row = Awaited<ReturnType<typeof rows>>[number];
type Parts = Pick<InvitationDetails, 'agreement'> & {
  /** Who has delegated administration with the customer now; null where that is none of the viewer's business. */
  readonly delegates: readonly OrganizationSummary[] | null;
};

/**
 * An invitation with what its card says to one of the two sides. Who has delegated administration with the customer is
 * for the customer alone; where it stands with the agreement also for the sender once that is its partner (R-REL-06).
 */
export async function loadInvitationDetails(
  tx: Transaction,
  id: string,
  viewerOrganizationId: string,
): Promise<InvitationDetails | undefined> {
  const [row] = await selectRow(tx, { id });
  if (!row) return undefined;
  const theirs = row.invitation.recipientId === viewerOrganizationId;
  return detailsOf(row, theirs ? await recipientParts(tx, viewerOrganizationId) : await senderParts(tx, row));
}

/** The same for an organization that is known to be the recipient: everything is read in one round trip. */
export async function loadReceivedDetails(
  tx: Transaction,
  id: string,
  recipientId: string,
): Promise<InvitationDetails | undefined> {
  const [[row], parts] = await Promise.all([selectRow(tx, { id }), recipientParts(tx, recipientId)]);
  return row && detailsOf(row, parts);
}

async function recipientParts(tx: Transaction, recipientId: string): Promise<Parts> {
  const [agreement, delegates] = await Promise.all([
    agreementStatus(tx, recipientId),
    delegatedPartners(tx, recipientId),
  ]);
  return { agreement, delegates };
}

async function senderParts(tx: Transaction, { invitation }: Row): Promise<Parts> {
  const { kind, senderId, recipientId } = invitation;
  const customerId = kind === 'indirect_provider' ? null : recipientId;
  const related = customerId !== null && (await activeRelationship(tx, senderId, customerId)) !== undefined;
  return { agreement: related ? await agreementStatus(tx, customerId) : null, delegates: null };
}

function detailsOf({ invitation: row, sender, recipient, policy }: Row, parts: Parts): InvitationDetails {
  const invitation = invitationOf(row);
  const concernsCustomer = invitation.kind !== 'indirect_provider';
  return {
    invitation,
    sender,
    recipient,
    agreement: concernsCustomer ? parts.agreement : null,
    delegation:
      concernsCustomer && parts.delegates && policy
        ? { present: parts.delegates.filter(({ id }) => id !== invitation.senderId), policy }
        : null,
  };
}

/** The open invitation of a kind from one organization to another, or to an address (R-INV-11). */
export async function openInvitation(
  tx: Transaction,
  kind: InvitationKind,
  senderId: string,
  to: { readonly recipientId: string } | { readonly email: string },
): Promise<Invitation | undefined> {
  const [row] = await tx
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.kind, kind),
        eq(invitations.senderId, senderId),
        inArray(invitations.state, ['draft', 'sent']),
        'recipientId' in to
          ? eq(invitations.recipientId, to.recipientId)
          : and(
              isNull(invitations.recipientId),
              sql`lower(${invitations.recipientEmail}) = ${to.email.toLowerCase()}`,
            ),
      ),
    );
  return row && invitationOf(row);
}

/** So many of the latest are looked at. */
const maxBetween = 25;

/**
 * The latest invitations between an organization and another, or an address that it sent one to, or all addresses
 * at a domain, newest first; the other's drafts are its own.
 */
export async function latestBetween(
  tx: Transaction,
  mine: string,
  other: { readonly organizationId: string } | { readonly email: string } | { readonly domain: string },
): Promise<readonly Invitation[]> {
  const sent = eq(invitations.senderId, mine);
  const address = sql`lower(${invitations.recipientEmail})`;
  const found = await tx
    .select()
    .from(invitations)
    .where(
      'email' in other
        ? and(sent, sql`${address} = ${other.email.toLowerCase()}`)
        : 'domain' in other
          ? and(sent, sql`split_part(${address}, '@', 2) = ${other.domain}`)
          : or(
              and(sent, eq(invitations.recipientId, other.organizationId)),
              and(
                eq(invitations.senderId, other.organizationId),
                eq(invitations.recipientId, mine),
                ne(invitations.state, 'draft'),
              ),
            ),
    )
    .orderBy(desc(invitations.draftedAt), desc(invitations.id))
    .limit(maxBetween);
  return found.map(invitationOf);
}

type Between = Given<{ one: string; other: string }>;

const isOpenBetween = ({ one, other }: Between) =>
  and(
    sql`${invitations.state} in ('draft', 'sent')`,
    or(
      and(eq(invitations.senderId, one), eq(invitations.recipientId, other)),
      and(eq(invitations.senderId, other), eq(invitations.recipientId, one)),
    ),
  );

const selectOpenBetween = statement((db, given: Between) =>
  db.select().from(invitations).where(isOpenBetween(given)).orderBy(desc(invitations.draftedAt)),
);

const keepOpenBetween = statement((db, given: Between) =>
  db.select().from(invitations).where(isOpenBetween(given)).orderBy(invitations.id).for('update'),
);

/** The open invitations between two organizations, in either direction. */
export async function openBetween(
  tx: Transaction,
  one: string,
  other: string,
): Promise<readonly Invitation[]> {
  const found = await selectOpenBetween(tx, { one, other });
  return found.map(invitationOf);
}

/** The same, with the rows kept as they are until the transaction ends. */
export async function lockOpenBetween(
  tx: Transaction,
  one: string,
  other: string,
): Promise<readonly Invitation[]> {
  const found = await keepOpenBetween(tx, { one, other });
  return found.map(invitationOf);
}

/** What narrows a list of invitations. */
export interface InvitationQuery extends ListQuery {
  readonly direction: 'sent' | 'received' | null;
  readonly state: InvitationState | null;
}

/** The invitations of an organization, sent and received, newest first; a draft is its sender's alone. */
export async function listInvitations(
  tx: Transaction,
  organizationId: string,
  query: InvitationQuery,
): Promise<Page<InvitationListItem>> {
  const sent = eq(invitations.senderId, organizationId);
  const received = and(eq(invitations.recipientId, organizationId), sql`${invitations.state} <> 'draft'`);
  const direction: SQL | undefined =
    query.direction === 'sent' ? sent : query.direction === 'received' ? received : or(sent, received);
  const text = query.text === null ? null : containing(query.text);
  const wanted = and(
    direction,
    query.state === null ? undefined : eq(invitations.state, query.state),
    text === null
      ? undefined
      : sql`(${recipient.name} ilike ${text} or ${recipient.domain} ilike ${text} or ${sender.name} ilike ${text} or ${sender.domain} ilike ${text} or ${invitations.recipientEmail} ilike ${text})`,
  );
  const [found, total] = await Promise.all([
    rows(tx)
      .where(and(wanted, after(placeOf(query.after), invitations.draftedAt, invitations.id)))
      .orderBy(desc(invitations.draftedAt), desc(invitations.id))
      .limit(rowsOfPage),
    count(
      tx,
      sql`select 1 from ${invitations} join ${organizations} "sender" on ${sender.id} = ${invitations.senderId} left join ${organizations} "recipient" on ${recipient.id} = ${invitations.recipientId} where ${wanted}`,
    ),
  ]);
  const items = found.map((row): InvitationListItem => {
    const mine = row.invitation.senderId === organizationId;
    return {
      invitation: invitationOf(row.invitation),
      direction: mine ? 'sent' : 'received',
      counterpart: mine ? row.recipient : row.sender,
    };
  });
  return pageOf(items, total, ({ invitation }) => ({ at: invitation.draftedAt, id: invitation.id }));
}
