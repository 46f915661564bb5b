import { describe, expect, test } from 'vitest';
import { agentRoles, type Role, roles, rolesOf } from '../../src/kernel/member.ts';
import type { Programme } from '../../src/kernel/organization.ts';
import { type Ability, abilities, abilityExists, may, rolesWith } from '../../src/kernel/rights.ts';

const memberWith = (...held: readonly Role[]) => ({
  agentRole: agentRoles.find((role) => held.some((one) => one === role)) ?? ('not_an_agent' as const),
  adminRoles: held.filter((role) => role !== 'admin_agent' && role !== 'helpdesk_agent'),
});

const allows = (held: readonly Role[], ability: Ability, programme: Programme | null = 'indirect_reseller') =>
  may(memberWith(...held), { programme }, ability);

/** The table of rules.md, cell by cell: the partner's roles, and what each may (yes) or may not (no). */
const cells: readonly [role: Role, yes: readonly Ability[], no: readonly Ability[]][] = [
  [
    'admin_agent',
    [
      'view_service_health',
      'request_relationship',
      'administer_for_customer',
      'manage_leads',
      'view_partner_profiles',
      'view_customers',
      'ask_support_for_customer',
      'manage_subscriptions',
      'ask_support_for_office_365',
      'manage_office_365_subscriptions',
    ],
    ['manage_members', 'open_partner_service_requests', 'accept_partnership'],
  ],
  [
    'helpdesk_agent',
    ['view_customers', 'view_service_health', 'ask_support_for_customer', 'manage_subscriptions'],
    [
      'ask_support_for_office_365',
      'manage_office_365_subscriptions',
      'view_partner_profiles',
      'request_relationship',
      'manage_leads',
      'manage_members',
      'administer_for_customer',
      'open_partner_service_requests',
      'accept_partnership',
    ],
  ],
  ['global_admin', abilities, []],
  [
    'user_management_admin',
    ['manage_members', 'view_partner_profiles'],
    abilities.filter((ability) => ability !== 'manage_members' && ability !== 'view_partner_profiles'),
  ],
];

describe('a partner’s members', () => {
  test.each(cells.flatMap(([role, yes]) => yes.map((ability) => [role, ability] as const)))(
    'R-ROLE-01: %s may %s',
    (role, ability) => {
      expect(allows([role], ability)).toBe(true);
      expect(rolesWith(ability)).toContain(role);
    },
  );

  test.each(cells.flatMap(([role, , no]) => no.map((ability) => [role, ability] as const)))(
    'R-ROLE-01: %s may not %s',
    (role, ability) => {
      expect(allows([role], ability)).toBe(false);
      expect(rolesWith(ability)).not.toContain(role);
    },
  );

  test.each(abilities)('R-ROLE-01: a member without roles may not %s', (ability) => {
    expect(allows([], ability)).toBe(false);
  });

  test('R-ROLE-01: an agent who is an admin too may what either may', () => {
    expect(rolesOf(memberWith('helpdesk_agent', 'user_management_admin'))).toEqual([
      'user_management_admin',
      'helpdesk_agent',
    ]);
    expect(allows(['helpdesk_agent', 'user_management_admin'], 'view_customers')).toBe(true);
    expect(allows(['helpdesk_agent', 'user_management_admin'], 'manage_members')).toBe(true);
    expect(allows(['helpdesk_agent', 'user_management_admin'], 'request_relationship')).toBe(false);
  });

  test('R-ROLE-08: what an ability is called for asking is what withdrawing, reminding and ending need', () => {
    expect([...rolesWith('request_relationship')].sort()).toEqual(['admin_agent', 'global_admin']);
  });
});

describe('a customer’s members', () => {
  const onPartners: readonly Ability[] = [
    'work_with_partners',
    'accept_agreement',
    'remove_partner_roles',
    'name_partner_of_record',
  ];

  test.each(onPartners)('R-ROLE-02 R-ROLE-04: %s takes a Global or a Billing admin', (ability) => {
    expect(roles.filter((role) => allows([role], ability, null))).toEqual(['global_admin', 'billing_admin']);
  });

  test('R-ROLE-03: accepting what creates a relationship takes a Global admin', () => {
    expect(roles.filter((role) => allows([role], 'accept_relationship', null))).toEqual(['global_admin']);
  });

  test.each(abilities.filter((ability) => !abilityExists(ability, { programme: null })))(
    'R-ROLE-01: %s is for partners, so at a customer nobody may',
    (ability) => {
      expect(roles.filter((role) => allows([role], ability, null))).toEqual([]);
    },
  );
});
