/** The agent level; each member has exactly one (ROLE). */
export const agentRoles = ['admin_agent', 'helpdesk_agent', 'not_an_agent'] as const;
export type AgentRole = (typeof agentRoles)[number];

/** The admin roles in the member's own organization; none is an empty list. */
export const adminRoles = ['global_admin', 'billing_admin', 'user_management_admin'] as const;
export type AdminRole = (typeof adminRoles)[number];

export type Role = Exclude<AgentRole, 'not_an_agent'> | AdminRole;
export const roles = [
  'global_admin',
  'billing_admin',
  'user_management_admin',
  'admin_agent',
  'helpdesk_agent',
] as const satisfies readonly Role[];

export const platforms = ['slack', 'teams'] as const;
export type Platform = (typeof platforms)[number];

/** The platform whose tenant ids are the organizations' directory tenants (R-ID-01, R-ID-03). */
export const directoryPlatform = 'teams' satisfies Platform;

/**
 * A person as verified by a chat platform: the user's Slack team (or enterprise) or Entra tenant, and the user's id in
 * it; never a name or a mail address (R-ID-01).
 */
export interface ChatIdentity {
  readonly platform: Platform;
  /** The *user's* Slack team or enterprise; the Entra tenant id. */
  readonly tenant: string;
  /** Slack user id; Entra (AAD) object id. */
  readonly user: string;
}

/** A member of an organization, on one platform or on both (R-ID-05). */
export interface Member {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly email: string;
  readonly agentRole: AgentRole;
  readonly adminRoles: readonly AdminRole[];
}

/** The roles of both levels in one list. */
export const rolesOf = (member: Pick<Member, 'agentRole' | 'adminRoles'>): readonly Role[] =>
  member.agentRole === 'not_an_agent' ? member.adminRoles : [...member.adminRoles, member.agentRole];

/** A person in an audit entry, readable also after the member was removed. */
export interface Person {
  readonly memberId: string | null;
  readonly name: string;
  readonly email: string;
}
