import type { Invitation } from '../invitations/model/invitation.ts';
import type { CspRegion } from '../organizations/model/region.ts';
import type { Button, Card, ListItem, Text } from './card.ts';
import { buttons } from './list.ts';
import type { Named, Problem, ProblemCode } from './problem.ts';
import {
  cloudName,
  fieldLabelOf,
  kindName,
  moment,
  oneOf,
  organizationWithDomain,
  regionName,
  roleName,
  stateName,
  typeName,
} from './terms.ts';
import type { MessageKey, MessageValues, Words } from './words.ts';

// Every refusal has its row in one exhaustive table: which title it goes under, what its sentence needs, and what can
// be pressed next. The file is as long as the list of refusals.

interface Telling<P> {
  readonly title: Extract<MessageKey, `problem_title.${string}`>;
  /** What the placeholders of its sentence take. */
  readonly values?: (words: Words, problem: P) => MessageValues;
  /** What to press next, where a command helps. */
  readonly next?: (words: Words, problem: P, viewerOrganizationId: string | null) => readonly Button[];
  /** What there is to choose from. */
  readonly choices?: (words: Words, problem: P) => readonly ListItem[];
}

type Table = { readonly [Code in ProblemCode]: Telling<Extract<Problem, { readonly code: Code }>> };

/** A sentence names so many things at most. */
const maxNamed = 5;

const several = (words: Words, names: readonly string[]): string =>
  words.list(
    names.length <= maxNamed
      ? names
      : [...names.slice(0, maxNamed), words.text('problem_word.more', { n: names.length - maxNamed })],
  );

const button = (
  words: Words,
  key: Extract<MessageKey, `next.${string}` | `act.${string}`>,
  command: string,
): Button => ({
  label: words.text(key),
  command,
});

const showInvitation = (words: Words, id: string): Button =>
  button(words, 'next.show_invitation', `show ${id}`);

// What many rows have in common: an organization, with its details as the next step.
const organizationValue = (_: Words, { organization }: { readonly organization: Named }) => ({
  organization: organization.name,
});
const showOrganization = (words: Words, { organization }: { readonly organization: Named }) => [
  {
    label: words.text('next.show_organization', { organization: organization.name }),
    command: `show ${organization.domain}`,
  },
];
const aboutOrganization = {
  title: 'problem_title.not_possible',
  values: organizationValue,
  next: showOrganization,
} as const;
const whenDone = {
  title: 'problem_title.already',
  values: (_: Words, { at }: { readonly at: Date }) => ({ at: moment(at) }),
} as const;
const reviewAgain = (words: Words, { invitationId }: { readonly invitationId: string }) => [
  { ...button(words, 'next.review_again', `accept ${invitationId}`), intent: 'go' as const },
];

/** Whom an invitation went to, as the one who asks again would type it. */
const askAgain = (words: Words, { kind, recipientId, recipientEmail }: Invitation): readonly Button[] => {
  const recipient = recipientId ?? recipientEmail ?? '';
  const again = {
    relationship: `request ${recipient}`,
    delegated_administration: `roles ask ${recipient}`,
    indirect_provider: `provider invite ${recipient}`,
  } as const;
  return [button(words, 'next.ask_again', again[kind].trim())];
};

const regionValues = (words: Words, mine: CspRegion | null, theirs: CspRegion | null) => ({
  mineKnown: mine ? 'yes' : 'no',
  mine: mine ? regionName(words, mine) : '',
  theirsKnown: theirs ? 'yes' : 'no',
  theirs: theirs ? regionName(words, theirs) : '',
});

