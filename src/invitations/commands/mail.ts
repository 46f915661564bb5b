import { type CommandContext, type MemberContext, refusedForm, textIn } from '../../kernel/command.ts';
import type { Form, FormValues } from '../../kernel/form.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Reply } from '../../kernel/request.ts';
import { draftForm } from '../forms.ts';
import type { InvitationDetails } from '../model/invitation.ts';
import { mailtoLink } from '../views/mail.ts';
import { refusedInvitation } from './shown.ts';

/** What an invitation's e-mail is reviewed for: the verb whose form it is. */
type Purpose = 'send' | 'remind';

/** The e-mail of an invitation, for review before it goes (R-INV-04, R-INV-05). */
export function mailForm(
  context: CommandContext,
  purpose: Purpose,
  { invitation, recipient }: InvitationDetails,
  { subject, text }: { readonly subject: string; readonly text: string },
  link: string,
): Form {
  const to = invitation.recipientEmail ?? '';
  return draftForm(context.words, {
    purpose,
    invitationId: invitation.id,
    to,
    subject,
    text,
    mailto: mailtoLink(to, subject, text, link),
    mayMail: context.abilities.sendsMail && to !== '',
    recipientName: recipient?.name,
  });
}

/** The e-mail as the form was submitted. */
export const mailIn = (values: FormValues) =>
  ({
    subject: textIn(values, 'subject'),
    text: textIn(values, 'text'),
    way: values.way === 'system' ? 'system' : 'own_mail',
  }) as const;

/** The refusal of a submitted e-mail: on its field with everything kept, or with the invitation as it is now. */
export async function refusedMail(
  context: MemberContext,
  purpose: Purpose,
  invitationId: string,
  values: FormValues,
  problem: Problem,
): Promise<Reply> {
  const present = await context.service.showInvitation(context.actor, invitationId);
  if (!present.ok || mailField(problem) === undefined) return refusedInvitation(context, problem);
  const form = mailForm(context, purpose, present.value.details, mailIn(values), '');
  return refusedForm(context, form, values, problem, mailField);
}

/** Which field of an e-mail a refusal is about. */
function mailField(problem: Problem): string | undefined {
  switch (problem.code) {
    case 'link_missing':
      return 'text';
    case 'mail_not_configured':
      return 'way';
    case 'text_too_long':
      return problem.field;
    default:
      return undefined;
  }
}
