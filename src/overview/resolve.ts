import type { Transaction } from '../../db/driver/client.ts';
import { type Invitation, isOpen } from '../invitations/model/invitation.ts';
import { latestBetween, loadInvitation } from '../invitations/store.ts';
import { domainOf, type OrganizationSummary, parseDomain, parseEmail } from '../kernel/organization.ts';
import type { Problem } from '../kernel/problem.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import { findByDomain, findKnown, isUuid } from '../organizations/store.ts';

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
  if (name === '') return refuse({ code: 'organization_not_found', typed });
  const found = await findKnown(tx, name, maxChoices + 1);
  const exactly = found.filter((one) => one.name.toLowerCase() === name.toLowerCase());
  // Names are not unique: only a single one that is exactly so is meant.
  const [only, second] = exactly.length > 0 ? exactly : found;
  if (only && !second) return ok(only);
  return only && found.length <= maxChoices
    ? refuse({ code: 'organization_ambiguous', typed, choices: found })
    : refuse({ code: 'organization_not_found', typed });
}

/** Whom a request goes to: an organization that is known, an address of one that is not, or both. */
export interface Recipient {
  readonly organization: OrganizationSummary | null;
  readonly email: string | null;
}

/**
 * The customer that somebody typed. A mail address at the domain of a known organization means that organization;
 * another one is where the personal link goes (R-INV-13).
 */
export async function resolveRecipient(tx: Transaction, typed: string): Promise<Result<Recipient, Problem>> {
  const email = parseEmail(typed);
  if (email !== undefined) {
    return ok({ organization: (await findByDomain(tx, domainOf(email))) ?? null, email });
  }
  if (typed.includes('@')) return refuse({ code: 'not_an_email', typed });
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
): Promise<Result<Recipient, Problem>> {
  if (typed.trim() === '') return refuse({ code: 'field_missing', field });
  const found = await resolveRecipient(tx, typed);
  return !found.ok && found.problem.code === 'organization_not_found'
    ? refuse({ code: 'recipient_not_found', typed })
    : found;
}

/**
 * An invitation by its id, or by the other side of it: an organization, or the address that it was sent to or that
 * address's domain. Between the two the open one is meant, and where none is open the latest. A draft is its sender's alone. Refused with
 * `invitation_not_found`, or with `invitation_ambiguous` and the choice (R-CMD-03).
 */
export async function resolveInvitation(
  tx: Transaction,
  typed: string,
  organizationId: string,
): Promise<Result<Invitation, Problem>> {
  const name = typed.trim();
  const found = isUuid(name)
    ? [await loadInvitation(tx, name.toLowerCase())]
    : await invitationsWith(tx, name, organizationId);
  const seen = found.flatMap((one) =>
    one && (one.state !== 'draft' || one.senderId === organizationId) ? [one] : [],
  );
  const open = seen.filter(({ state }) => isOpen(state));
  const [first] = open.length > 0 ? open : seen;
  if (!first) return refuse({ code: 'invitation_not_found', typed });
  return open.length < 2 ? ok(first) : refuse({ code: 'invitation_ambiguous', typed, choices: open });
}

async function invitationsWith(
  tx: Transaction,
  name: string,
  organizationId: string,
): Promise<readonly Invitation[]> {
  const email = parseEmail(name);
  if (email !== undefined) return latestBetween(tx, organizationId, { email });
  const other = name === '' ? undefined : await resolveOrganization(tx, name);
  if (other?.ok) return latestBetween(tx, organizationId, { organizationId: other.value.id });
  const domain = parseDomain(name);
  return domain === undefined ? [] : latestBetween(tx, organizationId, { domain });
}
