import { type Agreement, type AgreementStatus, consentTo, pendingAgreement } from '../../agreements/index.ts';
import type { DelegationPolicy, OrganizationSummary } from '../../kernel/organization.ts';
import type { Problem } from '../../kernel/problem.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { type RelationshipDetails, type RelationshipType, typeWithDap } from '../../relationships/index.ts';
import { problems } from '../problems.ts';
import type { Invitation, InvitationDetails } from './invitation.ts';

/** What a person confirmed on the review form. */
export interface Consent {
  /**
   * The ticked box: "I have read the agreement", or for a provider that its rights are understood (R-AGR-01, R-IND-01).
   */
  readonly ticked: boolean;
  /** The agreement version that the form showed; null if it showed none. */
  readonly agreementVersion: string | null;
  /** The id of the delegated administrator that the person agreed to replace (R-DAP-05). */
  readonly replaces: string | null;
}

/**
 * The partner that loses its roles when this is accepted: the current delegated administrator if the customer's policy
 * is `single` (R-DAP-05).
 */
export const replacedBy = ({ invitation, delegation }: InvitationDetails): OrganizationSummary | null =>
  invitation.includesDap && delegation?.policy === 'single' ? (delegation.present[0] ?? null) : null;

/**
 * The agreement that this consent accepts; null if none is needed. Refuses with `box_not_ticked` (R-AGR-01), and with
 * `agreement_changed` if the form showed another version than the current one.
 */
export function acceptedAgreement(
  status: AgreementStatus,
  consent: Consent,
): Result<Agreement | null, Problem> {
  const agreement = pendingAgreement(status);
  const problem =
    agreement && consentTo(agreement, { ticked: consent.ticked, version: consent.agreementVersion });
  return problem ? refuse(problem) : ok(agreement);
}

/** The relationship's type and privileges after accepting; `present` is the relationship before. */
export function outcomeOf(
  invitation: Invitation,
  present: RelationshipDetails | undefined,
): { readonly type: RelationshipType; readonly grantsRoles: boolean } {
  const before = present?.relationship;
  const asked = invitation.type ?? 'reseller';
  const base = invitation.kind === 'delegated_administration' ? (before?.type ?? asked) : asked;
  const hasRoles = before?.hasDap === true;
  return {
    type: typeWithDap(base, invitation.includesDap || hasRoles),
    grantsRoles: invitation.includesDap && !hasRoles,
  };
}

/**
 * The partner that loses its roles when roles are granted: the current delegated administrator, if the person agreed to
 * replace that one (R-DAP-05); null if no one loses roles. Refuses with `replacement_needed`, `replacement_outdated`.
 */
export function holderToReplace(
  invitation: Invitation,
  policy: DelegationPolicy,
  holders: readonly OrganizationSummary[],
  consent: Consent,
): Result<OrganizationSummary | null, Problem> {
  const present = policy === 'single' ? holders.find(({ id }) => id !== invitation.senderId) : undefined;
  if (!present) return ok(null);
  if (consent.replaces === null) {
    return refuse(problems.replacement_needed({ present, invitationId: invitation.id }));
  }
  return consent.replaces.toLowerCase() === present.id
    ? ok(present)
    : refuse(problems.replacement_outdated({ invitationId: invitation.id }));
}
