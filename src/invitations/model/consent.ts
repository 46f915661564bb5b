import { type Agreement, type AgreementStatus, consentTo, pendingAgreement } from '../../agreements/index.ts';
import type { DelegationPolicy, OrganizationSummary } from '../../kernel/organization.ts';
import type { Problem } from '../../kernel/problem.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { type RelationshipDetails, type RelationshipType, typeWithDap } from '../../relationships/index.ts';
import { problems } from '../problems.ts';
import type { Invitation, InvitationDetails } from './invitation.ts';

/** What a person confirmed on the review form. */
export interface Consent {
  /** The box: "I have read the agreement", or for a provider what it is granted (R-AGR-01, R-IND-01). */
  readonly ticked: boolean;
  /** The version of the agreement that the form showed; null where none was asked for. */
  readonly agreementVersion: string | null;
  /** The delegated administrator that the person agreed to replace (R-DAP-05). */
  readonly replaces: string | null;
}

/** Whose roles accepting takes away: the present holder's, where the customer's policy is `single` (R-DAP-05). */
export const replacedBy = ({ invitation, delegation }: InvitationDetails): OrganizationSummary | null =>
  invitation.includesDap && delegation?.policy === 'single' ? (delegation.present[0] ?? null) : null;

/**
 * The agreement that this consent accepts; null where none has to be accepted. Refused with `box_not_ticked` (R-AGR-01)
 * and, where another version is in force than the form showed, `agreement_changed`.
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

/** What accepting makes of the relationship, of which `present` is what there is before. */
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
 * Whose roles go when roles are granted: the present delegated administrator's, if the person agreed to that very one
 * (R-DAP-05); null where nobody's do. Refused with `replacement_needed`, `replacement_outdated`.
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
