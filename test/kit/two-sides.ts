import type { Member } from '../../src/kernel/member.ts';
import type { Organization, Programme } from '../../src/kernel/organization.ts';
import type { Partnership, PartnershipDetails } from '../../src/partnerships/model.ts';
import type { Relationship, RelationshipDetails } from '../../src/relationships/model/relationship.ts';

const organization = (id: string, name: string, programme: Programme | null): Organization => ({
  id: `01990000-0000-7000-8000-0000000000${id}`,
  name,
  domain: `${name.toLowerCase()}.com`,
  tenantId: `01990000-0000-7000-8000-0000000001${id}`,
  country: 'FR',
  cloud: 'public',
  language: 'en',
  programme,
  mpnId: null,
  mayAskForDap: true,
  delegatedAdministrators: 'single',
  invitationDays: 90,
  reminderDays: [7, 1],
});

/** A customer, its reseller, and the reseller's provider. */
export const contoso = organization('c0', 'Contoso', null);
export const fabrikam = organization('f0', 'Fabrikam', 'indirect_reseller');
export const tailspin = organization('10', 'Tailspin', 'indirect_provider');

/** A member of an organization with every role. */
export const adminOf = ({ id, domain }: Organization): Member => ({
  id: `${id.slice(0, -3)}9${id.slice(-2)}`,
  organizationId: id,
  name: 'Ada',
  email: `ada@${domain}`,
  agentRole: 'admin_agent',
  adminRoles: ['global_admin', 'billing_admin', 'user_management_admin'],
});

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
