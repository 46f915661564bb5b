import type { CommandContext } from '../../kernel/command.ts';
import { offerButtons, offersTo } from '../../kernel/offer.ts';
import { type Reply, reply } from '../../kernel/request.ts';
import type { ShownInvitation } from '../model/invitation.ts';
import type { OnInvitation } from '../model/rules.ts';
import type { InvitationsKey } from '../words.en.ts';
import { invitationCard } from './card.ts';

/** The invitation as it is now, with the actions that the viewer may take. */
export function invitationReply(
  { words, product, now }: Pick<CommandContext<unknown, InvitationsKey>, 'words' | 'product' | 'now'>,
  { details, viewer: { member, organization } }: ShownInvitation,
): Reply {
  const situation: OnInvitation = { ...details, organizationId: organization.id, now };
  const offers = offersTo(product.offers, 'invitation', situation, member, organization);
  const buttons = offerButtons(words, offers, situation);
  return reply.card(invitationCard(words, details, { organizationId: organization.id, buttons }));
}
