import { type MemberContext, refused, refusedWith } from '../../kernel/command.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Reply } from '../../kernel/request.ts';
import { organizationCard } from '../views/organization.ts';

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
export async function refusedToward(context: MemberContext, typed: string, problem: Problem): Promise<Reply> {
  if (!outdated.has(problem.code)) return refused(context, problem);
  const found = await context.service.showOrganization(context.actor, typed);
  return found.ok
    ? refusedWith(context, problem, organizationCard(context.words, found.value, context.now))
    : refused(context, problem);
}
