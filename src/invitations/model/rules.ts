import type { Problem } from '../../kernel/problem.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { Ability } from '../../kernel/rights.ts';
import { type Condition, defineRule } from '../../kernel/rule.ts';
import { problems } from '../problems.ts';
import { hasExpired, type Invitation, type InvitationSides, type InvitationState } from './invitation.ts';

/** The allowed state changes; a final state has none (R-INV-01). */
const moves: Readonly<Record<InvitationState, readonly InvitationState[]>> = {
  draft: ['sent'],
  sent: ['accepted', 'declined', 'withdrawn', 'expired'],
  accepted: [],
  declined: [],
  withdrawn: [],
  expired: [],
};

/**
 * Whether the invitation may move to the state now (R-INV-01). Refuses with `invitation_is_draft` before it was sent,
 * `invitation_already_open` if it was already sent, and `invitation_answered` once it is over. An invitation past its
 * expiry is over even before the scheduled job has changed it (R-INV-10).
 */
export function mayMove(invitation: Invitation, to: InvitationState, now: Date): Result<void, Problem> {
  if (to !== 'expired' && hasExpired(invitation, now)) {
    return refuse(problems.invitation_answered({ invitation: { ...invitation, state: 'expired' } }));
  }
  if (moves[invitation.state].includes(to)) return ok(undefined);
  switch (invitation.state) {
    case 'draft':
      return refuse(problems.invitation_is_draft({ invitation }));
    case 'sent':
      return refuse(problems.invitation_already_open({ invitation }));
    default:
      return refuse(problems.invitation_answered({ invitation }));
  }
}

/** An invitation, its viewer and the time: the input of its rules. */
export interface InvitationSituation {
  readonly organizationId: string;
  readonly invitation: Invitation;
  readonly now: Date;
}

/** The same with both sides, for the buttons on its card: a confirmation names them. */
export type OnInvitation = InvitationSituation & InvitationSides;

const ofSide =
  (side: 'senderId' | 'recipientId'): Condition<InvitationSituation> =>
  ({ organizationId, invitation }) =>
    invitation[side] === organizationId ? null : problems.invitation_not_found({ typed: invitation.id });
const isSender = ofSide('senderId');
const isRecipient = ofSide('recipientId');

const canBecome =
  (state: InvitationState): Condition<InvitationSituation> =>
  ({ invitation, now }) => {
    const move = mayMove(invitation, state, now);
    return move.ok ? null : move.problem;
  };

/** Send a draft (R-INV-04). */
export const sendRule = defineRule<InvitationSituation>({
  needs: 'request_relationship',
  conditions: [isSender, canBecome('sent')],
});

/** Withdraw a sent invitation (R-INV-10). */
export const withdrawRule = defineRule<InvitationSituation>({
  needs: 'request_relationship',
  conditions: [isSender, canBecome('withdrawn')],
});

/** Remind of an invitation that waits for an answer; the same condition as withdrawing. */
export const remindRule = defineRule<InvitationSituation>({
  needs: 'request_relationship',
  conditions: [isSender, canBecome('withdrawn')],
});

/** The ability to accept an invitation of a kind (R-ROLE-03, R-IND-01). */
export const abilityToAccept = (kind: string | null): Ability =>
  kind === 'indirect_provider' ? 'accept_partnership' : 'accept_relationship';

/** Accept (R-INV-12). */
export const acceptRule = defineRule<InvitationSituation>({
  needs: ({ invitation }) => abilityToAccept(invitation.kind),
  conditions: [isRecipient, canBecome('accepted')],
});

/** Decline (R-INV-09). */
export const declineRule = defineRule<InvitationSituation>({
  needs: ({ invitation }) =>
    invitation.kind === 'indirect_provider' ? 'accept_partnership' : 'work_with_partners',
  conditions: [isRecipient, canBecome('declined')],
});

/** A member with one of these abilities may answer some received invitation (R-ROLE-02, R-ROLE-03, R-IND-01). */
export const abilitiesToAnswer = [
  'accept_relationship',
  'accept_partnership',
  'work_with_partners',
] as const satisfies readonly Ability[];
