import { type MemberContext, refused, refusedWith } from '../../kernel/command.ts';
import type { Problem } from '../../kernel/problem.ts';
import { type Reply, reply } from '../../kernel/request.ts';
import type { ShownInvitation } from '../service/invitation.ts';
import { invitationCard } from '../views/card.ts';

const cardOf = ({ words, actor }: MemberContext, { details, acts }: ShownInvitation) =>
  invitationCard(words, details, { organizationId: actor.organizationId, acts });

/** The invitation as it is now, with what this person may do. */
export const shownInvitation = (context: MemberContext, shown: ShownInvitation): Reply =>
  reply.card(cardOf(context, shown));

/**
 * The refusal of an act on an invitation. Where it is open already, or over, the sentence comes with the invitation as
 * it is now, so that a click on an old card is never in vain (R-CARD-04, R-INV-11, R-INV-12).
 */
export async function refusedInvitation(context: MemberContext, problem: Problem): Promise<Reply> {
  if (problem.code !== 'invitation_already_open' && problem.code !== 'invitation_answered') {
    return refused(context, problem);
  }
  const found = await context.service.showInvitation(context.actor, problem.invitation.id);
  if (!found.ok) return refused(context, problem);
  return refusedWith(context, problem, cardOf(context, found.value));
}
