import type { Transaction } from '../../../db/driver/client.ts';
import { domainOf, parseDomain, parseEmail } from '../../kernel/address.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import type { Problem } from '../../kernel/problem.ts';
import { problems as kernelProblems } from '../../kernel/problems.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { problems } from '../problems.ts';
import { findByDomain, findKnown } from '../store.ts';

/** More matches than this give no choice but a search. */
const maxChoices = 10;

/**
 * The organization that somebody named: by exact domain any organization there is (R-REL-06); by id, name or a part of
 * it those that the own one has dealt with. Refused with `organization_not_found`, or `organization_ambiguous` and the
 * choice (R-CMD-03).
 */
export async function resolveOrganization(
  tx: Transaction,
  typed: string,
): Promise<Result<OrganizationSummary, Problem>> {
  const domain = parseDomain(typed);
  const exact = domain === undefined ? undefined : await findByDomain(tx, domain);
  if (exact) return ok(exact);
  const name = typed.trim();
  if (name === '') return refuse(problems.organization_not_found({ typed }));
  const found = await findKnown(tx, name, maxChoices + 1);
  const exactly = found.filter((one) => one.name.toLowerCase() === name.toLowerCase());
  // Names are not unique: only a single one that is exactly so is meant.
  const [only, second] = exactly.length > 0 ? exactly : found;
  if (only && !second) return ok(only);
  return only && found.length <= maxChoices
    ? refuse(problems.organization_ambiguous({ typed, choices: found }))
    : refuse(problems.organization_not_found({ typed }));
}

/** Whom a request goes to: an organization that is known, an address of one that is not, or both. */
export interface Invitee {
  readonly organization: OrganizationSummary | null;
  readonly email: string | null;
}

/**
 * The customer that somebody typed. A mail address at the domain of a known organization means that organization;
 * another one is where the personal link goes (R-INV-13).
 */
export async function resolveRecipient(tx: Transaction, typed: string): Promise<Result<Invitee, Problem>> {
  const email = parseEmail(typed);
  if (email !== undefined) {
    return ok({ organization: (await findByDomain(tx, domainOf(email))) ?? null, email });
  }
  if (typed.includes('@')) return refuse(problems.not_an_email({ typed }));
  const found = await resolveOrganization(tx, typed);
  return found.ok ? ok({ organization: found.value, email: null }) : found;
}

/**
 * Whom somebody who asks means (R-INV-13). Refused like `resolveRecipient`, with `field_missing` for nobody, and with
 * `recipient_not_found` instead of `organization_not_found`: whoever is not here yet is asked by an address.
 */
export async function resolveInvitee(
  tx: Transaction,
  field: string,
  typed: string,
): Promise<Result<Invitee, Problem>> {
  if (typed.trim() === '') return refuse(kernelProblems.field_missing({ field }));
  const found = await resolveRecipient(tx, typed);
  return !found.ok && found.problem.code === 'organization_not_found'
    ? refuse(problems.recipient_not_found({ typed }))
    : found;
}
