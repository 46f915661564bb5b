import type { Problem } from '../../kernel/problem.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { Ability } from '../../kernel/rights.ts';
import { type Condition, defineRule } from '../../kernel/rule.ts';
import { problems } from '../problems.ts';
import { hasExpired, type Invitation, type InvitationSides, type InvitationState } from './invitation.ts';

/** The moves that exist; from a final state there is none (R-INV-01). */
const moves: Readonly<Record<InvitationState, readonly InvitationState[]>> = {
  draft: ['sent'],
  sent: ['accepted', 'declined', 'withdrawn', 'expired'],
  accepted: [],
  declined: [],
  withdrawn: [],
  expired: [],
};

/**
 * Whether the invitation may move to the state at this moment (R-INV-01). Refused with `invitation_is_draft` before
 * it was sent, `invitation_already_open` for one that is to be sent again, and `invitation_answered` once it is over;
 * one whose time has passed is over although no clock has moved it yet (R-INV-10).
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

/** An invitation as an organization looks at it at a moment: what its rules decide by. */
export interface InvitationSituation {
  readonly organizationId: string;
  readonly invitation: Invitation;
  readonly now: Date;
}

/** The same with both sides, for the buttons of its card: a confirmation names them. */
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

/** Sending a draft (R-INV-04). */
export const sendRule = defineRule<InvitationSituation>({
  needs: 'request_relationship',
  conditions: [isSender, canBecome('sent')],
});

/** Taking back what was sent (R-INV-10). */
export const withdrawRule = defineRule<InvitationSituation>({
  needs: 'request_relationship',
  conditions: [isSender, canBecome('withdrawn')],
});

/** Reminding of what still waits for an answer: the same that can still be withdrawn. */
export const remindRule = defineRule<InvitationSituation>({
  needs: 'request_relationship',
  conditions: [isSender, canBecome('withdrawn')],
});

/** The ability to accept an invitation of a kind (R-ROLE-03, R-IND-01). */
export const abilityToAccept = (kind: string | null): Ability =>
  kind === 'indirect_provider' ? 'accept_partnership' : 'accept_relationship';

/** Accepting (R-INV-12). */
export const acceptRule = defineRule<InvitationSituation>({
  needs: ({ invitation }) => abilityToAccept(invitation.kind),
  conditions: [isRecipient, canBecome('accepted')],
});

/** Declining (R-INV-09). */
export const declineRule = defineRule<InvitationSituation>({
  needs: ({ invitation }) =>
    invitation.kind === 'indirect_provider' ? 'accept_partnership' : 'work_with_partners',
  conditions: [isRecipient, canBecome('declined')],
});

/** Whoever holds one of these has something to say to a received invitation (R-ROLE-02, R-ROLE-03, R-IND-01). */
export const abilitiesToAnswer = [
  'accept_relationship',
  'accept_partnership',
  'work_with_partners',
] as const satisfies readonly Ability[];
