import { z } from 'zod';
import {
  type CommandContext,
  defineCommand,
  type MemberContext,
  refused,
  refusedForm,
  textIn,
  tickedIn,
} from '../../kernel/command.ts';
import type { Form, FormValues } from '../../kernel/form.ts';
import type { Problem } from '../../kernel/problem.ts';
import { type Reply, reply } from '../../kernel/request.ts';
import { refusedToward } from '../../overview/commands/refused-toward.ts';
import { relationshipTypes } from '../../relationships/model/types.ts';
import { providerInviteForm, requestForm } from '../forms.ts';
import type { Draft } from '../service/ask.ts';
import { invitationMail } from '../views/mail.ts';
import { mailForm, mailIn, refusedMail } from './mail.ts';
import { refusedInvitation, shownInvitation } from './shown.ts';

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
const draftFormOf = (context: CommandContext, draft: Draft): Form => {
  const mail = invitationMail(context.words, draft.details, draft.link, draft.days);
  return mailForm(context, 'send', draft.details, mail, draft.link);
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
  async run(context, { text, flags }) {
    const prepared = await context.service.prepareRequest(context.actor);
    if (!prepared.ok) return refused(context, prepared.problem);
    const { dapChoice, cloud } = prepared.value;
    if (flags['no-dap'] && dapChoice === 'fixed_by_cloud') {
      return refused(context, { code: 'dap_required_in_cloud', cloud });
    }
    return reply.form(
      requestForm(context.words, {
        customer: text,
        type: flags.type,
        dap: flags.dap ?? dapChoice === 'fixed_by_cloud',
        dapChoice,
        note: flags.note ?? '',
      }),
    );
  },
  async submit(context, _, values) {
    const prepared = await context.service.prepareRequest(context.actor);
    if (!prepared.ok) return refused(context, prepared.problem);
    const { dapChoice } = prepared.value;
    const type = z.enum(relationshipTypes).catch('reseller').parse(values.type);
    const customer = textIn(values, 'customer');
    const dap = tickedIn(values, 'dap');
    const note = textIn(values, 'note');
    const drafted = await context.service.draftRequest(context.actor, {
      customer,
      type,
      // Where the form offers no choice, what it says is not the person's word.
      includesDap: dapChoice === 'free' ? dap : undefined,
      note,
    });
    if (drafted.ok) return reply.form(draftFormOf(context, drafted.value));
    if (drafted.problem.code === 'invitation_already_open')
      return refusedInvitation(context, drafted.problem);
    const form = requestForm(context.words, { customer, type, dap, dapChoice, note });
    return refusedForm(context, form, values, drafted.problem, requestField);
  },
});

/** `provider invite [reseller]`: a provider asks a reseller to authorize it (R-IND-01). */
export const providerInvite = defineCommand({
  verb: 'provider invite',
  topic: 'ask',
  for: 'members',
  shownTo: ['request_relationship'],
  programmes: ['indirect_provider'],
  async run(context, { text }) {
    const prepared = await context.service.prepareProviderInvitation(context.actor);
    return prepared.ok
      ? reply.form(providerInviteForm(context.words, { reseller: text, note: '' }))
      : refused(context, prepared.problem);
  },
  async submit(context, _, values) {
    const present = { reseller: textIn(values, 'reseller'), note: textIn(values, 'note') };
    const drafted = await context.service.draftProviderInvitation(context.actor, present);
    if (drafted.ok) return reply.form(draftFormOf(context, drafted.value));
    if (drafted.problem.code === 'invitation_already_open')
      return refusedInvitation(context, drafted.problem);
    const form = providerInviteForm(context.words, present);
    return refusedForm(context, form, values, drafted.problem, (problem) => {
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
  async run(context, { text }) {
    const drafted = await context.service.draftRolesRequest(context.actor, text);
    if (drafted.ok) return reply.form(draftFormOf(context, drafted.value));
    return drafted.problem.code === 'invitation_already_open'
      ? refusedInvitation(context, drafted.problem)
      : refusedToward(context, text, drafted.problem);
  },
});

/** `send <invitation>`: the draft again, for review and sending (R-INV-04, R-INV-15). */
export const send = defineCommand({
  verb: 'send',
  topic: 'ask',
  takes: 'invitation',
  for: 'members',
  shownTo: ['request_relationship'],
  async run(context, { text }) {
    const draft = await context.service.reopenDraft(context.actor, text);
    return draft.ok
      ? reply.form(draftFormOf(context, draft.value))
      : refusedInvitation(context, draft.problem);
  },
  submit: async (context, { text }, values): Promise<Reply> => sendDraft(context, text, values),
});

async function sendDraft(context: MemberContext, invitationId: string, values: FormValues): Promise<Reply> {
  const mail = mailIn(values);
  const sent = await context.service.sendInvitation(context.actor, invitationId, mail);
  return sent.ok
    ? shownInvitation(context, sent.value)
    : refusedMail(context, 'send', invitationId, values, sent.problem);
}