const table: Table = {
  not_a_member: {
    title: 'problem_title.not_for_you',
    values: (_, { platform, organization }) => ({
      platform,
      known: organization ? 'yes' : 'no',
      organization: organization?.name ?? '',
    }),
  },
  already_a_member: { title: 'problem_title.already', values: organizationValue },
  role_needed: {
    title: 'problem_title.not_for_you',
    values: (words, { roles, holders }) => ({
      roleCount: roles.length,
      roles: oneOf(
        words,
        roles.map((role) => roleName(words, role)),
      ),
      holderCount: holders.length,
      holders: several(
        words,
        holders.map(({ name, email }) => words.text('person.with_email', { name, email })),
      ),
    }),
    next: (words) => [button(words, 'next.show_members', 'members')],
  },
  partners_only: { title: 'problem_title.not_for_you', values: organizationValue },
  resellers_only: { title: 'problem_title.not_for_you', values: organizationValue },
  providers_only: { title: 'problem_title.not_for_you', values: organizationValue },
  partner_features_unavailable: {
    title: 'problem_title.not_possible',
    values: (words, { cloud }) => ({ cloud: cloudName(words, cloud) }),
  },

  unknown_command: {
    title: 'problem_title.not_understood',
    values: (words, { typed, nearest }) => ({
      typed,
      count: nearest.length,
      nearest: oneOf(words, nearest),
    }),
    next: (words, { nearest }) => [
      ...nearest.map((command) => ({ label: command, command })),
      button(words, 'act.help', 'help'),
    ],
  },
  bad_argument: {
    title: 'problem_title.not_understood',
    values: (words, { argument, typed, expected }) => ({
      argument: fieldLabelOf(words, argument),
      typed,
      known: expected === '' ? 'no' : 'yes',
      expected,
    }),
  },
  missing_argument: {
    title: 'problem_title.something_missing',
    values: (words, { argument, example }) => ({ argument: words.text(`argument.${argument}`), example }),
    next: (words, { argument }) =>
      argument === 'invitation' ? [button(words, 'next.show_invitations', 'invitations')] : [],
  },
  organization_not_found: { title: 'problem_title.not_found', values: (_, { typed }) => ({ typed }) },
  recipient_not_found: { title: 'problem_title.not_found', values: (_, { typed }) => ({ typed }) },
  organization_ambiguous: {
    title: 'problem_title.which_one',
    values: (words, { typed, choices }) => ({
      typed,
      choices: several(
        words,
        choices.map((choice) => organizationWithDomain(words, choice)),
      ),
    }),
    choices: (words, { choices }) =>
      choices.map(({ name, domain }) => ({
        title: name,
        detail: domain,
        button: button(words, 'act.show', `show ${domain}`),
      })),
  },
  invitation_not_found: {
    title: 'problem_title.not_found',
    values: (_, { typed }) => ({ typed }),
    next: (words) => [button(words, 'next.show_invitations', 'invitations')],
  },
  invitation_ambiguous: {
    title: 'problem_title.which_one',
    values: (_, { typed }) => ({ typed }),
    choices: (words, { choices }) =>
      choices.map(({ id, kind, state, draftedBy, draftedAt }) => ({
        title: words.text('problem_word.invitation', {
          kind: kindName(words, kind),
          state: stateName(words, state),
        }),
        detail: words.rich('problem_word.drafted', { by: draftedBy.name, at: moment(draftedAt) }),
        button: button(words, 'act.show', `show ${id}`),
      })),
  },
  not_an_email: { title: 'problem_title.not_understood', values: (_, { typed }) => ({ typed }) },
  not_a_country: { title: 'problem_title.not_understood', values: (_, { typed }) => ({ typed }) },
  not_a_tenant: { title: 'problem_title.not_understood', values: (_, { typed }) => ({ typed }) },
  text_too_long: {
    title: 'problem_title.not_possible',
    values: (words, { field, length, most }) => ({ field: fieldLabelOf(words, field), length, most }),
  },
  field_missing: {
    title: 'problem_title.something_missing',
    values: (words, { field }) => ({ field: fieldLabelOf(words, field) }),
  },

  own_organization: { title: 'problem_title.not_possible' },
  other_region: {
    title: 'problem_title.not_possible',
    values: (words, { mine, theirs, myCountry, theirCountry }) => ({
      ...regionValues(words, mine, theirs),
      myCountry: words.country(myCountry),
      theirCountry: words.country(theirCountry),
    }),
  },
  other_cloud: {
    title: 'problem_title.not_possible',
    values: (words, { mine, theirs }) => ({
      mine: cloudName(words, mine),
      theirs: cloudName(words, theirs),
    }),
  },
  dap_not_entitled: { title: 'problem_title.not_possible' },
  dap_required_in_cloud: {
    title: 'problem_title.not_possible',
    values: (words, { cloud }) => ({ cloud: cloudName(words, cloud) }),
  },
  dap_not_for_type: {
    title: 'problem_title.not_possible',
    values: (words, { type }) => ({ type: typeName(words, type) }),
  },
  already_related: {
    title: 'problem_title.already',
    values: (words, { organization, type }) => ({
      organization: organization.name,
      type: typeName(words, type),
    }),
    next: showOrganization,
  },
  already_partnered: { ...aboutOrganization, title: 'problem_title.already' },
  not_a_reseller: aboutOrganization,
  not_a_provider: aboutOrganization,
  roles_already_in_place: { ...aboutOrganization, title: 'problem_title.already' },
  invitation_already_open: {
    title: 'problem_title.open',
    values: (_, { invitation: { state, sentAt, draftedAt } }) => ({
      draft: state === 'draft' ? 'yes' : 'no',
      sentAt: moment(sentAt ?? draftedAt),
    }),
    next: (words, { invitation: { id, state, senderId } }, viewer) => [
      ...(state === 'draft' && senderId === viewer ? [button(words, 'next.send_draft', `send ${id}`)] : []),
      showInvitation(words, id),
    ],
  },
  link_missing: { title: 'problem_title.something_missing' },
  mail_not_configured: { title: 'problem_title.not_possible' },

  invitation_is_draft: {
    title: 'problem_title.not_possible',
    next: (words, { invitation: { id, senderId } }, viewer) =>
      senderId === viewer ? [button(words, 'next.send_draft', `send ${id}`)] : [],
  },
  invitation_answered: {
    title: 'problem_title.answered',
    values: (words, { invitation: { state, answer, expiresAt, draftedAt } }) => ({
      state,
      by: answer?.by?.name ?? words.text('problem_word.somebody'),
      at: moment(answer?.at ?? expiresAt ?? draftedAt),
    }),
    next: (words, { invitation }, viewer) => [
      showInvitation(words, invitation.id),
      ...(invitation.senderId === viewer && invitation.state !== 'accepted'
        ? askAgain(words, invitation)
        : []),
    ],
  },
  reminded_already: { ...whenDone, title: 'problem_title.later' },
  box_not_ticked: { title: 'problem_title.something_missing' },
  agreement_changed: {
    title: 'problem_title.changed',
    values: (_, { version }) => ({ version }),
    next: (words) => [button(words, 'next.show_agreement', 'agreement')],
  },
  agreement_not_published: { title: 'problem_title.not_possible' },
  agreement_already_accepted: {
    title: 'problem_title.already',
    values: (_, { version, at, by }) => ({ version, by, at: moment(at) }),
  },
  agreement_already_asked: whenDone,
  replacement_needed: {
    title: 'problem_title.something_missing',
    values: (_, { present }) => ({ present: present.name }),
    next: reviewAgain,
  },
  replacement_outdated: { title: 'problem_title.changed', next: reviewAgain },

  code_not_valid: { title: 'problem_title.not_found' },
  too_many_tries: { title: 'problem_title.later', values: (_, { minutes }) => ({ minutes }) },
  wrong_organization_for_link: { title: 'problem_title.not_for_you', values: organizationValue },
  domain_not_invited: {
    title: 'problem_title.not_possible',
    values: (_, { typed, domain }) => ({ typed, domain }),
  },
  webmail_domain: { title: 'problem_title.not_possible', values: (_, { domain }) => ({ domain }) },
  organization_exists: { title: 'problem_title.already', values: (_, { domain }) => ({ domain }) },
  tenant_taken: { title: 'problem_title.already' },
  workspace_taken: { title: 'problem_title.not_possible', values: organizationValue },

  not_related: aboutOrganization,
  not_partnered: aboutOrganization,
  no_roles_in_place: aboutOrganization,
  no_admin_access: aboutOrganization,
  not_partner_of_record: {
    ...aboutOrganization,
    next: (words) => [button(words, 'next.show_record', 'record')],
  },
  end_already_asked: whenDone,
  end_not_asked: aboutOrganization,
  partnership_cannot_end: aboutOrganization,

  channel_needed: { title: 'problem_title.not_possible' },
  channel_of_other_organization: { title: 'problem_title.not_possible' },
  not_subscribed: {
    title: 'problem_title.not_found',
    next: (words) => [button(words, 'next.show_notifications', 'notify list')],
  },
  unknown_kind: {
    title: 'problem_title.not_understood',
    values: (words, { typed, known }) => ({ typed, known: words.list(known) }),
  },
  filter_not_understood: {
    title: 'problem_title.not_understood',
    values: (_, { at, expected }) => ({ at, expected }),
  },

  email_taken: {
    title: 'problem_title.already',
    values: (_, { email }) => ({ email }),
    next: (words) => [button(words, 'next.show_members', 'members')],
  },
  member_unknown: {
    title: 'problem_title.not_found',
    values: (_, { email }) => ({ email }),
    next: (words) => [button(words, 'act.add_member', 'member add')],
  },
  identity_taken: { title: 'problem_title.already', values: (_, { name }) => ({ name }) },
  roles_not_fitting: { title: 'problem_title.not_possible', values: (_, { reason }) => ({ reason }) },

  already_handled: { title: 'problem_title.already' },
};

