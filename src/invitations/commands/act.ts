import { commandsWith } from '../../kernel/command.ts';
import { type ConfirmFlags, confirmationIn, confirmFlags } from '../../kernel/confirm.ts';
import type { Offer } from '../../kernel/offer.ts';
import { refused } from '../../kernel/refuse.ts';
import { decline as declineForm } from '../forms/decline.ts';
import { remind as remindForm, send as sendForm } from '../forms/mail.ts';
import { redeem as redeemForm } from '../forms/redeem.ts';
import { type ReviewFlags, reviewFlags, accept as reviewForm } from '../forms/review.ts';
import { sidesOf } from '../model/invitation.ts';
import {
  acceptRule,
  declineRule,
  type OnInvitation,
  remindRule,
  sendRule,
  withdrawRule,
} from '../model/rules.ts';
import type { InvitationServices } from '../service/index.ts';
import { invitationReply } from '../views/reply.ts';
import type { InvitationsKey } from '../words.en.ts';

const { member, open } = commandsWith<InvitationServices, InvitationsKey>();

/** A button on the card of an invitation. */
const onInvitation = (
  offer: Omit<Offer<OnInvitation, InvitationsKey>, 'on' | 'line'> & { readonly verb: string },
): Offer<OnInvitation, InvitationsKey> => {
  const { verb, ...facts } = offer;
  return { ...facts, on: 'invitation', line: ({ invitation }) => `${verb} ${invitation.id}` };
};

/** `send <invitation>`: opens the draft for review and sending (R-INV-04, R-INV-15). */
export const send = member({
  verb: 'send',
  topic: 'ask',
  takes: 'invitation',
  shownTo: ['request_relationship'],
  offers: [onInvitation({ verb: 'send', rule: sendRule, label: 'invitation.button.send', intent: 'go' })],
  ...sendForm,
});

/** `accept <invitation>`: opens the review form, then accepts (R-INV-08, R-INV-12, R-AGR-01). */
export const accept = member<ReviewFlags>({
  verb: 'accept',
  topic: 'answer',
  takes: 'invitation',
  shownTo: ['accept_relationship', 'accept_partnership'],
  flags: reviewFlags,
  offers: [
    onInvitation({
      verb: 'accept',
      rule: acceptRule,
      label: ({ invitation }) =>
        invitation.kind === 'indirect_provider' ? 'invitation.button.authorize' : 'invitation.button.accept',
      intent: 'go',
    }),
  ],
  ...reviewForm,
});

/** `decline <invitation>`: asks for an optional reason, then declines (R-INV-09, R-CARD-05). */
export const decline = member({
  verb: 'decline',
  topic: 'answer',
  takes: 'invitation',
  shownTo: ['work_with_partners', 'accept_partnership'],
  offers: [
    onInvitation({ verb: 'decline', rule: declineRule, label: 'invitation.button.decline', intent: 'stop' }),
  ],
  ...declineForm,
});

/**
 * `remind <invitation>`: reminds its approvers, once a day at most. If nobody has opened its link yet, shows the e-mail
 * to send again (R-INV-13).
 */
export const remind = member({
  verb: 'remind',
  topic: 'ask',
  takes: 'invitation',
  shownTo: ['request_relationship'],
  offers: [onInvitation({ verb: 'remind', rule: remindRule, label: 'invitation.button.remind' })],
  ...remindForm,
});

/** `withdraw <invitation>`: withdraws a sent invitation (R-INV-10). */
export const withdraw = member<ConfirmFlags>({
  verb: 'withdraw',
  topic: 'ask',
  takes: 'invitation',
  shownTo: ['request_relationship'],
  flags: confirmFlags,
  offers: [
    onInvitation({
      verb: 'withdraw',
      rule: withdrawRule,
      label: 'invitation.button.withdraw',
      intent: 'stop',
      confirm: {
        title: 'invitation.withdraw.title',
        text: 'invitation.withdraw.text',
        values: sidesOf,
        yes: 'invitation.button.withdraw',
        no: 'invitation.withdraw.no',
      },
    }),
  ],
  async run(context, { text, flags }) {
    const { service, actor } = context;
    if (!flags.yes) {
      // The typed text may name an organization; the question is the one on its invitation's card.
      const found = await service.invitations.show(actor, text);
      if (!found.ok) return refused(context, found.problem);
      const question = confirmationIn(invitationReply(context, found.value), 'withdraw');
      if (question) return question;
    }
    const withdrawn = await service.invitations.withdraw(actor, text);
    return withdrawn.ok ? invitationReply(context, withdrawn.value) : refused(context, withdrawn.problem);
  },
});

/** `redeem <code>`: opens the invitation behind a personal link; a new customer registers first (R-INV-13). */
export const redeem = open({
  verb: 'redeem',
  topic: 'answer',
  takes: 'code',
  shownTo: 'anyone',
  ...redeemForm,
});
