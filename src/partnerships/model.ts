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

/** A partnership with what both sides may see of it. */
export interface PartnershipDetails {
  readonly partnership: Partnership;
  readonly provider: OrganizationSummary;
  readonly reseller: OrganizationSummary;
}

/** The active partnership of the own organization with another, whichever of the two provides. */
export interface PartnershipsToward {
  readonly partnership: PartnershipDetails | null;
}

/** What the card of another organization is drawn from, as far as relationships and partnerships go. */
export type OnOrganization = OnOrganizationBefore & { readonly partnerships: PartnershipsToward };

/** What rules look at: the two organizations, and the partnership between them. */
export interface FacingPartnership {
  readonly organization: Pick<OrganizationSummary, 'id'>;
  readonly other: OrganizationSummary;
  readonly partnerships: PartnershipsToward;
}

const isPartnered: Condition<FacingPartnership> = ({ other, partnerships }) =>
  partnerships.partnership ? null : problems.not_partnered({ organization: other });

const isProvider: Condition<FacingPartnership> = ({ organization, other, partnerships }) =>
  partnerships.partnership?.reseller.id === organization.id
    ? null
    : problems.not_a_provider({ organization: other });

const hasAccess: Condition<FacingPartnership> = ({ other, partnerships }) =>
  partnerships.partnership?.partnership.adminAccess
    ? null
    : problems.no_admin_access({ organization: other });

/** A reseller takes the administrator access of its provider (R-IND-04). */
export const removingAccess = defineRule<FacingPartnership>({
  needs: 'accept_partnership',
  conditions: [isProvider, hasAccess],
});

/** A provider and its reseller each see which of their own customers are the other's too (R-REL-04). */
export const sharing = defineRule<FacingPartnership>({ needs: 'view_customers', conditions: [isPartnered] });
