import type { Organization } from '../../kernel/organization.ts';
import type { Problem } from '../../kernel/problem.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { isDelegated, type RelationshipType, typeWithDap } from '../../relationships/index.ts';
import { problems } from '../problems.ts';

/** The choice about delegated administration that a partner has for a type (R-INV-06, R-INV-07, R-DAP-09). */
export type DapChoice = 'free' | 'fixed_by_cloud' | 'absent';

export function dapChoiceOf(sender: Pick<Organization, 'mayAskForDap' | 'cloud'>): DapChoice {
  if (!sender.mayAskForDap) return 'absent';
  return needsDap(sender) ? 'fixed_by_cloud' : 'free';
}

const needsDap = (sender: Pick<Organization, 'cloud'>): boolean =>
  sender.cloud === 'us_government' || sender.cloud === 'germany';

/**
 * Decides the type and privileges of a request. The partner's choice decides whether a reseller is also a delegated
 * administrator (R-INV-06). In the US Government and German clouds a reseller always is (R-INV-07). A partner that is
 * not entitled cannot ask for the privileges (R-DAP-09). Refuses with `dap_not_entitled`, `dap_required_in_cloud`,
 * `dap_not_for_type`.
 */
export function settleType(
  sender: Pick<Organization, 'mayAskForDap' | 'cloud'>,
  type: RelationshipType,
  wantsDap: boolean | undefined,
): Result<{ readonly type: RelationshipType; readonly includesDap: boolean }, Problem> {
  const resells = type === 'reseller' || type === 'reseller_and_delegated_administrator';
  const required = resells && needsDap(sender);
  if (required && wantsDap === false) return refuse(problems.dap_required_in_cloud({ cloud: sender.cloud }));
  const chosen = resells ? (wantsDap ?? isDelegated(type)) : isDelegated(type) || wantsDap === true;
  const includesDap = required || chosen;
  if (!includesDap) return ok({ type: typeWithDap(type, false), includesDap });
  if (!sender.mayAskForDap) return refuse(problems.dap_not_entitled());
  if (!resells && !isDelegated(type)) return refuse(problems.dap_not_for_type({ type }));
  return ok({ type: typeWithDap(type, true), includesDap });
}
