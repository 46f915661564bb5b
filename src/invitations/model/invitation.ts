import type { AgreementStatus } from '../../agreements/model.ts';
import type { Person, Platform } from '../../kernel/member.ts';
import type { DelegationPolicy, OrganizationSummary } from '../../kernel/organization.ts';
import type { Problem } from '../../kernel/problem.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { Ability } from '../../kernel/rights.ts';
import type { RelationshipType } from '../../relationships/model/types.ts';

export const invitationStates = ['draft', 'sent', 'accepted', 'declined', 'withdrawn', 'expired'] as const;
export type InvitationState = (typeof invitationStates)[number];

export const invitationKinds = ['relationship', 'delegated_administration', 'indirect_provider'] as const;
export type InvitationKind = (typeof invitationKinds)[number];

/** How the invitation left: by the sender's own mail (the sender says Done), or by the system (R-INV-15). */
export const sendingWays = ['own_mail', 'system'] as const;
export type SendingWay = (typeof sendingWays)[number];

/** Who answered and when; the reason is what a declining person gave. */
interface InvitationAnswer {
  readonly by: Person | null;
  readonly at: Date;
  readonly reason: string | null;
  readonly platform: Platform | null;
}

/** A request from one organization that another accepts or declines. */
export interface Invitation {
  readonly id: string;
  readonly kind: InvitationKind;
  readonly state: InvitationState;
  /** Who asks: the partner, or for `indirect_provider` the provider. */
  readonly senderId: string;
  /** Who is asked: the customer, or the reseller. Null until somebody redeems the link (R-INV-13). */
  readonly recipientId: string | null;
  /** Where the link goes when the organization is not known. */
  readonly recipientEmail: string | null;
  /** What is asked for; null for `indirect_provider`. */
  readonly type: RelationshipType | null;
  readonly includesDap: boolean;
  readonly note: string | null;
  readonly draftedBy: Person;
  readonly draftedAt: Date;
  readonly sentAt: Date | null;
  readonly sentBy: SendingWay | null;
  readonly expiresAt: Date | null;
  /** Null while nobody has answered; withdrawal and expiry are answers too. */
  readonly answer: InvitationAnswer | null;
}

/** Draft and sent invitations: those of which only one of a kind may stand between two organizations (R-INV-11). */
export const isOpen = (state: InvitationState): boolean => state === 'draft' || state === 'sent';

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
    return refuse({ code: 'invitation_answered', invitation: { ...invitation, state: 'expired' } });
  }
  if (moves[invitation.state].includes(to)) return ok(undefined);
  switch (invitation.state) {
    case 'draft':
      return refuse({ code: 'invitation_is_draft', invitation });
    case 'sent':
      return refuse({ code: 'invitation_already_open', invitation });
    default:
      return refuse({ code: 'invitation_answered', invitation });
  }
}

/** Whether the time of a sent invitation has passed. */
export const hasExpired = (invitation: Invitation, now: Date): boolean =>
  invitation.state === 'sent' && invitation.expiresAt !== null && invitation.expiresAt <= now;

/** An invitation with all that a card says of it. */
export interface InvitationDetails {
  readonly invitation: Invitation;
  readonly sender: OrganizationSummary;
  /** Null while nobody has redeemed the link. */
  readonly recipient: OrganizationSummary | null;
  /** Where the customer stands with the agreement; null where none is concerned or the customer is not known. */
  readonly agreement: AgreementStatus | null;
  /** For the recipient's eyes alone: who has delegated administration there now, and whether more than one may. */
  readonly delegation: {
    readonly present: readonly OrganizationSummary[];
    readonly policy: DelegationPolicy;
  } | null;
}

/** One line of a list of invitations, as one of the two sides sees it. */
export interface InvitationListItem {
  readonly invitation: Invitation;
  readonly direction: 'sent' | 'received';
  /** The other side; null while an address is all that is known. */
  readonly counterpart: OrganizationSummary | null;
}

/** What an entry about an invitation says of whom it is for while that is an address and no organization (R-INV-13). */
export const addressee = ({
  recipientId,
  recipientEmail,
}: Pick<Invitation, 'recipientId' | 'recipientEmail'>): { readonly to?: string } =>
  recipientId === null && recipientEmail !== null ? { to: recipientEmail } : {};

/** What somebody can do about an invitation. */
export type InvitationAct = 'send' | 'withdraw' | 'remind' | 'accept' | 'decline';

/** The acts that its state leaves to an organization, whoever in it may do them. */
export function actsLeftTo(
  organizationId: string,
  invitation: Invitation,
  now: Date,
): readonly InvitationAct[] {
  if (hasExpired(invitation, now)) return [];
  const sender = organizationId === invitation.senderId;
  if (invitation.state === 'draft') return sender ? ['send'] : [];
  if (invitation.state !== 'sent') return [];
  if (sender) return ['remind', 'withdraw'];
  return organizationId === invitation.recipientId ? ['accept', 'decline'] : [];
}

/** Which ability an act needs (R-ROLE-02, 03, 08; R-IND-01). */
export function abilityFor(act: InvitationAct, kind: InvitationKind): Ability {
  switch (act) {
    case 'send':
    case 'withdraw':
    case 'remind':
      return 'request_relationship';
    case 'accept':
      return kind === 'indirect_provider' ? 'accept_partnership' : 'accept_relationship';
    case 'decline':
      return kind === 'indirect_provider' ? 'accept_partnership' : 'work_with_partners';
  }
}
