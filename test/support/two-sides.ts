import type { OrganizationSummary, Programme } from '../../src/kernel/organization.ts';
import type {
  Partnership,
  PartnershipDetails,
  Relationship,
  RelationshipDetails,
} from '../../src/relationships/model/relationship.ts';

const organization = (id: string, name: string, programme: Programme | null): OrganizationSummary => ({
  id: `01990000-0000-7000-8000-0000000000${id}`,
  name,
  domain: `${name.toLowerCase()}.com`,
  country: 'FR',
  cloud: 'public',
  programme,
});

/** A customer, its reseller, and the reseller's provider. */
export const contoso = organization('c0', 'Contoso', null);
export const fabrikam = organization('f0', 'Fabrikam', 'indirect_reseller');
export const tailspin = organization('10', 'Tailspin', 'indirect_provider');

const since = new Date('2026-01-15T09:00:00Z');

/** Fabrikam sells to Contoso, with or without admin roles. */
export const relationship = (change: Partial<Relationship>): RelationshipDetails => ({
  relationship: {
    id: '01990000-0000-7000-8000-00000000000a',
    partnerId: fabrikam.id,
    customerId: contoso.id,
    state: 'active',
    type: change.hasDap ? 'reseller_and_delegated_administrator' : 'reseller',
    hasDap: false,
    since,
    endedAt: null,
    endAskedAt: null,
    ofRecordSince: null,
    ...change,
  },
  partner: fabrikam,
  customer: contoso,
  roles: change.hasDap
    ? [
        { role: 'global_admin', grantedAt: since },
        { role: 'helpdesk_admin', grantedAt: since },
      ]
    : [],
});

/** Tailspin provides for Fabrikam. */
export const partnership = (change: Partial<Partnership>): PartnershipDetails => ({
  partnership: {
    id: '01990000-0000-7000-8000-00000000000b',
    providerId: tailspin.id,
    resellerId: fabrikam.id,
    state: 'active',
    adminAccess: true,
    since,
    endedAt: null,
    ...change,
  },
  provider: tailspin,
  reseller: fabrikam,
});
