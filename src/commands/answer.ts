import { z } from 'zod';
import { needsAcceptance } from '../domain/agreement.ts';
import type { Problem } from '../domain/problem.ts';
import type { Review } from '../service/answering.ts';
import type { Draft } from '../service/asking.ts';
import type { Form } from '../views/form.ts';
import { sidesOf } from '../views/invitation.ts';
import { declineForm, reviewForm } from '../views/invitation-forms.ts';
import { invitationMail } from '../views/mail.ts';
import { noticeCard } from '../views/notice.ts';
import { confirmFirst, confirmFlags } from './confirm.ts';
import {
  defineCommand,
  type MemberVisit,
  refused,
  refusedForm,
  textIn,
  tickedIn,
  type Visit,
} from './define.ts';
import { refusedInvitation, shownInvitation } from './invitation.ts';
import { mailForm, mailIn, refusedMail } from './mail.ts';
import { type Reply, reply } from './request.ts';

/** What the form showed when the person decided; compared with what is so when it is submitted. */
const reviewFlags = z.object({ agreement: z.string().optional(), replace: z.string().optional() }).strict();

/** The review form; its line remembers what it showed. */
function reviewFormOf(visit: Visit, { details, replaces }: Review): Form {
  const { invitation, agreement: status, delegation } = details;
  const agreement = status && needsAcceptance(status) ? status.current : null;
  const command = [
    `accept ${invitation.id}`,
    ...(agreement ? [`--agreement "${agreement.version}"`] : []),
    ...(replaces ? [`--replace ${replaces.id}`] : []),
  ].join(' ');
  const several = replaces || !invitation.includesDap ? [] : (delegation?.present ?? []);
  return reviewForm(visit.words, details, { command, agreement, replaces, several });
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
  async run(visit, { text }) {
    const review = await visit.service.reviewInvitation(visit.actor, text);
    return review.ok
      ? reply.form(reviewFormOf(visit, review.value))
      : refusedInvitation(visit, review.problem);
  },
  async submit(visit, { text, flags }, values) {
    const accepted = await visit.service.acceptInvitation(visit.actor, text, {
      ticked: tickedIn(values, 'agreement') || tickedIn(values, 'understood'),
      agreementVersion: flags.agreement ?? null,
      replaces: tickedIn(values, 'replace') ? (flags.replace ?? null) : null,
    });
    if (accepted.ok) return shownInvitation(visit, accepted.value);
    const review = await visit.service.reviewInvitation(visit.actor, text);
    if (!review.ok) return refusedInvitation(visit, accepted.problem);
    const form = reviewFormOf(visit, review.value);
    return refusedForm(visit, form, values, accepted.problem, reviewField(form));
  },
});

/** `decline <invitation>`: asks for an optional reason (R-INV-09, R-CARD-05). */
export const decline = defineCommand({
  verb: 'decline',
  topic: 'answer',
  takes: 'invitation',
  for: 'members',
  shownTo: ['work_with_partners', 'accept_partnership'],
  async run(visit, { text }) {
    const found = await visit.service.showInvitation(visit.actor, text);
    if (!found.ok) return refused(visit, found.problem);
    return found.value.acts.includes('decline')
      ? reply.form(declineForm(visit.words, found.value.details))
      : answer(visit, text, null);
  },
  submit: async (visit, { text }, values) => answer(visit, text, textIn(values, 'reason')),
});

const answer = async (visit: MemberVisit, text: string, reason: string | null): Promise<Reply> => {
  const declined = await visit.service.declineInvitation(visit.actor, text, reason);
  return declined.ok ? shownInvitation(visit, declined.value) : refusedInvitation(visit, declined.problem);
};

/** `withdraw <invitation>`: takes a sent one back (R-INV-10). */
export const withdraw = defineCommand<z.infer<typeof confirmFlags>>({
  verb: 'withdraw',
  topic: 'ask',
  takes: 'invitation',
  for: 'members',
  shownTo: ['request_relationship'],
  flags: confirmFlags,
  async run(visit, { text, flags }) {
    if (!flags.yes) {
      const found = await visit.service.showInvitation(visit.actor, text);
      if (!found.ok) return refused(visit, found.problem);
      const card = shownInvitation(visit, found.value);
      const question = confirmFirst(card, `withdraw ${found.value.details.invitation.id} --yes`);
      if (question) return question;
    }
    const withdrawn = await visit.service.withdrawInvitation(visit.actor, text);
    return withdrawn.ok
      ? shownInvitation(visit, withdrawn.value)
      : refusedInvitation(visit, withdrawn.problem);
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
  async run(visit, { text }) {
    const reminded = await visit.service.remindOfInvitation(visit.actor, text);
    if (!reminded.ok) return refusedInvitation(visit, reminded.problem);
    if (reminded.value.by === 'mail') return reply.form(reminderFormOf(visit, reminded.value.draft));
    const { recipient } = sidesOf(reminded.value.shown.details);
    return reply.notice(noticeCard(visit.words, 'reminded', { recipient }));
  },
  async submit(visit, { text }, values) {
    const mail = mailIn(values);
    const sent = await visit.service.remindByMail(visit.actor, text, mail);
    if (!sent.ok) return refusedMail(visit, 'remind', text, values, sent.problem);
    const to = sidesOf(sent.value.details).recipient;
    // In the form's place: it has done what it was for.
    return reply.card(noticeCard(visit.words, 'reminded_by_mail', { to, way: mail.way }));
  },
});

function reminderFormOf(visit: Visit, { details, link, days }: Draft): Form {
  const { subject, text } = invitationMail(visit.words, details, link, days);
  const reminder = visit.words.text('mail.subject.reminder', { subject });
  return mailForm(visit, 'remind', details, { subject: reminder, text }, link);
}
