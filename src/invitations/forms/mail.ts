import type { Block } from '../../kernel/card.ts';
import { type CommandArgs, textIn } from '../../kernel/command.ts';
import { defineForm } from '../../kernel/define-form.ts';
import type { Field, Form, FormValues } from '../../kernel/form.ts';
import { noticeCard } from '../../kernel/notice.ts';
import { reply } from '../../kernel/request.ts';
import {
  type InvitationDetails,
  maxMail,
  maxSubject,
  type SendingWay,
  sidesOf,
} from '../model/invitation.ts';
import type { Draft } from '../service/draft.ts';
import type { ReviewedMail } from '../service/mail.ts';
import { invitationMail, mailtoLink } from '../views/mail.ts';
import { invitationReply } from '../views/reply.ts';
import type { Words } from '../words.en.ts';
import { type Context, nameAndLabel, textBlock } from './fields.ts';

/** Why the e-mail is reviewed: to send it, or to send it again because nobody has opened its link (R-INV-13). */
type Purpose = 'send' | 'remind';

interface MailToReview {
  readonly purpose: Purpose;
  readonly invitationId: string;
  /** The recipient's address; empty if none is known. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The draft as a `mailto:` link. */
  readonly mailto: string;
  /** Whether the system can send an e-mail to this address. */
  readonly mayMail: boolean;
  /** The recipient's name, if the organization uses Accord. */
  readonly recipientName?: string | undefined;
}

/**
 * The draft e-mail for review: edit it, open it in the sender's mail program, copy it, or let Accord send it (R-INV-04,
 * R-INV-05). Accord can send it if mail is configured or the recipient is known in chat. The address cannot be edited.
 */
export const draftForm = (words: Words, draft: MailToReview): Form => ({
  title: words.text(draft.purpose === 'send' ? 'draft.title' : 'draft.remind_title'),
  command: `${draft.purpose} ${draft.invitationId}`,
  blocks: [
    ...(draft.purpose === 'remind' ? [textBlock(words.text('draft.remind_intro', { to: draft.to }))] : []),
    textBlock(words.text('draft.intro')),
    ...deliveryBlocks(words, draft),
  ],
  fields: [
    { ...nameAndLabel(words, 'subject'), kind: 'text', value: draft.subject, maxLength: maxSubject },
    {
      ...nameAndLabel(words, 'text', words.text('draft.text_hint')),
      kind: 'long_text',
      value: draft.text,
      maxLength: maxMail,
    },
    wayField(words, draft),
  ],
  submit: words.text('draft.submit'),
  intent: 'go',
  cancel: words.text('form.cancel'),
});

function wayField(words: Words, { mayMail, recipientName }: MailToReview): Field {
  const fromHere = mayMail || recipientName !== undefined;
  const ways: readonly SendingWay[] = fromHere ? ['system', 'own_mail'] : ['own_mail'];
  return {
    ...nameAndLabel(words, 'way'),
    kind: 'choice',
    value: ways[0],
    options: ways.map((way) => ({ value: way, label: words.text(`draft.way.${way}`) })),
  };
}

/** Who gets the message from Accord, and how the sender can send it themselves. */
function deliveryBlocks(words: Words, { to, recipientName, mailto }: MailToReview): readonly Block[] {
  const ownMail = words.rich('draft.own_mail', {
    link: { kind: 'link', label: words.text('draft.open_mail'), url: mailto },
    done: words.text('draft.way.own_mail'),
    submit: words.text('draft.submit'),
  });
  return [
    ...(to === '' ? [] : [textBlock(words.text('draft.to', { to }))]),
    ...(recipientName === undefined
      ? []
      : [textBlock(words.text('draft.known', { recipient: recipientName }))]),
    textBlock(ownMail),
  ];
}

const mailForm = (
  { words, product }: Context,
  purpose: Purpose,
  { invitation, recipient }: InvitationDetails,
  { subject, text }: Pick<ReviewedMail, 'subject' | 'text'>,
  link: string,
): Form => {
  const to = invitation.recipientEmail ?? '';
  return draftForm(words, {
    purpose,
    invitationId: invitation.id,
    to,
    subject,
    text,
    mailto: mailtoLink(to, subject, text, link),
    mayMail: product.sendsMail && to !== '',
    recipientName: recipient?.name,
  });
};

/** The draft e-mail with the personal link, for review before sending (R-INV-04, R-INV-05). */
export function draftToReview(context: Context, { details, link, days }: Draft): Form {
  return mailForm(context, 'send', details, invitationMail(context.words, details, link, days), link);
}

function reminderToReview(context: Context, { details, link, days }: Draft): Form {
  const { subject, text } = invitationMail(context.words, details, link, days);
  const reminder = context.words.text('mail.subject.reminder', { subject });
  return mailForm(context, 'remind', details, { subject: reminder, text }, link);
}

/** The e-mail in the submitted form. */
const mailIn = (values: FormValues): ReviewedMail => ({
  subject: textIn(values, 'subject'),
  text: textIn(values, 'text'),
  way: values.way === 'system' ? 'system' : 'own_mail',
});

/** Shows the e-mail with the submitted values: preparing it again would create another personal link. */
const redrawMail =
  (purpose: Purpose) =>
  async (context: Context, { text }: CommandArgs, values: FormValues): Promise<Form | undefined> => {
    const present = await context.service.invitations.show(context.actor, text);
    return present.ok ? mailForm(context, purpose, present.value.details, mailIn(values), '') : undefined;
  };

/** `send <invitation>`: opens the draft for review and sending (R-INV-04, R-INV-15). */
export const send = defineForm({
  prepare: ({ service, actor }: Context, { text }: CommandArgs) =>
    service.invitations.reopenDraft(actor, text),
  draw: draftToReview,
  submit: ({ service, actor }, { text }, values) => service.invitations.send(actor, text, mailIn(values)),
  done: invitationReply,
  redraw: redrawMail('send'),
});

/** `remind <invitation>`: reminds at once in chat, or shows the e-mail for review (R-INV-13). */
export const remind = defineForm({
  prepare: ({ service, actor }: Context, { text }: CommandArgs) => service.invitations.remind(actor, text),
  draw(context, reminder) {
    if (reminder.by === 'mail') return reminderToReview(context, reminder.draft);
    const { words } = context;
    const { recipient } = sidesOf(reminder.shown.details);
    return reply.notice(noticeCard(words, words.text('notice.reminded', { recipient })));
  },
  async submit({ service, actor }, { text }, values) {
    const mail = mailIn(values);
    const sent = await service.invitations.remindByMail(actor, text, mail);
    return sent.ok ? { ok: true, value: { details: sent.value.details, way: mail.way } } : sent;
  },
  done({ words }, { details, way }) {
    const to = sidesOf(details).recipient;
    // Replaces the form, which is done.
    return reply.card(noticeCard(words, words.text('notice.reminded_by_mail', { to, way })));
  },
  redraw: redrawMail('remind'),
});
