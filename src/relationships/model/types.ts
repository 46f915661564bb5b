/** The seven ways a partner can work with a customer (TYPE). */
export const relationshipTypes = [
  'reseller',
  'delegated_administrator',
  'reseller_and_delegated_administrator',
  'partner',
  'advisor',
  'mpsa',
  'line_of_business',
] as const;
export type RelationshipType = (typeof relationshipTypes)[number];

export const capabilities = [
  'sell_products',
  'manage_services',
  'create_users_and_groups',
  'manage_licences',
  'set_up_mailboxes',
  'migrate_data',
  'reset_passwords',
  'file_service_requests',
  'use_an_account',
  'see_mpsa_purchases',
  'develop_apps',
] as const;
export type Capability = (typeof capabilities)[number];

/** The admin roles that delegated administration grants in the customer's tenant, always both (R-DAP-01). */
export const delegatedRoles = ['global_admin', 'helpdesk_admin'] as const;
export type DelegatedRole = (typeof delegatedRoles)[number];

const administration = [
  'manage_services',
  'create_users_and_groups',
  'manage_licences',
  'set_up_mailboxes',
  'migrate_data',
  'reset_passwords',
  'file_service_requests',
] as const satisfies readonly Capability[];

interface TypeFacts {
  readonly allows: readonly Capability[];
  /** Whether the type consists of delegated administration privileges: it exists only with them. */
  readonly delegated: boolean;
  /** The type after the privileges are granted (R-REL-01). */
  readonly withDap: RelationshipType;
  /** The type after the privileges are removed: the partner stays (R-DAP-02). */
  readonly withoutDap: RelationshipType;
}

/** What each type allows: the one table for the service, the cards and the help (R-TYPE-08). */
const table: Readonly<Record<RelationshipType, TypeFacts>> = {
  reseller: {
    allows: ['sell_products'],
    delegated: false,
    withDap: 'reseller_and_delegated_administrator',
    withoutDap: 'reseller',
  },
  delegated_administrator: {
    allows: administration,
    delegated: true,
    withDap: 'delegated_administrator',
    withoutDap: 'partner',
  },
  reseller_and_delegated_administrator: {
    allows: ['sell_products', ...administration],
    delegated: true,
    withDap: 'reseller_and_delegated_administrator',
    withoutDap: 'reseller',
  },
  partner: {
    allows: ['use_an_account'],
    delegated: false,
    withDap: 'delegated_administrator',
    withoutDap: 'partner',
  },
  advisor: {
    allows: ['reset_passwords', 'file_service_requests'],
    delegated: false,
    withDap: 'delegated_administrator',
    withoutDap: 'advisor',
  },
  mpsa: {
    allows: ['see_mpsa_purchases'],
    delegated: false,
    withDap: 'delegated_administrator',
    withoutDap: 'mpsa',
  },
  line_of_business: {
    allows: ['develop_apps'],
    delegated: false,
    withDap: 'delegated_administrator',
    withoutDap: 'line_of_business',
  },
};

/** What a partner of this type may do for the customer. */
export const allowedBy = (type: RelationshipType): readonly Capability[] => table[type].allows;

/** Whether the type consists of delegated administration privileges. */
export const isDelegated = (type: RelationshipType): boolean => table[type].delegated;

/** The type after the privileges are granted or removed (R-REL-01, R-INV-06). */
export const typeWithDap = (type: RelationshipType, dap: boolean): RelationshipType =>
  dap ? table[type].withDap : table[type].withoutDap;

/** Whether a partner of this type sells, so that orders and the customer agreement apply. */
export const sells = (type: RelationshipType): boolean => table[type].allows.includes('sell_products');
