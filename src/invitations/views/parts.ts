import type { Block, Fact } from '../../kernel/card.ts';
import type { DelegationPolicy, OrganizationSummary } from '../../kernel/organization.ts';
import { organizationWithDomain } from '../../organizations/index.ts';
import {
  delegatedRoleMeanings,
  type RelationshipType,
  typeMeaning,
  typeName,
  typeWithDap,
} from '../../relationships/index.ts';
import { type Invitation, type InvitationSides, sidesOf } from '../model/invitation.ts';
import type { Words } from '../words.en.ts';

// What the card, the review form, the e-mail and the landing page have in common.

/** What an invitation asks for; each has its own sentences. */
type Ask = RelationshipType | 'delegated_administration' | 'indirect_provider';

/** The type after accepting; null for an indirect provider. */
const typeAskedFor = ({ type, includesDap }: Invitation): RelationshipType | null =>
  type !== null && includesDap ? typeWithDap(type, true) : type;

export const askOf = (invitation: Invitation): Ask =>
  invitation.kind === 'delegated_administration'
    ? invitation.kind
    : (typeAskedFor(invitation) ?? 'indirect_provider');

/** The decision in one line: who asks whom for what. */
export const invitationTitle = (words: Words, sides: InvitationSides): string =>
  words.text(`invitation.title.${askOf(sides.invitation)}`, sidesOf(sides));

/** What everybody must know before answering: the purpose and what would be granted (R-INV-08, R-IND-02). */
export function grantFacts(
  words: Words,
  sides: InvitationSides,
): readonly { readonly label: string; readonly value: string }[] {
  const { invitation } = sides;
  const { recipient } = sidesOf(sides);
  const granted = invitation.state === 'accepted' ? 'yes' : 'no';
  const type = typeAskedFor(invitation);
  const whatFor = words.text('invitation.fact.what_for');
  if (type === null) {
    return [
      { label: whatFor, value: words.text('invitation.what_for_provider', { recipient }) },
      {
        label: words.text('invitation.fact.access', { granted }),
        value: words.text('invitation.access_provider', { recipient }),
      },
    ];
  }
  return [
    {
      label: whatFor,
      value: words.text('relationship.type_with_meaning', {
        type: typeName(words, type),
        meaning: typeMeaning(words, type),
      }),
    },
    {
      label: words.text('invitation.fact.roles', { granted }),
      value: invitation.includesDap ? delegatedRoleMeanings(words) : words.text('invitation.no_roles'),
    },
  ];
}

/** Who asks, for what, and what would be granted. */
export const askFacts = (words: Words, sides: InvitationSides): readonly Fact[] => [
  { label: words.text('invitation.fact.who'), value: organizationWithDomain(words, sides.sender) },
  ...grantFacts(words, sides),
];

/**
 * Who has delegated administration now, and how accepting changes that (R-DAP-05); empty if nobody else has it. For the
 * recipient only.
 */
export function delegationNote(
  words: Words,
  policy: DelegationPolicy,
  present: readonly OrganizationSummary[],
  sender: OrganizationSummary,
): readonly Block[] {
  const others = present.filter(({ id }) => id !== sender.id);
  if (others.length === 0) return [];
  const values = {
    count: others.length,
    present: words.list(others.map(({ name }) => name)),
    sender: sender.name,
  };
  return [
    {
      kind: 'text',
      tone: 'strong',
      text: words.text(policy === 'single' ? 'invitation.dap_replaces' : 'invitation.dap_several', values),
    },
  ];
}

/** The sender's note, and the reason given with the answer. */
export const noteBlocks = (words: Words, sides: InvitationSides): readonly Block[] => [
  ...quoted(words.text('invitation.note', sidesOf(sides)), sides.invitation.note),
  ...quoted(words.text('invitation.reason'), sides.invitation.answer?.reason ?? null),
];

const quoted = (intro: string, text: string | null): readonly Block[] =>
  text
    ? [
        { kind: 'text', tone: 'quiet', text: intro },
        { kind: 'quote', text },
      ]
    : [];
