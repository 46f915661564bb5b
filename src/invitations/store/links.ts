import { eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { invitations } from '../../../db/schema/invitations.ts';
import { personalLinks } from '../../../db/schema/personal-links.ts';
import type { Invitation, InvitationSides } from '../model/invitation.ts';
import { invitationOf, selectSides } from './invitation.ts';

/** Stores the hash of a personal link (R-INV-03). */
export async function insertLink(
  tx: Transaction,
  tokenHash: Buffer,
  { id, senderId }: Pick<Invitation, 'id' | 'senderId'>,
): Promise<void> {
  await tx.insert(personalLinks).values({ tokenHash, invitationId: id, senderId });
}

export async function deleteLinks(tx: Transaction, invitationId: string): Promise<void> {
  await tx.delete(personalLinks).where(eq(personalLinks.invitationId, invitationId));
}

/** The hashes of an invitation's personal links. */
export async function linkHashes(tx: Transaction, invitationId: string): Promise<readonly Buffer[]> {
  const links = await tx
    .select({ tokenHash: personalLinks.tokenHash })
    .from(personalLinks)
    .where(eq(personalLinks.invitationId, invitationId));
  return links.map(({ tokenHash }) => tokenHash);
}

/** The invitation of a personal link, with its row locked until the transaction ends. */
export async function lockInvitationByLink(
  tx: Transaction,
  tokenHash: Buffer,
): Promise<Invitation | undefined> {
  const linked = tx
    .select({ id: personalLinks.invitationId })
    .from(personalLinks)
    .where(eq(personalLinks.tokenHash, tokenHash));
  const [row] = await tx.select().from(invitations).where(inArray(invitations.id, linked)).for('update');
  return row && invitationOf(row);
}

/** The invitation of a personal link with both sides, in one query. */
export async function loadSidesByLink(
  tx: Transaction,
  tokenHash: Buffer,
): Promise<InvitationSides | undefined> {
  const [row] = await selectSides(tx)
    .innerJoin(personalLinks, eq(personalLinks.invitationId, invitations.id))
    .where(eq(personalLinks.tokenHash, tokenHash));
  return row && { invitation: invitationOf(row.invitation), sender: row.sender, recipient: row.recipient };
}
