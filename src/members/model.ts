import type { AdminRole, AgentRole, ChatIdentity, Member, Platform } from '../kernel/member.ts';
import { isPartner, type Organization } from '../kernel/organization.ts';
import type { Problem } from '../kernel/problem.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import { problems } from './problems.ts';

/** The most characters of a person's or an organization's name. */
export const maxName = 200;

/** One line of the list of an organization's people. */
export interface MemberListItem {
  readonly member: Member;
  /** The platforms on which the bot knows the member; empty for one who has not joined yet. */
  readonly platforms: readonly Platform[];
  /** Whether whoever looks may make a code with which this member joins. */
  readonly mayGiveCode: boolean;
}

/** Somebody's own place: member, organization, and the chats that know the member. */
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

/** Who is added: with both levels stated (ROLE). */
export interface NewMember extends Roles {
  readonly name: string;
  readonly email: string;
  /** The person in the actor's own chat, if that is who is meant. */
  readonly identity: ChatIdentity | null;
}

/** Where a member is added, and as what. */
export interface MemberChoice {
  readonly organization: Organization;
  readonly mayNameGlobalAdmin: boolean;
}

/** Agents are partners' people, and Billing admins are customers' (ROLE). Refused with `roles_not_fitting`. */
export function fittingRoles(organization: Organization, roles: Roles): Result<void, Problem> {
  if (!isPartner(organization) && roles.agentRole !== 'not_an_agent') {
    return refuse(problems.roles_not_fitting({ reason: 'customer_agent' }));
  }
  if (isPartner(organization) && roles.adminRoles.includes('billing_admin')) {
    return refuse(problems.roles_not_fitting({ reason: 'partner_billing' }));
  }
  return ok(undefined);
}
