import type { AgreementStatus } from '../../agreements/index.ts';
import type { Member, Person, Platform } from '../../kernel/member.ts';
import type { DelegationPolicy, Organization, OrganizationSummary } from '../../kernel/organization.ts';
import type { RelationshipType } from '../../relationships/index.ts';

export const invitationStates = ['draft', 'sent', 'accepted', 'declined', 'withdrawn', 'expired'] as const;
export type InvitationState = (typeof invitationStates)[number];

export const invitationKinds = ['relationship', 'delegated_administration', 'indirect_provider'] as const;
export type InvitationKind = (typeof invitationKinds)[number];

/** How the invitation was sent: by the sender's own mail (the sender says Done), or by the system (R-INV-15). */
export const sendingWays = ['own_mail', 'system'] as const;
export type SendingWay = (typeof sendingWays)[number];

/** Maximum lengths of a note or reason, and of a mail's subject and text. */
export const maxNote = 500;
export const maxSubject = 200;
export const maxMail = 3000;

/** Who answered and when; the reason is given when declining. */
interface InvitationAnswer {
  readonly by: Person | null;
  readonly at: Date;
  readonly reason: string | null;
  readonly platform: Platform | null;
}

/** A request of one organization that another accepts or declines. */
export interface Invitation {
  readonly id: string;
  readonly kind: InvitationKind;
  readonly state: InvitationState;
  /** The organization that asks: the partner, or for `indirect_provider` the provider. */
  readonly senderId: string;
  /**
   * The organization that is asked: the customer, or the reseller. Null until somebody redeems the link (R-INV-13).
   */
  readonly recipientId: string | null;
  /** The address for the link if the organization is not known. */
  readonly recipientEmail: string | null;
  /** The requested type; null for `indirect_provider`. */
  readonly type: RelationshipType | null;
  readonly includesDap: boolean;
  readonly note: string | null;
  readonly draftedBy: Person;
  readonly draftedAt: Date;
  readonly sentAt: Date | null;
  readonly sentBy: SendingWay | null;
  readonly expiresAt: Date | null;
  /** Null while unanswered; withdrawal and expiry count as answers. */
  readonly answer: InvitationAnswer | null;
}

/**
 * Whether the invitation is a draft or sent. Two organizations have at most one open invitation of a kind (R-INV-11).
 */
export const isOpen = (state: InvitationState): boolean => state === 'draft' || state === 'sent';

/** Whether a sent invitation's time has passed. */
export const hasExpired = (invitation: Invitation, now: Date): boolean =>
  invitation.state === 'sent' && invitation.expiresAt !== null && invitation.expiresAt <= now;

/** An invitation with its two sides; the recipient is null until somebody redeems the link. */
export interface InvitationSides {
  readonly invitation: Invitation;
  readonly sender: OrganizationSummary;
  readonly recipient: OrganizationSummary | null;
}

/** An invitation with everything its card shows. */
export interface InvitationDetails extends InvitationSides {
  /** The customer's agreement status; null if no agreement is involved or the customer is not known. */
  readonly agreement: AgreementStatus | null;
  /** For the recipient only: its current delegated administrators, and whether it allows several. */
  readonly delegation: {
    readonly present: readonly OrganizationSummary[];
    readonly policy: DelegationPolicy;
  } | null;
}

/** An invitation as a member sees it now. */
export interface ShownInvitation {
  readonly details: InvitationDetails;
  /** The viewer; the card offers what this member may do. */
  readonly viewer: { readonly member: Member; readonly organization: Organization };
}

/** The names of the two sides; an unknown organization is named by its address (R-INV-13). */
export const sidesOf = ({ invitation, sender, recipient }: InvitationSides) => ({
  sender: sender.name,
  recipient: recipient?.name ?? invitation.recipientEmail ?? '',
});

/** One line in a list of invitations, as one of the two sides sees it. */
export interface InvitationListItem {
  readonly invitation: Invitation;
  readonly direction: 'sent' | 'received';
  /** The other side; null while only an address is known. */
  readonly counterpart: OrganizationSummary | null;
}

/** The recipient's address for the audit entry, while the organization is not known (R-INV-13). */
export const addressee = ({
  recipientId,
  recipientEmail,
}: Pick<Invitation, 'recipientId' | 'recipientEmail'>): { readonly to?: string } =>
  recipientId === null && recipientEmail !== null ? { to: recipientEmail } : {};

/** The facts of every audit entry about an invitation, from the acting organization's side. */
export const aboutInvitation = (invitation: Invitation, organizationId: string) => {
  const provider = invitation.kind === 'indirect_provider';
  return {
    subject: { kind: 'invitation', id: invitation.id },
    counterpartId: organizationId === invitation.senderId ? invitation.recipientId : invitation.senderId,
    partnerId: invitation.senderId,
    customerId: provider ? null : invitation.recipientId,
    invitationKind: invitation.kind,
  } as const;
};
