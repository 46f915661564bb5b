import type { Problem } from '../domain/problem.ts';
import { organizationCard } from '../views/organization.ts';
import { type MemberVisit, refused, refusedWith } from './define.ts';
import type { Reply } from './request.ts';

/** What is so already, or no more: whoever runs into it looks at something old. */
const outdated: ReadonlySet<Problem['code']> = new Set<Problem['code']>([
  'agreement_already_accepted',
  'agreement_already_asked',
  'end_already_asked',
  'end_not_asked',
  'no_admin_access',
  'no_roles_in_place',
  'not_a_provider',
  'not_related',
  'roles_already_in_place',
]);

/**
 * The refusal of an act toward another organization. Where the card that was clicked is old, the sentence comes with the
 * organization as it is now (R-CARD-04).
 */
export async function refusedToward(visit: MemberVisit, typed: string, problem: Problem): Promise<Reply> {
  if (!outdated.has(problem.code)) return refused(visit, problem);
  const found = await visit.service.showOrganization(visit.actor, typed);
  return found.ok
    ? refusedWith(visit, problem, organizationCard(visit.words, found.value, visit.now))
    : refused(visit, problem);
}
