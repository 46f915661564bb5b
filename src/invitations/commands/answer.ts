import { z } from 'zod';
import { needsAcceptance } from '../../agreements/model.ts';
import {
  type CommandContext,
  defineCommand,
  type MemberContext,
  refused,
  refusedForm,
  textIn,
  tickedIn,
} from '../../kernel/command.ts';
import { confirmFirst, confirmFlags } from '../../kernel/confirm.ts';
import type { Form } from '../../kernel/form.ts';
import { noticeCard } from '../../kernel/notice.ts';
import type { Problem } from '../../kernel/problem.ts';
import { type Reply, reply } from '../../kernel/request.ts';
import { declineForm, reviewForm } from '../forms.ts';
import type { Review } from '../service/answer.ts';
import type { Draft } from '../service/ask.ts';
import { sidesOf } from '../views/card.ts';
import { invitationMail } from '../views/mail.ts';
import { mailForm, mailIn, refusedMail } from './mail.ts';
import { refusedInvitation, shownInvitation } from './shown.ts';

/** What the form showed when the person decided; compared with what is so when it is submitted. */
const reviewFlags = z.object({ agreement: z.string().optional(), replace: z.string().optional() }).strict();

/** The review form; its line remembers what it showed. */
function reviewFormOf(context: CommandContext, { details, replaces }: Review): Form {
  const { invitation, agreement: status, delegation } = details;
  const agreement = status && needsAcceptance(status) ? status.current : null;
  const command = [
    `accept ${invitation.id}`,
    ...(agreement ? [`--agreement "${agreement.version}"`] : []),
    ...(replaces ? [`--replace ${replaces.id}`] : []),
  ].join(' ');
  const several = replaces || !invitation.includesDap ? [] : (delegation?.present ?? []);
  return reviewForm(context.words, details, { command, agreement, replaces, several });
}

/** Which box of the review form a refusal is about. */
const reviewField =
  (form: Form) =>
  (problem: Problem): string | undefined => {
    if (problem.code === 'replacement_needed') return 'replace';
    if (problem.code !== 'box_not_ticked') return undefined;
    return form.fields.find(({ name }) => name === 'agreement' || name === 'understood')?.name;
  };

/** `accept <invitation>`: the review form, then the answer (R-INV-08, R-INV-12, R-AGR-01). */
export const accept = defineCommand<z.infer<typeof reviewFlags>>({
  verb: 'accept',
  topic: 'answer',
  takes: 'invitation',
  for: 'members',
  shownTo: ['accept_relationship', 'accept_partnership'],
  flags: reviewFlags,
  async run(context, { text }) {
    const review = await context.service.reviewInvitation(context.actor, text);
    return review.ok
      ? reply.form(reviewFormOf(context, review.value))
      : refusedInvitation(context, review.problem);
  },
  async submit(context, { text, flags }, values) {
    const accepted = await context.service.acceptInvitation(context.actor, text, {
      ticked: tickedIn(values, 'agreement') || tickedIn(values, 'understood'),
      agreementVersion: flags.agreement ?? null,
      replaces: tickedIn(values, 'replace') ? (flags.replace ?? null) : null,
    });
    if (accepted.ok) return shownInvitation(context, accepted.value);
    const review = await context.service.reviewInvitation(context.actor, text);
    if (!review.ok) return refusedInvitation(context, accepted.problem);
    const form = reviewFormOf(context, review.value);
    return refusedForm(context, form, values, accepted.problem, reviewField(form));
  },
});

/** `decline <invitation>`: asks for an optional reason (R-INV-09, R-CARD-05). */
export const decline = defineCommand({
  verb: 'decline',
  topic: 'answer',
  takes: 'invitation',
  for: 'members',
  shownTo: ['work_with_partners', 'accept_partnership'],
  async run(context, { text }) {
    const found = await context.service.showInvitation(context.actor, text);
    if (!found.ok) return refused(context, found.problem);
    return found.value.acts.includes('decline')
      ? reply.form(declineForm(context.words, found.value.details))
      : answer(context, text, null);
  },
  submit: async (context, { text }, values) => answer(context, text, textIn(values, 'reason')),
});

const answer = async (context: MemberContext, text: string, reason: string | null): Promise<Reply> => {
  const declined = await context.service.declineInvitation(context.actor, text, reason);
  return declined.ok
    ? shownInvitation(context, declined.value)
    : refusedInvitation(context, declined.problem);
};

/** `withdraw <invitation>`: takes a sent one back (R-INV-10). */
export const withdraw = defineCommand<z.infer<typeof confirmFlags>>({
  verb: 'withdraw',
  topic: 'ask',
  takes: 'invitation',
  for: 'members',
  shownTo: ['request_relationship'],
  flags: confirmFlags,
  async run(context, { text, flags }) {
    if (!flags.yes) {
      const found = await context.service.showInvitation(context.actor, text);
      if (!found.ok) return refused(context, found.problem);
      const card = shownInvitation(context, found.value);
      const question = confirmFirst(card, `withdraw ${found.value.details.invitation.id} --yes`);
      if (question) return question;
    }
    const withdrawn = await context.service.withdrawInvitation(context.actor, text);
    return withdrawn.ok
      ? shownInvitation(context, withdrawn.value)
      : refusedInvitation(context, withdrawn.problem);
  },
});

/**
 * `remind <invitation>`: reminds its approvers, once a day at most. While nobody has opened its link, the e-mail comes back
 * to be sent again (R-INV-13).
 */
export const remind = defineCommand({
  verb: 'remind',
  topic: 'ask',
  takes: 'invitation',
  for: 'members',
  shownTo: ['request_relationship'],
  async run(context, { text }) {
    const reminded = await context.service.remindOfInvitation(context.actor, text);
    if (!reminded.ok) return refusedInvitation(context, reminded.problem);
    if (reminded.value.by === 'mail') return reply.form(reminderFormOf(context, reminded.value.draft));
    const { recipient } = sidesOf(reminded.value.shown.details);
    return reply.notice(noticeCard(context.words, 'reminded', { recipient }));
  },
  async submit(context, { text }, values) {
    const mail = mailIn(values);
    const sent = await context.service.remindByMail(context.actor, text, mail);
    if (!sent.ok) return refusedMail(context, 'remind', text, values, sent.problem);
    const to = sidesOf(sent.value.details).recipient;
    // In the form's place: it has done what it was for.
    return reply.card(noticeCard(context.words, 'reminded_by_mail', { to, way: mail.way }));
  },
});

function reminderFormOf(context: CommandContext, { details, link, days }: Draft): Form {
  const { subject, text } = invitationMail(context.words, details, link, days);
  const reminder = context.words.text('mail.subject.reminder', { subject });
  return mailForm(context, 'remind', details, { subject: reminder, text }, link);
}
