import { type CommandArgs, textIn } from '../../kernel/command.ts';
import { defineForm } from '../../kernel/define-form.ts';
import type { Form } from '../../kernel/form.ts';
import { type InvitationDetails, maxNote, sidesOf } from '../model/invitation.ts';
import { invitationTitle } from '../views/parts.ts';
import { invitationReply } from '../views/reply.ts';
import type { Words } from '../words.en.ts';
import { type Context, nameAndLabel, textBlock } from './fields.ts';

/** Declining asks for an optional reason (R-CARD-05, R-INV-09). */
export const declineForm = (words: Words, details: InvitationDetails): Form => ({
  title: words.text('decline.title'),
  command: `decline ${details.invitation.id}`,
  blocks: [
    textBlock(invitationTitle(words, details), 'strong'),
    textBlock(words.text('decline.text', sidesOf(details))),
  ],
  fields: [
    {
      ...nameAndLabel(words, 'reason', words.text('decline.reason_hint', sidesOf(details))),
      kind: 'long_text',
      value: '',
      maxLength: maxNote,
      optional: true,
    },
  ],
  submit: words.text('invitation.button.decline'),
  intent: 'stop',
  cancel: words.text('form.cancel'),
});

/** `decline <invitation>`: the form with the reason, then the answer (R-INV-09). */
export const decline = defineForm({
  prepare: ({ service, actor }: Context, { text }: CommandArgs) =>
    service.invitations.prepareDecline(actor, text),
  draw: ({ words }, details) => declineForm(words, details),
  submit: ({ service, actor }, { text }, values) =>
    service.invitations.decline(actor, text, textIn(values, 'reason')),
  done: invitationReply,
});
