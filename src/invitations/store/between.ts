import { and, desc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Given, statement } from '../../../db/driver/statement.ts';
import { invitations } from '../../../db/schema/invitations.ts';
import type { Invitation, InvitationKind } from '../model/invitation.ts';
import { invitationOf } from './invitation.ts';

/** The open invitation of a kind from an organization to another organization, or to an address (R-INV-11). */
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

/** The maximum number of invitations to search. */
const maxBetween = 25;

/**
 * The latest invitations between an organization and another, or an address, or all addresses of a domain; newest
 * first, without the other side's drafts.
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

/** The same, with the rows locked until the transaction ends. */
export async function lockOpenBetween(
  tx: Transaction,
  one: string,
  other: string,
): Promise<readonly Invitation[]> {
  const found = await keepOpenBetween(tx, { one, other });
  return found.map(invitationOf);
}
