import { z } from 'zod';
import type { Problem } from '../domain/problem.ts';
import { relationshipTypes } from '../domain/relationship-types.ts';
import type { Draft } from '../service/asking.ts';
import type { Form, FormValues } from '../views/form.ts';
import { providerInviteForm, requestForm } from '../views/invitation-forms.ts';
import { invitationMail } from '../views/mail.ts';
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
import { refusedToward } from './organization.ts';
import { type Reply, reply } from './request.ts';

/** Which field of a request a refusal is about. */
function requestField(problem: Problem): string | undefined {
  switch (problem.code) {
    case 'recipient_not_found':
    case 'organization_ambiguous':
    case 'not_an_email':
    case 'own_organization':
    case 'other_region':
    case 'other_cloud':
    case 'already_related':
    case 'already_partnered':
    case 'not_a_reseller':
    case 'not_related':
    case 'roles_already_in_place':
      return 'customer';
    case 'dap_not_entitled':
    case 'dap_required_in_cloud':
    case 'dap_not_for_type':
      return 'dap';
    case 'field_missing':
    case 'text_too_long':
      return problem.field;
    default:
      return undefined;
  }
}

/** The draft e-mail with the personal link, for review before sending (R-INV-04, R-INV-05). */
const draftFormOf = (visit: Visit, draft: Draft): Form => {
  const mail = invitationMail(visit.words, draft.details, draft.link, draft.days);
  return mailForm(visit, 'send', draft.details, mail, draft.link);
};

const requestFlags = z
  .object({
    type: z.enum(relationshipTypes).optional(),
    dap: z.boolean().optional(),
    'no-dap': z.boolean().optional(),
    note: z.string().optional(),
  })
  .strict();

/** `request [customer]`: a form with what was typed, then the draft e-mail (R-INV-02, R-INV-06). */
export const request = defineCommand<z.infer<typeof requestFlags>>({
  verb: 'request',
  topic: 'ask',
  for: 'members',
  shownTo: ['request_relationship'],
  flags: requestFlags,
  async run(visit, { text, flags }) {
    const prepared = await visit.service.prepareRequest(visit.actor);
    if (!prepared.ok) return refused(visit, prepared.problem);
    const { dapChoice, cloud } = prepared.value;
    if (flags['no-dap'] && dapChoice === 'fixed_by_cloud') {
      return refused(visit, { code: 'dap_required_in_cloud', cloud });
    }
    return reply.form(
      requestForm(visit.words, {
        customer: text,
        type: flags.type,
        dap: flags.dap ?? dapChoice === 'fixed_by_cloud',
        dapChoice,
        note: flags.note ?? '',
      }),
    );
  },
  async submit(visit, _, values) {
    const prepared = await visit.service.prepareRequest(visit.actor);
    if (!prepared.ok) return refused(visit, prepared.problem);
    const { dapChoice } = prepared.value;
    const type = z.enum(relationshipTypes).catch('reseller').parse(values.type);
    const customer = textIn(values, 'customer');
    const dap = tickedIn(values, 'dap');
    const note = textIn(values, 'note');
    const drafted = await visit.service.draftRequest(visit.actor, {
      customer,
      type,
      // Where the form offers no choice, what it says is not the person's word.
      includesDap: dapChoice === 'free' ? dap : undefined,
      note,
    });
    if (drafted.ok) return reply.form(draftFormOf(visit, drafted.value));
    if (drafted.problem.code === 'invitation_already_open') return refusedInvitation(visit, drafted.problem);
    const form = requestForm(visit.words, { customer, type, dap, dapChoice, note });
    return refusedForm(visit, form, values, drafted.problem, requestField);
  },
});

/** `provider invite [reseller]`: a provider asks a reseller to authorize it (R-IND-01). */
export const providerInvite = defineCommand({
  verb: 'provider invite',
  topic: 'ask',
  for: 'members',
  shownTo: ['request_relationship'],
  programmes: ['indirect_provider'],
  async run(visit, { text }) {
    const prepared = await visit.service.prepareProviderInvitation(visit.actor);
    return prepared.ok
      ? reply.form(providerInviteForm(visit.words, { reseller: text, note: '' }))
      : refused(visit, prepared.problem);
  },
  async submit(visit, _, values) {
    const present = { reseller: textIn(values, 'reseller'), note: textIn(values, 'note') };
    const drafted = await visit.service.draftProviderInvitation(visit.actor, present);
    if (drafted.ok) return reply.form(draftFormOf(visit, drafted.value));
    if (drafted.problem.code === 'invitation_already_open') return refusedInvitation(visit, drafted.problem);
    const form = providerInviteForm(visit.words, present);
    return refusedForm(visit, form, values, drafted.problem, (problem) => {
      const field = requestField(problem);
      return field === 'customer' ? 'reseller' : field;
    });
  },
});

/** `roles ask <customer>`: asks for the admin roles that were removed or never granted (R-DAP-07). */
export const rolesAsk = defineCommand({
  verb: 'roles ask',
  topic: 'ask',
  takes: 'organization',
  for: 'members',
  shownTo: ['request_relationship'],
  async run(visit, { text }) {
    const drafted = await visit.service.draftRolesRequest(visit.actor, text);
    if (drafted.ok) return reply.form(draftFormOf(visit, drafted.value));
    return drafted.problem.code === 'invitation_already_open'
      ? refusedInvitation(visit, drafted.problem)
      : refusedToward(visit, text, drafted.problem);
  },
});

/** `send <invitation>`: the draft again, for review and sending (R-INV-04, R-INV-15). */
export const send = defineCommand({
  verb: 'send',
  topic: 'ask',
  takes: 'invitation',
  for: 'members',
  shownTo: ['request_relationship'],
  async run(visit, { text }) {
    const draft = await visit.service.reopenDraft(visit.actor, text);
    return draft.ok ? reply.form(draftFormOf(visit, draft.value)) : refusedInvitation(visit, draft.problem);
  },
  submit: async (visit, { text }, values): Promise<Reply> => sendDraft(visit, text, values),
});

async function sendDraft(visit: MemberVisit, invitationId: string, values: FormValues): Promise<Reply> {
  const mail = mailIn(values);
  const sent = await visit.service.sendInvitation(visit.actor, invitationId, mail);
  return sent.ok
    ? shownInvitation(visit, sent.value)
    : refusedMail(visit, 'send', invitationId, values, sent.problem);
}
