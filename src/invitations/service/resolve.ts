import type { Transaction } from '../../../db/driver/client.ts';
import { domainIn, emailsIn } from '../../kernel/address.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Problem } from '../../kernel/problem.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { resolveOrganization } from '../../organizations/index.ts';
import { type Invitation, isOpen } from '../model/invitation.ts';
import { problems } from '../problems.ts';
import { latestBetween } from '../store/between.ts';
import { loadInvitation } from '../store/invitation.ts';

/**
 * Finds an invitation by its id, or by the other side: an organization, the recipient's address, or that address's
 * domain. Prefers the open invitation between the two, otherwise the latest. Drafts are visible to their sender only.
 * Refuses with `invitation_not_found`, or with `invitation_ambiguous` and the choices (R-CMD-03).
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
  if (!first) return refuse(problems.invitation_not_found({ typed }));
  return open.length < 2 ? ok(first) : refuse(problems.invitation_ambiguous({ typed, choices: open }));
}

async function invitationsWith(
  tx: Transaction,
  name: string,
  organizationId: string,
): Promise<readonly Invitation[]> {
  const [email, second] = emailsIn(name);
  if (email !== undefined && second === undefined) return latestBetween(tx, organizationId, { email });
  const other = name === '' ? undefined : await resolveOrganization(tx, name);
  if (other?.ok) return latestBetween(tx, organizationId, { organizationId: other.value.id });
  const domain = domainIn(name);
  return domain === undefined ? [] : latestBetween(tx, organizationId, { domain });
}
