import type { InvitationDetails } from '../domain/invitation.ts';
import type { Problem } from '../domain/problem.ts';
import type { Form, FormValues } from '../views/form.ts';
import { draftForm } from '../views/invitation-forms.ts';
import { mailtoLink } from '../views/mail.ts';
import { type MemberVisit, refusedForm, textIn, type Visit } from './define.ts';
import { refusedInvitation } from './invitation.ts';
import type { Reply } from './request.ts';

/** What an invitation's e-mail is reviewed for: the verb whose form it is. */
type Purpose = 'send' | 'remind';

/** The e-mail of an invitation, for review before it goes (R-INV-04, R-INV-05). */
export function mailForm(
  visit: Visit,
  purpose: Purpose,
  { invitation, recipient }: InvitationDetails,
  { subject, text }: { readonly subject: string; readonly text: string },
  link: string,
): Form {
  const to = invitation.recipientEmail ?? '';
  return draftForm(visit.words, {
    purpose,
    invitationId: invitation.id,
    to,
    subject,
    text,
    mailto: mailtoLink(to, subject, text, link),
    mayMail: visit.abilities.sendsMail && to !== '',
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
  visit: MemberVisit,
  purpose: Purpose,
  invitationId: string,
  values: FormValues,
  problem: Problem,
): Promise<Reply> {
  const present = await visit.service.showInvitation(visit.actor, invitationId);
  if (!present.ok || mailField(problem) === undefined) return refusedInvitation(visit, problem);
  const form = mailForm(visit, purpose, present.value.details, mailIn(values), '');
  return refusedForm(visit, form, values, problem, mailField);
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
