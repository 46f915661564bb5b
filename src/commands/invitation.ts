import type { Problem } from '../domain/problem.ts';
import type { ShownInvitation } from '../service/invitation.ts';
import { invitationCard } from '../views/invitation.ts';
import { type MemberVisit, refused, refusedWith } from './define.ts';
import { type Reply, reply } from './request.ts';

const cardOf = ({ words, actor }: MemberVisit, { details, acts }: ShownInvitation) =>
  invitationCard(words, details, { organizationId: actor.organizationId, acts });

/** The invitation as it is now, with what this person may do. */
export const shownInvitation = (visit: MemberVisit, shown: ShownInvitation): Reply =>
  reply.card(cardOf(visit, shown));

/**
 * The refusal of an act on an invitation. Where it is open already, or over, the sentence comes with the invitation as
 * it is now, so that a click on an old card is never in vain (R-CARD-04, R-INV-11, R-INV-12).
 */
export async function refusedInvitation(visit: MemberVisit, problem: Problem): Promise<Reply> {
  if (problem.code !== 'invitation_already_open' && problem.code !== 'invitation_answered') {
    return refused(visit, problem);
  }
  const found = await visit.service.showInvitation(visit.actor, problem.invitation.id);
  if (!found.ok) return refused(visit, problem);
  return refusedWith(visit, problem, cardOf(visit, found.value));
}
