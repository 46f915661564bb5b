/** The level as an agent; each member states one (ROLE). */
export const agentRoles = ['admin_agent', 'helpdesk_agent', 'not_an_agent'] as const;
export type AgentRole = (typeof agentRoles)[number];

/** The roles as an administrator of the member's own organization; none of them is stated as an empty list. */
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

/** The platform whose tenants are the organizations' own directory tenants, by the same ids (R-ID-01, R-ID-03). */
export const directoryPlatform = 'teams' satisfies Platform;

/**
 * A person as a chat platform vouches for: the Slack team (or enterprise) of the user, or the Entra tenant,
 * and the user's id in it; never a name or a mail address (R-ID-01).
 */
export interface ChatIdentity {
  readonly platform: Platform;
  /** Slack team or enterprise of the *user*; Entra tenant id. */
  readonly tenant: string;
  /** Slack user id; Entra (AAD) object id. */
  readonly user: string;
}

/** A person in an organization, on one platform or on both (R-ID-05). */
export interface Member {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly email: string;
  readonly agentRole: AgentRole;
  readonly adminRoles: readonly AdminRole[];
}

/** Both levels as one list of the roles held. */
export const rolesOf = (member: Pick<Member, 'agentRole' | 'adminRoles'>): readonly Role[] =>
  member.agentRole === 'not_an_agent' ? member.adminRoles : [...member.adminRoles, member.agentRole];

/** A person as the record keeps it, readable also after the member has gone. */
export interface Person {
  readonly memberId: string | null;
  readonly name: string;
  readonly email: string;
}
