import type { ServiceContext } from '../../kernel/act.ts';
import type { PartnershipServices } from '../../partnerships/index.ts';
import { acceptInvitation } from './accept.ts';
import { declineInvitation } from './decline.ts';
import { draftProviderInvitation, prepareProviderInvitation } from './draft-provider-invitation.ts';
import { draftRequest, prepareRequest } from './draft-request.ts';
import { draftRolesRequest } from './draft-roles-request.ts';
import { list } from './list.ts';
import { redeemLink } from './redeem.ts';
import { registerByLink } from './register.ts';
import { remindByMail, remindOfInvitation } from './remind.ts';
import { prepareDecline, reviewInvitation } from './review.ts';
import { reopenDraft, sendInvitation } from './send.ts';
import { showInvitation } from './shown.ts';
import { withdrawInvitation } from './withdraw.ts';

/** The acts on invitations, one file each. */
export const invitationService = (context: ServiceContext) => ({
  prepareRequest: prepareRequest(context),
  draftRequest: draftRequest(context),
  draftRolesRequest: draftRolesRequest(context),
  prepareProviderInvitation: prepareProviderInvitation(context),
  draftProviderInvitation: draftProviderInvitation(context),
  reopenDraft: reopenDraft(context),
  send: sendInvitation(context),
  withdraw: withdrawInvitation(context),
  remind: remindOfInvitation(context),
  remindByMail: remindByMail(context),
  show: showInvitation(context),
  list: list(context),
  review: reviewInvitation(context),
  accept: acceptInvitation(context),
  prepareDecline: prepareDecline(context),
  decline: declineInvitation(context),
  redeem: redeemLink(context),
  register: registerByLink(context),
});

export type InvitationServices = PartnershipServices & {
  readonly invitations: ReturnType<typeof invitationService>;
};
