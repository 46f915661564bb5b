import { type CommandArgs, textIn } from '../../kernel/command.ts';
import { defineForm } from '../../kernel/define-form.ts';
import type { Form } from '../../kernel/form.ts';
import { reply } from '../../kernel/request.ts';
import type { Words } from '../words.en.ts';
import { type Context, maxAddress, nameAndLabel, noteField, textBlock } from './fields.ts';
import { draftToReview } from './mail.ts';

/** A provider asks a reseller for authorization; the form says what that grants (R-IND-01, R-IND-02). */
export const providerInviteForm = (
  words: Words,
  present: { readonly reseller: string; readonly note: string },
): Form => ({
  title: words.text('provider_invite.title'),
  command: 'provider invite',
  blocks: [textBlock(words.text('provider_invite.intro'))],
  fields: [
    {
      ...nameAndLabel(words, 'reseller', words.text('request.whom_hint')),
      kind: 'text',
      value: present.reseller,
      maxLength: maxAddress,
      placeholder: words.text('provider_invite.reseller_placeholder'),
    },
    noteField(words, present.note),
  ],
  submit: words.text('request.submit'),
  intent: 'go',
  cancel: words.text('form.cancel'),
});

/** `provider invite [reseller]`: the form, then the draft e-mail. */
export const providerInvite = defineForm({
  prepare: ({ service, actor }: Context, _: CommandArgs) =>
    service.invitations.prepareProviderInvitation(actor),
  draw: ({ words }, _, { text }) => providerInviteForm(words, { reseller: text, note: '' }),
  submit: ({ service, actor }, _, values) =>
    service.invitations.draftProviderInvitation(actor, {
      reseller: textIn(values, 'reseller'),
      note: textIn(values, 'note'),
    }),
  done: (context, draft) => reply.form(draftToReview(context, draft)),
});
