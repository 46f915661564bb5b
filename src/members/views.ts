import type { Card } from '../kernel/card.ts';
import type { Field, Form, Option } from '../kernel/form.ts';
import { buttons, countValues, type Listing, listCard } from '../kernel/list.ts';
import { type ChatIdentity, type Member, type Role, rolesOf } from '../kernel/member.ts';
import { isPartner, type Organization } from '../kernel/organization.ts';
import type { Page } from '../kernel/page.ts';
import { moment, organizationWithDomain, roleName } from '../kernel/terms.ts';
import type { Words } from '../kernel/words.ts';
import type { MemberListItem } from '../overview/model.ts';
import { memberItem, platformName } from '../overview/views/items.ts';

/** Who somebody is here: organization, both levels of roles, and the chats that know the person (R-ID-05). */
export const whoamiCard = (
  words: Words,
  {
    member,
    organization,
    identities,
  }: {
    readonly member: Member;
    readonly organization: Pick<Organization, 'name' | 'domain'>;
    readonly identities: readonly ChatIdentity[];
  },
): Card => ({
  title: member.name,
  summary: words.text('whoami.summary', { name: member.name, organization: organization.name }),
  blocks: [
    {
      kind: 'facts',
      facts: [
        { label: words.text('whoami.organization'), value: organizationWithDomain(words, organization) },
        { label: words.text('people.email'), value: member.email },
        { label: words.text('people.agent_role'), value: agentText(words, member) },
        { label: words.text('people.admin_roles'), value: adminText(words, member) },
        {
          label: words.text('whoami.identities'),
          value: words.list([...new Set(identities.map(({ platform }) => platformName(words, platform)))]),
        },
      ],
    },
  ],
});

/** Each level is stated, also where it is none (ROLE). */
const agentText = (words: Words, { agentRole }: Member): string =>
  agentRole === 'not_an_agent' ? words.text('people.not_an_agent') : roleName(words, agentRole);
const adminText = (words: Words, { adminRoles }: Member): string =>
  adminRoles.length === 0
    ? words.text('people.not_an_admin')
    : words.list(adminRoles.map((role) => roleName(words, role)));

/** For somebody whom nobody knows yet: the two ways in (R-ID-04, R-INV-13). */
export const strangerCard = (words: Words): Card => ({
  title: words.text('stranger.title'),
  summary: words.text('stranger.title'),
  blocks: [
    { kind: 'text', text: words.text('stranger.intro') },
    {
      kind: 'list',
      items: [
        { title: words.text('example.join'), detail: words.text('stranger.join') },
        { title: words.text('example.redeem'), detail: words.text('stranger.redeem') },
      ],
    },
    ...buttons([{ label: words.text('act.help'), command: 'help' }]),
  ],
});

/** The people of an organization. `mayManage`: offers to add one. */
export const membersCard = (
  words: Words,
  page: Page<MemberListItem>,
  listing: Listing,
  { mayManage }: { readonly mayManage: boolean },
): Card => {
  const add = { label: words.text('act.add_member'), command: 'member add' } as const;
  const card = listCard(words, {
    title: words.text('members.title'),
    summary: words.text('members.summary', countValues(page.total)),
    items: page.items.map((item) => memberItem(words, item)),
    page,
    ...listing,
    of: 'people',
    empty: { sentence: words.text('members.empty') },
  });
  return { ...card, blocks: [...card.blocks, ...buttons(mayManage ? [add] : [])] };
};

/**
 * Adds a member, with both levels stated (ROLE). Fields: `person` (optional, of this chat), `name`, `email`,
 * `agent_role` (partners only: a customer has no agents) and `admin_roles`.
 */
export const memberAddForm = (
  words: Words,
  form: {
    readonly command: string;
    readonly organization: Pick<Organization, 'name' | 'programme'>;
    readonly mayNameGlobalAdmin: boolean;
    /** The chat user's id of who was named, if somebody was. */
    readonly person?: string | undefined;
    readonly name?: string;
    readonly email?: string;
  },
): Form => ({
  title: words.text('member_add.title'),
  command: form.command,
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
    { kind: 'text', name: 'name', label: words.text('people.name'), value: form.name ?? '', most: 200 },
    { kind: 'text', name: 'email', label: words.text('people.email'), value: form.email ?? '', most: 320 },
    ...roleFields(words, form),
  ],
  submit: words.text('member_add.submit'),
  cancel: words.text('member_add.cancel'),
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
    { value: 'helpdesk_agent', label: roleName(words, 'helpdesk_agent') },
    { value: 'admin_agent', label: roleName(words, 'admin_agent') },
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
      options: admins.map((role) => ({ value: role, label: roleName(words, role) })),
    },
  ];
}

/** A one-time code, shown once and privately (R-ID-04). */
export const codeCard = (
  words: Words,
  { code, expiresAt, name }: { readonly code: string; readonly expiresAt: Date; readonly name: string },
): Card => ({
  title: words.text('code.title', { name }),
  summary: words.text('code.title', { name }),
  blocks: [
    { kind: 'text', text: words.text('code.how', { name }) },
    { kind: 'quote', text: words.text('code.line', { code }) },
    { kind: 'text', text: words.rich('code.once', { expires: moment(expiresAt) }), tone: 'quiet' },
  ],
});

/** Who has become a member, by a code or by somebody who manages members, and with which roles. */
export const joinedCard = (
  words: Words,
  { member, organization }: { readonly member: Member; readonly organization: Pick<Organization, 'name'> },
): Card => {
  const roles = rolesOf(member);
  const title = words.text('joined.title', { name: member.name, organization: organization.name });
  return {
    title,
    summary: title,
    blocks: [
      {
        kind: 'status',
        tone: 'good',
        text: words.text('joined.roles', {
          count: roles.length,
          roles: words.list(roles.map((role) => roleName(words, role))),
        }),
      },
      ...buttons([
        { label: words.text('act.home'), command: 'home', intent: 'go' },
        { label: words.text('act.help'), command: 'help' },
      ]),
    ],
  };
};
