import { and, eq, inArray, isNull, ne } from 'drizzle-orm';
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

/** Makes one of an invitation's personal links the only one that opens it (R-INV-03). */
export async function replaceLinks(
  tx: Transaction,
  invitationId: string,
  by: Buffer,
  at: Date,
): Promise<void> {
  const others = and(isLive(invitationId), ne(personalLinks.tokenHash, by));
  await tx.update(personalLinks).set({ replacedAt: at }).where(others);
}

const isLive = (invitationId: string) =>
  and(eq(personalLinks.invitationId, invitationId), isNull(personalLinks.replacedAt));

/** The hashes of the personal links that open an invitation. */
export async function linkHashes(tx: Transaction, invitationId: string): Promise<readonly Buffer[]> {
  const links = await tx
    .select({ tokenHash: personalLinks.tokenHash })
    .from(personalLinks)
    .where(isLive(invitationId));
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
    .where(and(eq(personalLinks.tokenHash, tokenHash), isNull(personalLinks.replacedAt)));
  const [row] = await tx.select().from(invitations).where(inArray(invitations.id, linked)).for('update');
  return row && invitationOf(row);
}

/** The invitation of a personal link with both sides, and whether a newer link replaced this one. */
export async function loadSidesByLink(
  tx: Transaction,
  tokenHash: Buffer,
): Promise<(InvitationSides & { readonly isReplaced: boolean }) | undefined> {
  const isTheOne = eq(personalLinks.tokenHash, tokenHash);
  const [[row], [link]] = await Promise.all([
    selectSides(tx).innerJoin(personalLinks, eq(personalLinks.invitationId, invitations.id)).where(isTheOne),
    tx.select({ replacedAt: personalLinks.replacedAt }).from(personalLinks).where(isTheOne),
  ]);
  if (!row || !link) return undefined;
  const { sender, recipient } = row;
  return {
    invitation: invitationOf(row.invitation),
    sender,
    recipient,
    isReplaced: link.replacedAt !== null,
  };
}
