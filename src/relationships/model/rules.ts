import {
  type AgreementStatus,
  problems as agreementProblems,
  alreadyAccepted,
} from '../../agreements/index.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import { problems as kernelProblems } from '../../kernel/problems.ts';
import { type Condition, defineRule } from '../../kernel/rule.ts';
import type { OrganizationSituation } from '../../kernel/subject.ts';
import { problems } from '../problems.ts';
import type { RelationshipDetails } from './relationship.ts';

/** The relationships between the own organization and another. */
export interface RelationshipsBetween {
  /**
   * The relationship in which the other is the customer; null too if the member may not view customers (R-ROLE-01).
   */
  readonly asCustomer: RelationshipDetails | null;
  /** The relationship in which the other is the partner. */
  readonly asPartner: RelationshipDetails | null;
  /** The other organization's agreement status; null if it is neither a customer nor the own organization. */
  readonly agreement: AgreementStatus | null;
}

/** The input of a rule: the other organization and the relationships that the rule needs. */
interface Between<Part extends keyof RelationshipsBetween> {
  readonly other: OrganizationSummary;
  readonly relationships: Pick<RelationshipsBetween, Part>;
}
type WithCustomer = Between<'asCustomer'>;
type WithPartner = Between<'asPartner'>;

/** The data of an organization's card and its offers, up to and including relationships. */
export type OnOrganization = OrganizationSituation & { readonly relationships: RelationshipsBetween };

/** The data of a relationship's card and its offers: the viewer's organization and the other one. */
export interface OnRelationship extends Between<'asCustomer' | 'asPartner'> {
  readonly organization: OrganizationSummary;
}

/** The other organization is a customer of the own one, as far as this member may see. */
export const isCustomer: Condition<WithCustomer> = ({ other, relationships }) =>
  relationships.asCustomer ? null : problems.not_related({ organization: other });

const isPartner: Condition<WithPartner> = ({ other, relationships }) =>
  relationships.asPartner ? null : problems.not_related({ organization: other });

const hasRoles: Condition<WithPartner> = ({ other, relationships }) =>
  relationships.asPartner?.relationship.hasDap ? null : problems.no_roles_in_place({ organization: other });

const isOfRecord: Condition<WithPartner> = ({ other, relationships }) =>
  relationships.asPartner?.relationship.ofRecordSince
    ? null
    : problems.not_partner_of_record({ organization: other });

const isNotOfRecordYet: Condition<WithPartner> = ({ relationships }) =>
  relationships.asPartner?.relationship.ofRecordSince ? kernelProblems.already_handled() : null;

const hasAskedToEnd: Condition<WithCustomer> = ({ other, relationships }) =>
  relationships.asCustomer?.relationship.endAskedAt ? null : problems.end_not_asked({ organization: other });

const isNotAskedToEndYet: Condition<WithPartner> = ({ other, relationships }) => {
  const at = relationships.asPartner?.relationship.endAskedAt;
  return at ? problems.end_already_asked({ organization: other, at }) : null;
};

/** If each is the other's customer, `end` ends the own side, so there is nothing to ask for. */
const isPartnerOnly: Condition<Between<'asCustomer' | 'asPartner'>> = ({ other, relationships }) =>
  relationships.asPartner && !relationships.asCustomer ? null : problems.not_related({ organization: other });

const lacksAgreement: Condition<Between<'agreement'>> = ({ other, relationships: { agreement } }) => {
  if (!agreement?.current) return agreementProblems.agreement_not_published();
  return agreement.acceptance ? alreadyAccepted(agreement.acceptance, other) : null;
};

/** A customer removes the admin roles of its partner (R-DAP-02, R-ROLE-04). */
export const removeRolesRule = defineRule<WithPartner>({
  needs: 'remove_partner_roles',
  conditions: [isPartner, hasRoles],
});

/** A customer sets its partner of record (R-DAP-06, R-ROLE-02). Setting the same one again changes nothing. */
export const setRecordRule = defineRule<WithPartner>({
  needs: 'name_partner_of_record',
  conditions: [isPartner],
});

/** The button is offered only if it would change something. */
export const offerRecordRule = defineRule<WithPartner>({
  ...setRecordRule,
  conditions: [...setRecordRule.conditions, isNotOfRecordYet],
});

/** A customer removes its partner of record (R-DAP-06, R-ROLE-02). */
export const removeRecordRule = defineRule<WithPartner>({
  needs: 'name_partner_of_record',
  conditions: [isOfRecord],
});

/** A partner asks its customer to accept the missing agreement (R-AGR-05). */
export const askForAgreementRule = defineRule<Between<'asCustomer' | 'agreement'>>({
  needs: 'request_relationship',
  conditions: [isCustomer, lacksAgreement],
});

/** A partner ends a relationship (R-REL-03). */
export const endRule = defineRule<WithCustomer>({ needs: 'request_relationship', conditions: [isCustomer] });

/** A partner answers a customer that asked it to end the relationship (R-REL-02). */
export const refuseEndRule = defineRule<WithCustomer>({
  ...endRule,
  conditions: [...endRule.conditions, hasAskedToEnd],
});

/** A customer asks its partner to end a relationship (R-REL-02). */
export const askToEndRule = defineRule<Between<'asCustomer' | 'asPartner'>>({
  needs: 'work_with_partners',
  conditions: [isPartnerOnly, isNotAskedToEndYet],
});
