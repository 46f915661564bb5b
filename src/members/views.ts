import type { Card, ListItem } from '../kernel/card.ts';
import { buttonRow } from '../kernel/card.ts';
import { countValues, type Listing, listCard } from '../kernel/list.ts';
import { type ChatIdentity, type Member, type Platform, rolesOf } from '../kernel/member.ts';
import type { Organization } from '../kernel/organization.ts';
import type { Page } from '../kernel/page.ts';
import { moment } from '../kernel/words.ts';
import { organizationWithDomain } from '../organizations/index.ts';
import type { MemberListItem } from './model.ts';
import type { Words } from './words.en.ts';

/** The caller's organization, both role levels, and linked chat identities (R-ID-05). */
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

/** A level without a role is stated too (ROLE). */
const agentText = (words: Words, { agentRole }: Member): string =>
  agentRole === 'not_an_agent' ? words.text('people.not_an_agent') : words.text(`role.${agentRole}`);
const adminText = (words: Words, { adminRoles }: Member): string =>
  adminRoles.length === 0
    ? words.text('people.not_an_admin')
    : words.list(adminRoles.map((role) => words.text(`role.${role}`)));

/** For an unknown person: the two ways to join (R-ID-04, R-INV-13). */
export const strangerCard = (words: Words): Card => ({
  title: words.text('stranger.title'),
  summary: words.text('stranger.title'),
  blocks: [
    { kind: 'text', text: words.text('stranger.intro') },
    {
      kind: 'list',
      items: [
        { title: words.text('example.join'), detail: words.text('stranger.join') },
        { title: words.text('stranger.redeem_example'), detail: words.text('stranger.redeem') },
      ],
    },
    ...buttonRow([{ label: words.text('act.help'), command: 'help' }]),
  ],
});

const platformName = (words: Words, platform: Platform): string => words.text(`people.platform.${platform}`);

/** One line for a member; for one who has not joined, whoever manages members can create a code. */
function memberItem(words: Words, { member, platforms, mayGiveCode }: MemberListItem): ListItem {
  const roles = rolesOf(member);
  const joined = platforms.length > 0;
  return {
    title: member.name,
    detail: words.text('members.member', {
      email: member.email,
      roles: words.list(roles.map((role) => words.text(`role.${role}`))),
      has_roles: roles.length > 0 ? 'yes' : 'no',
      platforms: words.list(platforms.map((platform) => platformName(words, platform))),
      joined: joined ? 'yes' : 'no',
    }),
    ...(mayGiveCode && !joined
      ? { button: { label: words.text('act.new_code'), command: `member code ${member.email}` } }
      : {}),
  };
}

/** An organization's members. `mayManage`: shows the button to add one. */
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
  return { ...card, blocks: [...card.blocks, ...buttonRow(mayManage ? [add] : [])] };
};

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

/** The new member and their roles, after joining by a code or being added. */
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
          roles: words.list(roles.map((role) => words.text(`role.${role}`))),
        }),
      },
      ...buttonRow([
        { label: words.text('act.home'), command: 'home', intent: 'go' },
        { label: words.text('act.help'), command: 'help' },
      ]),
    ],
  };
};
