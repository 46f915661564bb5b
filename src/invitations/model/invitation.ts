import type { AgreementStatus } from '../../agreements/index.ts';
import type { Member, Person, Platform } from '../../kernel/member.ts';
import type { DelegationPolicy, Organization, OrganizationSummary } from '../../kernel/organization.ts';
import type { RelationshipType } from '../../relationships/index.ts';

export const invitationStates = ['draft', 'sent', 'accepted', 'declined', 'withdrawn', 'expired'] as const;
export type InvitationState = (typeof invitationStates)[number];

export const invitationKinds = ['relationship', 'delegated_administration', 'indirect_provider'] as const;
export type InvitationKind = (typeof invitationKinds)[number];

/** How the invitation left: by the sender's own mail (the sender says Done), or by the system (R-INV-15). */
export const sendingWays = ['own_mail', 'system'] as const;
export type SendingWay = (typeof sendingWays)[number];

/** The most characters of a note or a reason, and of the subject and the text of a mail. */
export const maxNote = 500;
export const maxSubject = 200;
export const maxMail = 3000;

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

/** Whether the time of a sent invitation has passed. */
export const hasExpired = (invitation: Invitation, now: Date): boolean =>
  invitation.state === 'sent' && invitation.expiresAt !== null && invitation.expiresAt <= now;

/** An invitation with its two sides; the recipient is null while nobody has redeemed the link. */
export interface InvitationSides {
  readonly invitation: Invitation;
  readonly sender: OrganizationSummary;
  readonly recipient: OrganizationSummary | null;
}

/** An invitation with all that a card says of it. */
export interface InvitationDetails extends InvitationSides {
  /** Where the customer stands with the agreement; null where none is concerned or the customer is not known. */
  readonly agreement: AgreementStatus | null;
  /** For the recipient's eyes alone: who has delegated administration there now, and whether more than one may. */
  readonly delegation: {
    readonly present: readonly OrganizationSummary[];
    readonly policy: DelegationPolicy;
  } | null;
}

/** An invitation as a member sees it now. */
export interface ShownInvitation {
  readonly details: InvitationDetails;
  /** Who looks: its card offers what this member may do. */
  readonly viewer: { readonly member: Member; readonly organization: Organization };
}

/** The two sides by name; an address stands for an organization that is not known yet (R-INV-13). */
export const sidesOf = ({ invitation, sender, recipient }: InvitationSides) => ({
  sender: sender.name,
  recipient: recipient?.name ?? invitation.recipientEmail ?? '',
});

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

/** What every entry about an invitation says of it, from the side of the organization that acts. */
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
