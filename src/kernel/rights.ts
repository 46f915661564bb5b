import type { Member, Role } from './member.ts';
import { rolesOf } from './member.ts';
import { isPartner, type Programme } from './organization.ts';

/**
 * Who may do what: the table of R-ROLE-01 to R-ROLE-04. `side`: the side that the organization must be able to take;
 * `roles`: the roles with the ability.
 */
const table = {
  // The partner's side.
  request_relationship: { side: 'partner', roles: ['admin_agent', 'global_admin'] },
  administer_for_customer: { side: 'partner', roles: ['admin_agent', 'global_admin'] },
  view_service_health: { side: 'partner', roles: ['admin_agent', 'helpdesk_agent', 'global_admin'] },
  view_customers: { side: 'partner', roles: ['admin_agent', 'helpdesk_agent', 'global_admin'] },
  ask_support_for_customer: { side: 'partner', roles: ['admin_agent', 'helpdesk_agent', 'global_admin'] },
  manage_subscriptions: { side: 'partner', roles: ['admin_agent', 'helpdesk_agent', 'global_admin'] },
  ask_support_for_office_365: { side: 'partner', roles: ['admin_agent', 'global_admin'] },
  manage_office_365_subscriptions: { side: 'partner', roles: ['admin_agent', 'global_admin'] },
  manage_leads: { side: 'partner', roles: ['admin_agent', 'global_admin'] },
  view_partner_profiles: { side: 'partner', roles: ['admin_agent', 'user_management_admin', 'global_admin'] },
  open_partner_service_requests: { side: 'partner', roles: ['global_admin'] },
  accept_partnership: { side: 'partner', roles: ['global_admin'] },
  // The customer's side. Declining, asking to end and naming the partner of record need `work_with_partners`.
  accept_relationship: { side: 'any', roles: ['global_admin'] },
  work_with_partners: { side: 'any', roles: ['global_admin', 'billing_admin'] },
  accept_agreement: { side: 'any', roles: ['global_admin', 'billing_admin'] },
  remove_partner_roles: { side: 'any', roles: ['global_admin', 'billing_admin'] },
  name_partner_of_record: { side: 'any', roles: ['global_admin', 'billing_admin'] },
  // Every organization.
  manage_members: { side: 'any', roles: ['global_admin', 'user_management_admin'] },
  // Otherwise whoever manages members could give themselves any role.
  manage_global_admins: { side: 'any', roles: ['global_admin'] },
  manage_notifications: { side: 'any', roles: ['global_admin', 'billing_admin', 'admin_agent'] },
} as const satisfies Record<string, { side: 'partner' | 'any'; roles: readonly Role[] }>;

export type Ability = keyof typeof table;
export const abilities = Object.keys(table) as readonly Ability[];

/** The roles with an ability, least powerful last; named in a refusal (R-ROLE-05). */
export const rolesWith = (ability: Ability): readonly Role[] => table[ability].roles;

/** Whether organizations of this programme have the ability at all. */
export const abilityExists = (
  ability: Ability,
  organization: { readonly programme: Programme | null },
): boolean => table[ability].side === 'any' || isPartner(organization);

/** Whether the member may do this in its organization now (R-ROLE-01). */
export function may(
  member: Pick<Member, 'agentRole' | 'adminRoles'>,
  organization: { readonly programme: Programme | null },
  ability: Ability,
): boolean {
  const allowed = rolesWith(ability);
  return abilityExists(ability, organization) && rolesOf(member).some((role) => allowed.includes(role));
}

/** The ability needed to add a member with these roles, or to create a code for one. */
export const abilityToManage = ({ adminRoles }: Pick<Member, 'adminRoles'>): Ability =>
  adminRoles.includes('global_admin') ? 'manage_global_admins' : 'manage_members';
