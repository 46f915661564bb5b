import { problems as kernelProblems } from '../../kernel/problems.ts';
import { type Condition, defineRule } from '../../kernel/rule.ts';
import type { OrganizationSituation } from '../../kernel/subject.ts';
import { mayAsk, problems as organizationProblems } from '../../organizations/index.ts';
import type { OnOrganization as OnOrganizationSoFar, PartnershipsBetween } from '../../partnerships/index.ts';
import { type RelationshipsBetween, problems as relationshipProblems } from '../../relationships/index.ts';
import { problems } from '../problems.ts';
import type { InvitationDetails, InvitationKind } from './invitation.ts';

/** The open invitations between two organizations that the viewer may see. */
export interface InvitationsBetween {
  readonly open: readonly InvitationDetails[];
}

/** The data of an organization's card, up to and including invitations. */
export type OnOrganization = OnOrganizationSoFar & { readonly invitations: InvitationsBetween };

/** The data for offers on a member's home. */
export type OnHome = Pick<OrganizationSituation, 'member' | 'organization'>;

type Own = Pick<OrganizationSituation, 'organization'>;
type Sides = Pick<OrganizationSituation, 'organization' | 'other'>;
/** What exists between the two, if the other is a customer or a reseller. */
type WithCustomer = Sides & { readonly relationships: Pick<RelationshipsBetween, 'asCustomer'> };
type WithReseller = Sides & { readonly partnerships: Pick<PartnershipsBetween, 'partnership'> };

// Conditions on the own organization.

/** Offers nothing in a cloud without partner features (R-ORG-02). */
const inPartneringCloud: Condition<Own> = ({ organization: { cloud } }) =>
  cloud === 'china' ? kernelProblems.partner_features_unavailable({ cloud }) : null;

/** A provider has resellers and no customers of its own. */
const isNoProvider: Condition<Own> = ({ organization }) =>
  organization.programme === 'indirect_provider'
    ? organizationProblems.resellers_only({ organization })
    : null;

const isProvider: Condition<Own> = ({ organization }) =>
  organization.programme === 'indirect_provider'
    ? null
    : organizationProblems.providers_only({ organization });

const mayAskForRoles: Condition<Own> = ({ organization }) =>
  organization.mayAskForDap ? null : problems.dap_not_entitled();

// Conditions on both organizations.

const mayAskOther: Condition<Sides> = ({ organization, other }) => {
  const asked = mayAsk(organization, other);
  return asked.ok ? null : asked.problem;
};

const isReseller: Condition<Sides> = ({ other }) =>
  other.programme === 'indirect_reseller' ? null : problems.not_a_reseller({ organization: other });

const isNoCustomerYet: Condition<WithCustomer> = ({ other, relationships: { asCustomer } }) =>
  asCustomer ? problems.already_related({ organization: other, type: asCustomer.relationship.type }) : null;

const isCustomer: Condition<WithCustomer> = ({ other, relationships: { asCustomer } }) =>
  asCustomer ? null : relationshipProblems.not_related({ organization: other });

const hasNoRoles: Condition<WithCustomer> = ({ other, relationships: { asCustomer } }) =>
  asCustomer?.relationship.hasDap ? problems.roles_already_in_place({ organization: other }) : null;

const hasNoAccess: Condition<WithReseller> = ({ other, partnerships: { partnership } }) =>
  partnership?.partnership.adminAccess ? problems.already_partnered({ organization: other }) : null;

const isNotPartneredYet: Condition<WithReseller> = ({ other, partnerships: { partnership } }) =>
  partnership ? problems.already_partnered({ organization: other }) : null;

/** No invitation of this kind is open. A draft counts too, because it would be sent instead (R-INV-11). */
const isNotAskedYet =
  (kind: InvitationKind): Condition<OnOrganization> =>
  ({ organization, invitations: { open } }) => {
    const asked = open.find(
      ({ invitation }) => invitation.kind === kind && invitation.senderId === organization.id,
    );
    return asked ? problems.invitation_already_open({ invitation: asked.invitation }) : null;
  };

const needs = 'request_relationship';

/** Ask a customer for a relationship of any type (R-INV-02). */
export const requestRule = defineRule<Sides>({ needs, conditions: [mayAskOther] });

/** Ask a customer for admin roles (R-DAP-07). */
export const rolesAskRule = defineRule<WithCustomer>({
  needs,
  conditions: [mayAskOther, mayAskForRoles, isCustomer, hasNoRoles],
});

/** Ask resellers in general (R-IND-01). */
export const providerRule = defineRule<Own>({ needs, conditions: [inPartneringCloud, isProvider] });

/** Ask a reseller to authorize the own organization (R-IND-01). */
export const providerInviteRule = defineRule<WithReseller>({
  needs,
  conditions: [...providerRule.conditions, mayAskOther, isReseller, hasNoAccess],
});

/**
 * The rules for the buttons on an organization's card and on the home. They are stricter than the rules above: asking a
 * customer for another type, for example, is allowed but must be typed, because few people want it next.
 */
export const offerRules = {
  request: defineRule<OnOrganization>({
    needs,
    conditions: [isNoProvider, ...requestRule.conditions, isNoCustomerYet, isNotAskedYet('relationship')],
  }),
  requestAtHome: defineRule<Own>({ needs, conditions: [inPartneringCloud, isNoProvider] }),
  rolesAsk: defineRule<OnOrganization>({
    needs,
    conditions: [...rolesAskRule.conditions, isNotAskedYet('delegated_administration')],
  }),
  providerInvite: defineRule<OnOrganization>({
    needs,
    conditions: [...providerInviteRule.conditions, isNotPartneredYet, isNotAskedYet('indirect_provider')],
  }),
};
