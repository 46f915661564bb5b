import type { Button } from '../kernel/card.ts';
import type { Cloud, Named } from '../kernel/organization.ts';
import { defineProblems } from '../kernel/problem.ts';
import { moment } from '../kernel/words.ts';
import { aboutOrganization, aboutOrganizationNow, organizationFields } from '../organizations/index.ts';
import { type RelationshipType, typeName } from '../relationships/index.ts';
import type { Invitation, InvitationKind } from './model/invitation.ts';
import type { Words } from './words.en.ts';

type About = { readonly invitation: Invitation };

const showNow = ({ invitation }: About): string => `show ${invitation.id}`;

const sendDraft = (words: Words, { id, senderId }: Invitation, viewerId: string | null): readonly Button[] =>
  senderId === viewerId ? [{ label: words.text('next.send_draft'), command: `send ${id}` }] : [];

/** The command that asks the same recipient again. */
const askAgain: Readonly<Record<InvitationKind, (recipient: string) => string>> = {
  relationship: (recipient) => `request ${recipient}`,
  delegated_administration: (recipient) => `roles ask ${recipient}`,
  indirect_provider: (recipient) => `provider invite ${recipient}`,
};

const afterAnswer = (words: Words, { invitation }: About, viewerId: string | null): readonly Button[] => {
  const { id, kind, state, senderId, recipientId, recipientEmail } = invitation;
  const again = askAgain[kind](recipientId ?? recipientEmail ?? '').trim();
  return [
    { label: words.text('next.show_invitation'), command: `show ${id}` },
    ...(senderId === viewerId && state !== 'accepted'
      ? [{ label: words.text('next.ask_again'), command: again }]
      : []),
  ];
};

const reviewAgain = (
  words: Words,
  { invitationId }: { readonly invitationId: string },
): readonly Button[] => [
  { label: words.text('next.review_again'), command: `accept ${invitationId}`, intent: 'go' },
];

/** Refusals about invitations. */
export const problems = defineProblems({
  invitation_not_found: {
    title: 'not_found',
    values: (_: Words, { typed }: { readonly typed: string }) => ({ typed }),
    next: (words: Words) => [{ label: words.text('next.show_invitations'), command: 'invitations' }],
  },
  invitation_ambiguous: {
    title: 'which_one',
    values: (_: Words, { typed }: { readonly typed: string; readonly choices: readonly Invitation[] }) => ({
      typed,
    }),
    choices: (words: Words, { choices }: { readonly choices: readonly Invitation[] }) =>
      choices.map(({ id, kind, state, draftedBy, draftedAt }) => ({
        title: words.text('problem_word.invitation', {
          kind: words.text(`kind.${kind}`),
          state: words.text(`state.${state}`),
        }),
        detail: words.rich('problem_word.drafted', { by: draftedBy.name, at: moment(draftedAt) }),
        exactly: id,
      })),
  },
  dap_not_entitled: { title: 'not_possible', field: 'dap' },
  dap_required_in_cloud: {
    title: 'not_possible',
    values: (words: Words, { cloud }: { readonly cloud: Cloud }) => ({ cloud: words.text(`cloud.${cloud}`) }),
    field: 'dap',
  },
  dap_not_for_type: {
    title: 'not_possible',
    values: (words: Words, { type }: { readonly type: RelationshipType }) => ({
      type: typeName(words, type),
    }),
    field: 'dap',
  },
  already_related: {
    ...aboutOrganization,
    title: 'already',
    values: (
      words: Words,
      { organization, type }: { readonly organization: Named; readonly type: RelationshipType },
    ) => ({ organization: organization.name, type: typeName(words, type) }),
    field: organizationFields,
  },
  already_partnered: { ...aboutOrganization, title: 'already', field: organizationFields },
  not_a_reseller: { ...aboutOrganization, field: organizationFields },
  roles_already_in_place: { ...aboutOrganizationNow, title: 'already' },
  invitation_already_open: {
    title: 'open',
    values: (_: Words, { invitation: { state, sentAt, draftedAt } }: About) => ({
      draft: state === 'draft' ? 'yes' : 'no',
      sentAt: moment(sentAt ?? draftedAt),
    }),
    next: (words: Words, { invitation }: About, viewerId: string | null) => [
      ...(invitation.state === 'draft' ? sendDraft(words, invitation, viewerId) : []),
      { label: words.text('next.show_invitation'), command: `show ${invitation.id}` },
    ],
    outdated: showNow,
  },
  link_missing: {
    title: 'something_missing',
    field: 'text',
    values: (_: Words, { rewritten }: { readonly rewritten: boolean }) => ({
      rewritten: rewritten ? 'yes' : 'no',
    }),
  },
  mail_not_configured: { title: 'not_possible', field: 'way' },
  invitation_is_draft: {
    title: 'not_possible',
    next: (words: Words, { invitation }: About, viewerId: string | null) =>
      sendDraft(words, invitation, viewerId),
  },
  invitation_answered: {
    title: 'answered',
    values: (words: Words, { invitation: { state, answer, expiresAt, draftedAt } }: About) => ({
      state,
      by: answer?.by?.name ?? words.text('problem_word.somebody'),
      at: moment(answer?.at ?? expiresAt ?? draftedAt),
    }),
    next: afterAnswer,
    outdated: showNow,
  },
  reminded_already: {
    title: 'later',
    values: (_: Words, { at }: { readonly at: Date }) => ({ at: moment(at) }),
  },
  replacement_needed: {
    title: 'something_missing',
    values: (_: Words, { present }: { readonly present: Named; readonly invitationId: string }) => ({
      present: present.name,
    }),
    next: reviewAgain,
    field: 'replace',
  },
  replacement_outdated: { title: 'changed', next: reviewAgain },
  wrong_organization_for_link: {
    title: 'not_for_you',
    values: (_: Words, { organization }: { readonly domain: string; readonly organization: Named }) => ({
      organization: organization.name,
    }),
  },
  domain_not_invited: {
    title: 'not_possible',
    values: (_: Words, { typed, domain }: { readonly typed: string; readonly domain: string }) => ({
      typed,
      domain,
    }),
    field: 'your_email',
  },
});
