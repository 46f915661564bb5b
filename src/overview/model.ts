import type { AgreementStatus } from '../agreements/model.ts';
import type { InvitationDetails, InvitationListItem } from '../invitations/model/invitation.ts';
import type { AuditEntry } from '../kernel/audit.ts';
import type { Member, Platform } from '../kernel/member.ts';
import type { OrganizationSummary } from '../kernel/organization.ts';
import type { Page } from '../kernel/page.ts';
import type { PartnershipDetails, RelationshipDetails } from '../relationships/model/relationship.ts';

/** What a member can do about another organization. */
export type OrganizationAct =
  | 'request'
  | 'invite_reseller'
  | 'remove_roles'
  | 'ask_roles'
  | 'remove_access'
  | 'name_record'
  | 'remove_record'
  | 'ask_agreement'
  | 'shared'
  | 'end'
  | 'ask_end'
  | 'refuse_end'
  | 'history';

/** Another organization, as one organization may see it. */
export interface OrganizationOverview {
  /** Who looks. */
  readonly viewer: OrganizationSummary;
  readonly organization: OrganizationSummary;
  /** Whether the two have anything to do with each other; otherwise only name and country are shown (R-REL-06). */
  readonly related: boolean;
  /** The relationship in which it is the viewer's customer. */
  readonly asCustomer: RelationshipDetails | null;
  /** The relationship in which it is the viewer's partner. */
  readonly asPartner: RelationshipDetails | null;
  readonly partnership: PartnershipDetails | null;
  /** Where the customer of the two stands with the agreement; null where that is none of the viewer's business. */
  readonly agreement: AgreementStatus | null;
  /** Between the two, either way. */
  readonly openInvitations: readonly InvitationDetails[];
  /** What the member who looks may do now. */
  readonly acts: readonly OrganizationAct[];
}

/** At most this many rows of each kind stand on a member's home. */
export const homeRows = 5;

/** What a member comes home to: what waits for it, what its organization asked for, and what happened lately. */
export interface Home {
  readonly member: Pick<Member, 'name'>;
  readonly organization: OrganizationSummary;
  /** Sent invitations to this organization. */
  readonly toAnswer: Pick<Page<InvitationListItem>, 'items' | 'total'>;
  /** Where it stands with the agreement, if that is its business. */
  readonly agreement: AgreementStatus | null;
  /** Its customers who ask to end their relationship (R-REL-02). */
  readonly endAsked: readonly RelationshipDetails[];
  /** Its own drafts and sent invitations. */
  readonly asked: Pick<Page<InvitationListItem>, 'items' | 'total'>;
  /** Newest first. */
  readonly recent: readonly AuditEntry[];
  /** What the member may begin. */
  readonly acts: readonly Extract<OrganizationAct, 'request' | 'invite_reseller'>[];
}

/** One line of the list of an organization's people. */
export interface MemberListItem {
  readonly member: Member;
  /** The platforms on which the bot knows the member; empty for one who has not joined yet. */
  readonly platforms: readonly Platform[];
  /** Whether whoever looks may make a code with which this member joins. */
  readonly mayGiveCode: boolean;
}
