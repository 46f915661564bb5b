import type { AdminRole, AgentRole, ChatIdentity, Member, Platform } from '../kernel/member.ts';
import { isPartner, type Organization } from '../kernel/organization.ts';
import type { Problem } from '../kernel/problem.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import { problems } from './problems.ts';

/** The maximum length of a person's or an organization's name. */
export const maxName = 200;

/** One line in the list of an organization's members. */
export interface MemberListItem {
  readonly member: Member;
  /** The platforms on which the member has joined; empty if none. */
  readonly platforms: readonly Platform[];
  /** Whether the viewer may create a code for this member to join with. */
  readonly mayGiveCode: boolean;
}

/** The caller: member, organization, and linked chat identities. */
export interface Self {
  readonly member: Member;
  readonly organization: Organization;
  readonly identities: readonly ChatIdentity[];
}

/** A one-time code, shown once and privately. */
export interface LinkCode {
  readonly code: string;
  readonly expiresAt: Date;
  readonly member: Member;
}

/** Both levels of a member's roles (ROLE). */
export interface Roles {
  readonly agentRole: AgentRole;
  readonly adminRoles: readonly AdminRole[];
}

/** A member to add, with both role levels (ROLE). */
export interface NewMember extends Roles {
  readonly name: string;
  readonly email: string;
  /** The chosen person in the actor's chat, if any. */
  readonly identity: ChatIdentity | null;
}

/** The choices for a new member: the organization and its roles. */
export interface MemberChoice {
  readonly organization: Organization;
  readonly mayNameGlobalAdmin: boolean;
}

/** Only partners have agents, and only customers have Billing admins (ROLE). Refuses with `roles_not_fitting`. */
export function fittingRoles(organization: Organization, roles: Roles): Result<void, Problem> {
  if (!isPartner(organization) && roles.agentRole !== 'not_an_agent') {
    return refuse(problems.roles_not_fitting({ reason: 'customer_agent' }));
  }
  if (isPartner(organization) && roles.adminRoles.includes('billing_admin')) {
    return refuse(problems.roles_not_fitting({ reason: 'partner_billing' }));
  }
  return ok(undefined);
}