/** The row of a problem. By the table's type each row takes its own problem, so this one takes the problem at hand. */
const tellingOf = (problem: Problem): Telling<Problem> => table[problem.code] as Telling<Problem>;

/** The one sentence of a refusal, as plain text: what is wrong, and what to do next. */
export const problemText = (words: Words, problem: Problem): string =>
  words.text(`problem.${problem.code}`, tellingOf(problem).values?.(words, problem));

/** The same sentence, with times that each viewer reads in their own zone (R-INV-12, R-CARD-03). */
export const problemRich = (words: Words, problem: Problem): Text =>
  words.rich(`problem.${problem.code}`, tellingOf(problem).values?.(words, problem));

/**
 * A refusal as a private answer: its sentence, what there is to choose from, and the next step as buttons (R-CARD-07).
 * What the sender of an invitation alone can do next is offered to the sender alone; null stands for a person of no
 * organization.
 */
export function problemCard(words: Words, problem: Problem, viewerOrganizationId: string | null): Card {
  const { title, next, choices } = tellingOf(problem);
  const items = choices?.(words, problem) ?? [];
  return {
    title: words.text(title),
    summary: problemText(words, problem),
    blocks: [
      { kind: 'text', text: problemRich(words, problem) },
      ...(items.length > 0 ? [{ kind: 'list', items } as const] : []),
      ...buttons(next?.(words, problem, viewerOrganizationId) ?? []),
    ],
  };
}
