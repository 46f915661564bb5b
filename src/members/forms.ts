import { z } from 'zod';
import { type CommandArgs, lineIn, type MemberContext, textIn } from '../kernel/command.ts';
import { defineForm } from '../kernel/define-form.ts';
import type { Field, Form, Option } from '../kernel/form.ts';
import { adminRoles, agentRoles, type Role } from '../kernel/member.ts';
import { isPartner, type Organization } from '../kernel/organization.ts';
import { reply } from '../kernel/request.ts';
import type { MemberServices } from './service/index.ts';
import { joinedCard } from './views.ts';
import type { MembersKey, Words } from './words.en.ts';

/**
 * Adds a member with both role levels (ROLE). Fields: `person` (optional, of this chat), `name`, `email`, `agent_role`
 * (partners only: a customer has no agents) and `admin_roles`.
 */
export const memberAddForm = (
  words: Words,
  form: {
    readonly organization: Pick<Organization, 'name' | 'programme'>;
    readonly mayNameGlobalAdmin: boolean;
    /** The chat user id of the mentioned person, if any. */
    readonly person?: string | undefined;
  },
): Form => ({
  title: words.text('member_add.title'),
  command: 'member add',
  blocks: [{ kind: 'text', text: words.text('member_add.intro', { organization: form.organization.name }) }],
  fields: [
    {
      kind: 'person',
      name: 'person',
      label: words.text('member_add.person'),
      hint: words.text('member_add.person_hint'),
      optional: true,
      value: form.person,
    },
    { kind: 'text', name: 'name', label: words.text('people.name'), value: '', maxLength: 200 },
    { kind: 'text', name: 'email', label: words.text('people.email'), value: '', maxLength: 320 },
    ...roleFields(words, form),
  ],
  submit: words.text('member_add.submit'),
  cancel: words.text('form.cancel'),
});

function roleFields(
  words: Words,
  {
    organization,
    mayNameGlobalAdmin,
  }: {
    readonly organization: Pick<Organization, 'programme'>;
    readonly mayNameGlobalAdmin: boolean;
  },
): readonly Field[] {
  const partner = isPartner(organization);
  const agents: readonly Option[] = [
    { value: 'not_an_agent', label: words.text('people.not_an_agent') },
    { value: 'helpdesk_agent', label: words.text('role.helpdesk_agent') },
    { value: 'admin_agent', label: words.text('role.admin_agent') },
  ];
  const admins: readonly Role[] = [
    ...(mayNameGlobalAdmin ? (['global_admin'] as const) : []),
    ...(partner ? [] : (['billing_admin'] as const)),
    'user_management_admin',
  ];
  const agentField: Field = {
    kind: 'choice',
    name: 'agent_role',
    label: words.text('people.agent_role'),
    value: 'not_an_agent',
    options: agents,
  };
  return [
    ...(partner ? [agentField] : []),
    {
      kind: 'choices',
      name: 'admin_roles',
      label: words.text('people.admin_roles'),
      hint: words.text('member_add.admin_hint'),
      optional: true,
      value: [],
      options: admins.map((role) => ({ value: role, label: words.text(`role.${role}`) })),
    },
  ];
}

/** `member add [@person]`: the form, then the member (R-ID-04). */
export const memberAdd = defineForm({
  prepare: ({ service, actor }: MemberContext<MemberServices, MembersKey>, _: CommandArgs) =>
    service.members.prepare(actor),
  draw: ({ words }, prepared, { text }) =>
    memberAddForm(words, { ...prepared, person: /^@(\S+)$/.exec(text)?.[1] }),
  submit: ({ service, actor, caller }, _, values) => {
    const person = textIn(values, 'person');
    const { platform, tenant } = caller.identity;
    return service.members.add(actor, {
      name: lineIn(values, 'name'),
      email: textIn(values, 'email'),
      agentRole: z.enum(agentRoles).catch('not_an_agent').parse(values.agent_role),
      adminRoles: z.array(z.enum(adminRoles)).catch([]).parse(values.admin_roles),
      identity: person === '' ? null : { platform, tenant, user: person },
    });
  },
  done: ({ words }, joined) => reply.card(joinedCard(words, joined)),
});
