import { describe, expect, test } from 'vitest';
import {
  allowedBy,
  type Capability,
  capabilities,
  delegatedRoles,
  isDelegated,
  type RelationshipType,
  relationshipTypes,
  sells,
  typeWithDap,
} from '../../src/relationships/model/types.ts';

const administration: readonly Capability[] = [
  'manage_services',
  'create_users_and_groups',
  'manage_licences',
  'set_up_mailboxes',
  'migrate_data',
  'reset_passwords',
  'file_service_requests',
];

describe('what each type allows', () => {
  test.each<[string, RelationshipType, readonly Capability[]]>([
    ['R-TYPE-01', 'reseller', ['sell_products']],
    ['R-TYPE-02', 'delegated_administrator', administration],
    ['R-TYPE-03', 'reseller_and_delegated_administrator', ['sell_products', ...administration]],
    ['R-TYPE-04', 'partner', ['use_an_account']],
    ['R-TYPE-05', 'advisor', ['reset_passwords', 'file_service_requests']],
    ['R-TYPE-06', 'mpsa', ['see_mpsa_purchases']],
    ['R-TYPE-07', 'line_of_business', ['develop_apps']],
  ])('%s: %s', (_, type, allowed) => {
    expect([...allowedBy(type)].sort()).toEqual([...allowed].sort());
    expect(sells(type)).toBe(allowed.includes('sell_products'));
  });

  test('R-TYPE-08: the seven types are in one table, and every capability belongs to one of them', () => {
    expect(relationshipTypes).toHaveLength(7);
    expect(new Set(relationshipTypes.flatMap(allowedBy))).toEqual(new Set(capabilities));
  });
});

describe('the type with and without the privileges', () => {
  test.each(relationshipTypes)(
    'R-REL-01: %s with the roles is made of them, and without them is not',
    (type) => {
      expect(isDelegated(typeWithDap(type, true))).toBe(true);
      expect(isDelegated(typeWithDap(type, false))).toBe(false);
      expect(sells(typeWithDap(type, true))).toBe(sells(type));
      expect(sells(typeWithDap(type, false))).toBe(sells(type));
      for (const dap of [true, false]) {
        expect(typeWithDap(typeWithDap(type, dap), dap)).toBe(typeWithDap(type, dap));
      }
    },
  );

  test('R-DAP-02: a reseller that loses the roles stays, as reseller', () => {
    expect(typeWithDap('reseller_and_delegated_administrator', false)).toBe('reseller');
    expect(typeWithDap('delegated_administrator', false)).toBe('partner');
  });

  test('R-DAP-01: the roles are Global admin and Helpdesk admin', () => {
    expect(delegatedRoles).toEqual(['global_admin', 'helpdesk_admin']);
  });
});
