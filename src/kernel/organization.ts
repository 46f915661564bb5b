export const clouds = ['public', 'us_government', 'germany', 'china'] as const;
export type Cloud = (typeof clouds)[number];

export const programmes = ['direct_reseller', 'indirect_reseller', 'indirect_provider', 'advisor'] as const;
export type Programme = (typeof programmes)[number];

/** How many partners may have delegated administration privileges at a time (R-DAP-05). */
export const delegationPolicies = ['single', 'several'] as const;
export type DelegationPolicy = (typeof delegationPolicies)[number];

/** What anybody who knows the exact domain may see of an organization (R-REL-06), and what the rules compare. */
export interface OrganizationSummary {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly cloud: Cloud;
  readonly programme: Programme | null;
}

/** An organization as named in a refusal. */
export type Named = Pick<OrganizationSummary, 'id' | 'name' | 'domain'>;

/** A company or school with one tenant: a customer, a partner, or both (R-ORG-01). */
export interface Organization extends OrganizationSummary {
  readonly tenantId: string;
  /** BCP 47. */
  readonly language: string;
  readonly mpnId: string | null;
  /** Whether its programme allows it to ask for delegated administration (R-DAP-09). */
  readonly mayAskForDap: boolean;
  readonly delegatedAdministrators: DelegationPolicy;
  /** Days until a sent invitation expires (R-INV-10). */
  readonly invitationDays: number;
  /** Days before expiry on which approvers and sender are reminded (R-NOTE-05). */
  readonly reminderDays: readonly number[];
}

/** Whether the organization is in a partner programme. */
export const isPartner = (organization: { readonly programme: Programme | null }): boolean =>
  organization.programme !== null;

/** Whether it sells to customers, directly or through providers. */
export const isReseller = (organization: { readonly programme: Programme | null }): boolean =>
  organization.programme === 'direct_reseller' || organization.programme === 'indirect_reseller';

/** The portal in which a customer of this cloud accepts (R-ORG-03). */
export const acceptancePortal = (cloud: Cloud): 'microsoft_365' | 'microsoft_office' =>
  cloud === 'us_government' || cloud === 'germany' ? 'microsoft_office' : 'microsoft_365';
