import { type Database, transaction } from '../../../db/driver/client.ts';
import { hashOf } from '../../kernel/tokens.ts';
import {
  hasExpired,
  type Invitation,
  type InvitationSides,
  type InvitationState,
} from '../model/invitation.ts';
import { loadSidesByLink } from '../store/links.ts';

/** The final states of an invitation. */
type Ending = Exclude<InvitationState, 'draft' | 'sent'>;

/** What a personal link leads to. */
export type Landing = InvitationSides &
  (
    | { readonly state: 'open'; readonly until: Date }
    /** The sender has not said yet that it was sent, although the mail may have arrived (R-INV-15). */
    | { readonly state: 'unsent' }
    /** A newer mail has the link that counts (R-INV-03). */
    | { readonly state: 'replaced' }
    | { readonly state: 'over'; readonly ending: Ending; readonly at: Date }
  );

/**
 * What the holder of a personal link sees; undefined if no invitation has this token. One query without changes,
 * because mail scanners open links (R-SEC-07).
 */
export async function loadLanding(db: Database, token: string, now: Date): Promise<Landing | undefined> {
  const sides = await transaction(db, { system: 'landing' }, (tx) => loadSidesByLink(tx, hashOf(token)));
  return sides && { ...sides, ...stateOf(sides, now) };
}

function stateOf({ invitation, isReplaced }: { invitation: Invitation; isReplaced: boolean }, now: Date) {
  const { state, expiresAt, answer } = invitation;
  if (state === 'draft') return { state: 'unsent' } as const;
  // Checks of the table guarantee these dates.
  if (state === 'sent') {
    const until = expiresAt ?? now;
    if (hasExpired(invitation, now)) return { state: 'over', ending: 'expired', at: until } as const;
    return isReplaced ? ({ state: 'replaced' } as const) : ({ state: 'open', until } as const);
  }
  return { state: 'over', ending: state, at: answer?.at ?? now } as const;
}
