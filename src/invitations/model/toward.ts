import { problems as kernelProblems } from '../../kernel/problems.ts';
import { type Condition, defineRule } from '../../kernel/rule.ts';
import type { Toward } from '../../kernel/subject.ts';
import { mayAsk, problems as organizationProblems } from '../../organizations/index.ts';
import type { OnOrganization as OnOrganizationSoFar, PartnershipsToward } from '../../partnerships/index.ts';
import { type RelationshipsToward, problems as relationshipProblems } from '../../relationships/index.ts';
import { problems } from '../problems.ts';
import type { InvitationDetails, InvitationKind } from './invitation.ts';

/** The open invitations between two organizations that the one who looks may see. */
export interface InvitationsToward {
  readonly open: readonly InvitationDetails[];
}

/** What the card of another organization is drawn from, as far as invitations and what they lead to go. */
export type OnOrganization = OnOrganizationSoFar & { readonly invitations: InvitationsToward };

/** What offers on a member's home look at. */
export type OnHome = Pick<Toward, 'member' | 'organization'>;

type Own = Pick<Toward, 'organization'>;
type Sides = Pick<Toward, 'organization' | 'other'>;
/** What stands between the two in which the other is a customer, or a reseller. */
type WithCustomer = Sides & { readonly relationships: Pick<RelationshipsToward, 'asCustomer'> };
type WithReseller = Sides & { readonly partnerships: Pick<PartnershipsToward, 'partnership'> };

// Conditions on the own organization.

/** Where no partner feature is available, none is offered (R-ORG-02). */
const inPartneringCloud: Condition<Own> = ({ organization: { cloud } }) =>
  cloud === 'china' ? kernelProblems.partner_features_unavailable({ cloud }) : null;

/** A provider has resellers, and no customers of its own. */
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

// Conditions on the two of them.

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

/** Nothing of this kind waits for the other; nor does a draft, which would be sent instead (R-INV-11). */
const isNotAskedYet =
  (kind: InvitationKind): Condition<OnOrganization> =>
  ({ organization, invitations: { open } }) => {
    const asked = open.find(
      ({ invitation }) => invitation.kind === kind && invitation.senderId === organization.id,
    );
    return asked ? problems.invitation_already_open({ invitation: asked.invitation }) : null;
  };

const needs = 'request_relationship';

/** Asking a customer for a relationship, of whichever type (R-INV-02). */
export const requestRule = defineRule<Sides>({ needs, conditions: [mayAskOther] });

/** Asking a customer for admin roles (R-DAP-07). */
export const rolesAskRule = defineRule<WithCustomer>({
  needs,
  conditions: [mayAskOther, mayAskForRoles, isCustomer, hasNoRoles],
});

/** Asking resellers at all (R-IND-01). */
export const providerRule = defineRule<Own>({ needs, conditions: [inPartneringCloud, isProvider] });

/** Asking a reseller to authorize the own organization (R-IND-01). */
export const providerInviteRule = defineRule<WithReseller>({
  needs,
  conditions: [...providerRule.conditions, mayAskOther, isReseller, hasNoAccess],
});

/**
 * When the card of an organization, or the home, offers to ask. What the rules above allow besides, such as asking a
 * customer for another type, is typed: as a button it would rarely be what somebody wants next.
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
