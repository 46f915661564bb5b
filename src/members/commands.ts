import { z } from 'zod';
import { defineCommand, type PageFlags, pageFlags, refused, refusedForm, textIn } from '../kernel/command.ts';
import { adminRoles, agentRoles } from '../kernel/member.ts';
import type { Problem } from '../kernel/problem.ts';
import { reply } from '../kernel/request.ts';
import { codeCard, joinedCard, memberAddForm, membersCard, strangerCard, whoamiCard } from './views.ts';

/** `whoami`: organization, roles, linked identities; for a stranger what to do to become somebody. */
export const whoami = defineCommand({
  verb: 'whoami',
  topic: 'start',
  for: 'anyone',
  shownTo: 'anyone',
  async run(context) {
    const { actor } = context.caller;
    if (!actor) return reply.card(strangerCard(context.words));
    const self = await context.service.showSelf(actor);
    return self.ok ? reply.card(whoamiCard(context.words, self.value)) : refused(context, self.problem);
  },
});

/** `members [words]`: the people of the own organization. */
export const members = defineCommand<PageFlags>({
  verb: 'members',
  topic: 'people',
  for: 'members',
  shownTo: 'member',
  flags: pageFlags,
  async run(context, { text, flags }) {
    const searched = text === '' ? null : text;
    const found = await context.service.listMembers(context.actor, {
      text: searched,
      after: flags.after ?? null,
    });
    if (!found.ok) return refused(context, found.problem);
    const { page, mayManage } = found.value;
    return reply.card(membersCard(context.words, page, { command: 'members', searched }, { mayManage }));
  },
});

/** Which field of the form a refusal is about. */
function memberField(problem: Problem): string | undefined {
  switch (problem.code) {
    case 'not_an_email':
    case 'email_taken':
      return 'email';
    case 'identity_taken':
      return 'person';
    case 'field_missing':
      return problem.field;
    // Whoever may add nobody gets no form: this is about the Global admin.
    case 'role_needed':
      return 'admin_roles';
    case 'roles_not_fitting':
      return problem.reason === 'customer_agent' ? 'agent_role' : 'admin_roles';
    default:
      return undefined;
  }
}

/** `member add [@person]`: adds a member with both role levels, linked at once to a person of this chat (R-ID-04). */
export const memberAdd = defineCommand({
  verb: 'member add',
  topic: 'people',
  for: 'members',
  shownTo: ['manage_members'],
  async run(context, { text }) {
    const prepared = await context.service.prepareMember(context.actor);
    if (!prepared.ok) return refused(context, prepared.problem);
    const person = /^@(\S+)$/.exec(text)?.[1];
    return reply.form(memberAddForm(context.words, { command: 'member add', ...prepared.value, person }));
  },
  async submit(context, _, values) {
    const person = textIn(values, 'person');
    const added = await context.service.addMember(context.actor, {
      name: textIn(values, 'name'),
      email: textIn(values, 'email'),
      agentRole: z.enum(agentRoles).catch('not_an_agent').parse(values.agent_role),
      adminRoles: z.array(z.enum(adminRoles)).catch([]).parse(values.admin_roles),
      identity:
        person === ''
          ? null
          : { platform: context.actor.platform, tenant: context.caller.identity.tenant, user: person },
    });
    const prepared = await context.service.prepareMember(context.actor);
    if (!prepared.ok) return refused(context, prepared.problem);
    const { organization } = prepared.value;
    if (added.ok) return reply.card(joinedCard(context.words, { member: added.value, organization }));
    const form = memberAddForm(context.words, {
      command: 'member add',
      ...prepared.value,
      person: person || undefined,
    });
    return refusedForm(context, form, values, added.problem, memberField);
  },
});

/** `member code <e-mail>`: a one-time code with which the member joins, shown once and privately (R-ID-04). */
export const memberCode = defineCommand({
  verb: 'member code',
  topic: 'people',
  takes: 'email',
  for: 'members',
  shownTo: ['manage_members'],
  async run(context, { text }) {
    const made = await context.service.createLinkCode(context.actor, text);
    if (!made.ok) return refused(context, made.problem);
    const { code, expiresAt, member } = made.value;
    return reply.card(codeCard(context.words, { code, expiresAt, name: member.name }));
  },
});

/** `join <code>`: links this chat identity to the member whom the code was made for (R-ID-04, R-ID-05). */
export const join = defineCommand({
  verb: 'join',
  topic: 'people',
  takes: 'code',
  for: 'anyone',
  shownTo: 'anyone',
  async run(context, { text }) {
    const joined = await context.service.joinByCode(context.caller, text);
    return joined.ok ? reply.card(joinedCard(context.words, joined.value)) : refused(context, joined.problem);
  },
});
