import type { Transaction } from '../../../db/driver/client.ts';
import { domainIn, domainOf, emailsIn } from '../../kernel/address.ts';
import { normalizeLine } from '../../kernel/normal-form.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import type { Problem } from '../../kernel/problem.ts';
import { problems as kernelProblems } from '../../kernel/problems.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { problems } from '../problems.ts';
import { findByDomain, findKnown } from '../store.ts';

/** With more matches than this, only a search is offered. */
const maxChoices = 10;

/**
 * Finds the organization that was typed: by exact domain among all organizations (R-REL-06); by id, name or part of a
 * name among those that the own one has dealt with. Refuses with `organization_not_found`, or `organization_ambiguous`
 * and the choices (R-CMD-03).
 */
export async function resolveOrganization(
  tx: Transaction,
  typed: string,
): Promise<Result<OrganizationSummary, Problem>> {
  const exact = await withDomain(tx, domainIn(typed));
  if (exact) return ok(exact);
  const name = typed.trim();
  if (name === '') return refuse(problems.organization_not_found({ typed }));
  const found = await findKnown(tx, name, maxChoices + 1);
  const exactly = found.filter((one) => one.name.toLowerCase() === name.toLowerCase());
  // Names are not unique: an exact match counts only if there is a single one.
  const [only, second] = exactly.length > 0 ? exactly : found;
  if (only && !second) return ok(only);
  return only && found.length <= maxChoices
    ? refuse(problems.organization_ambiguous({ typed, choices: found }))
    : refuse(problems.organization_not_found({ typed }));
}

/** The organization with this domain, or with what follows `www.` in it. */
async function withDomain(tx: Transaction, domain: string | undefined) {
  if (domain === undefined) return undefined;
  const found = await findByDomain(tx, domain);
  return found ?? (domain.startsWith('www.') ? findByDomain(tx, domain.slice('www.'.length)) : undefined);
}

/** The recipient of a request: a known organization, an address, or both. */
export interface Invitee {
  readonly organization: OrganizationSummary | null;
  readonly email: string | null;
}

/**
 * Finds the customer that was typed. A mail address at a known organization's domain means that organization; another
 * address receives the personal link (R-INV-13). Refuses with `several_addresses`, `not_an_email`, and as
 * `resolveOrganization` does.
 */
export async function resolveRecipient(tx: Transaction, typed: string): Promise<Result<Invitee, Problem>> {
  const emails = emailsIn(typed);
  const [email, second] = emails;
  if (second !== undefined) return refuse(problems.several_addresses({ typed, emails }));
  if (email !== undefined) {
    return ok({ organization: (await findByDomain(tx, domainOf(email))) ?? null, email });
  }
  if (normalizeLine(typed).includes('@') && domainIn(typed) === undefined)
    return refuse(problems.not_an_email({ typed }));
  const found = await resolveOrganization(tx, typed);
  return found.ok ? ok({ organization: found.value, email: null }) : found;
}

/**
 * Finds the recipient of a request (R-INV-13). Refuses like `resolveRecipient`, with `field_missing` for an empty text,
 * and with `recipient_not_found` instead of `organization_not_found`: an organization that is not in Accord is asked by
 * an address.
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
