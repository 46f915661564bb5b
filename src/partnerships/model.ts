import type { OrganizationSummary } from '../kernel/organization.ts';
import { type Condition, defineRule } from '../kernel/rule.ts';
import type { OnOrganization as OnOrganizationBefore } from '../relationships/index.ts';
import { problems } from './problems.ts';

/** Indirect provider ↔ indirect reseller (IND). */
export interface Partnership {
  readonly id: string;
  readonly providerId: string;
  readonly resellerId: string;
  readonly state: 'active' | 'ended';
  /** Whether the provider has administrator access to the reseller's work account (R-IND-02, R-IND-04). */
  readonly adminAccess: boolean;
  readonly since: Date;
  readonly endedAt: Date | null;
}

/** A partnership with everything that both sides may see. */
export interface PartnershipDetails {
  readonly partnership: Partnership;
  readonly provider: OrganizationSummary;
  readonly reseller: OrganizationSummary;
}

/** The active partnership between the own organization and another, in either direction. */
export interface PartnershipsBetween {
  readonly partnership: PartnershipDetails | null;
}

/** The data of an organization's card and its offers, up to and including partnerships. */
export type OnOrganization = OnOrganizationBefore & { readonly partnerships: PartnershipsBetween };

/** The input of rules: the two organizations, and the partnership between them. */
export interface WithPartnership {
  readonly organization: Pick<OrganizationSummary, 'id'>;
  readonly other: OrganizationSummary;
  readonly partnerships: PartnershipsBetween;
}

const isPartnered: Condition<WithPartnership> = ({ other, partnerships }) =>
  partnerships.partnership ? null : problems.not_partnered({ organization: other });

const isProvider: Condition<WithPartnership> = ({ organization, other, partnerships }) =>
  partnerships.partnership?.reseller.id === organization.id
    ? null
    : problems.not_a_provider({ organization: other });

const hasAccess: Condition<WithPartnership> = ({ other, partnerships }) =>
  partnerships.partnership?.partnership.adminAccess
    ? null
    : problems.no_admin_access({ organization: other });

/** A reseller removes its provider's administrator access (R-IND-04). */
export const removeAccessRule = defineRule<WithPartnership>({
  needs: 'accept_partnership',
  conditions: [isProvider, hasAccess],
});

/** A provider and its reseller each see which of their own customers are also the other's (R-REL-04). */
export const sharedCustomersRule = defineRule<WithPartnership>({
  needs: 'view_customers',
  conditions: [isPartnered],
});
