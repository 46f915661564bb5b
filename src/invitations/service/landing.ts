import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type Database, transaction } from '../../../db/driver/client.ts';
import { invitations } from '../../../db/schema/invitations.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import { personalLinks } from '../../../db/schema/personal-links.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import { hashOf } from '../../kernel/tokens.ts';
import { summaryColumns } from '../../organizations/store.ts';
import { hasExpired, type Invitation, type InvitationState } from '../model/invitation.ts';
import { invitationOf } from '../store.ts';

/** How an invitation came to be over. */
type Ending = Exclude<InvitationState, 'draft' | 'sent'>;

/** What stands behind a personal link. */
export type Landing = {
  readonly invitation: Invitation;
  readonly sender: OrganizationSummary;
  /** Null while nobody has redeemed the link. */
  readonly recipient: OrganizationSummary | null;
} & (
  | { readonly standing: 'open'; readonly until: Date }
  /** The sender has not said yet that it was sent, though its mail may be there already (R-INV-15). */
  | { readonly standing: 'unsent' }
  | { readonly standing: 'over'; readonly ending: Ending; readonly at: Date }
);

const sender = alias(organizations, 'sender');
const recipient = alias(organizations, 'recipient');

/**
 * What the holder of a personal link is shown; undefined when no invitation has this token. One query, which changes
 * nothing: mail scanners open links (R-SEC-07).
 */
export async function loadLanding(db: Database, token: string, now: Date): Promise<Landing | undefined> {
  const [row] = await transaction(db, { system: 'landing' }, (tx) =>
    tx
      .select({
        invitation: invitations,
        sender: summaryColumns(sender),
        recipient: summaryColumns(recipient),
      })
      .from(personalLinks)
      .innerJoin(invitations, eq(invitations.id, personalLinks.invitationId))
      .innerJoin(sender, eq(sender.id, invitations.senderId))
      .leftJoin(recipient, eq(recipient.id, invitations.recipientId))
      .where(eq(personalLinks.tokenHash, hashOf(token))),
  );
  if (!row) return undefined;
  const invitation = invitationOf(row.invitation);
  return { ...row, invitation, ...standingOf(invitation, now) };
}

function standingOf(invitation: Invitation, now: Date) {
  const { state, expiresAt, answer } = invitation;
  if (state === 'draft') return { standing: 'unsent' } as const;
  // The dates are there, as the table's own checks say.
  if (state === 'sent') {
    const until = expiresAt ?? now;
    return hasExpired(invitation, now)
      ? ({ standing: 'over', ending: 'expired', at: until } as const)
      : ({ standing: 'open', until } as const);
  }
  return { standing: 'over', ending: state, at: answer?.at ?? now } as const;
}
