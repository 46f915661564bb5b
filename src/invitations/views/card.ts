import { agreementStanding } from '../../agreements/views.ts';
import type { Block, Button, Card, Fact, Text, Tone } from '../../kernel/card.ts';
import { reasonBlock } from '../../kernel/event-card.ts';
import { buttons } from '../../kernel/list.ts';
import type { DelegationPolicy, OrganizationSummary } from '../../kernel/organization.ts';
import { rolesWith } from '../../kernel/rights.ts';
import {
  delegatedRoleMeanings,
  moment,
  oneOf,
  organizationWithDomain,
  portalName,
  roleName,
  typeMeaning,
  typeName,
} from '../../kernel/terms.ts';
import type { Words } from '../../kernel/words.ts';
import { type RelationshipType, typeWithDap } from '../../relationships/model/types.ts';
import {
  abilityFor,
  type Invitation,
  type InvitationAct,
  type InvitationDetails,
  type InvitationState,
  isOpen,
} from '../model/invitation.ts';

// The card, and the parts of it that the review form and the e-mail say in the same words: they stay in one file so that
// the three cannot drift apart.

/** Whose eyes a card is for, and what they may press. */
export interface InvitationViewer {
  readonly organizationId: string;
  /** What this viewer may do now; each is a button. */
  readonly acts: readonly InvitationAct[];
  /** Why a channel got the card, in words (R-NOTE-01). */
  readonly reason?: string;
  readonly personal?: NonNullable<Card['personal']>;
  /** The card for everybody, without buttons that need a role: one button that asks what the viewer may do. */
  readonly showButton?: boolean;
}

/** What an invitation asks for, as its sentences tell it apart. */
type Ask = RelationshipType | 'delegated_administration' | 'indirect_provider';

/** The type that accepting would make; null for an indirect provider. */
const typeAskedFor = ({ type, includesDap }: Invitation): RelationshipType | null =>
  type !== null && includesDap ? typeWithDap(type, true) : type;

export const askOf = (invitation: Invitation): Ask =>
  invitation.kind === 'delegated_administration'
    ? invitation.kind
    : (typeAskedFor(invitation) ?? 'indirect_provider');

/** The two sides by name; an address stands for an organization that is not known yet (R-INV-13). */
export const sidesOf = (
  details: InvitationDetails,
): { readonly sender: string; readonly recipient: string } => ({
  sender: details.sender.name,
  recipient: details.recipient?.name ?? details.invitation.recipientEmail ?? '',
});

/** The decision in one line: who asks whom for what. */
export const invitationTitle = (words: Words, details: InvitationDetails): string =>
  words.text(`invitation.title.${askOf(details.invitation)}`, sidesOf(details));

/** What anybody has to know before answering: what for, and what would be granted (R-INV-08, R-IND-02). */
export function grantFacts(
  words: Words,
  details: InvitationDetails,
): readonly { readonly label: string; readonly value: string }[] {
  const { invitation } = details;
  const { recipient } = sidesOf(details);
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
      value: words.text('invitation.what_for', {
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
export const askFacts = (words: Words, details: InvitationDetails): readonly Fact[] => [
  { label: words.text('invitation.fact.who'), value: organizationWithDomain(words, details.sender) },
  ...grantFacts(words, details),
];

/** Three to six facts, in the order of R-CARD-02. */
function factsOf(words: Words, details: InvitationDetails): readonly Fact[] {
  const { invitation, agreement } = details;
  const facts = [...askFacts(words, details)];
  if (agreement && (isOpen(invitation.state) || invitation.state === 'accepted')) {
    facts.push({
      label: words.text('invitation.fact.agreement'),
      value: agreementStanding(words, agreement),
    });
  }
  facts.push({ label: words.text('invitation.fact.asked_by'), value: askedBy(words, invitation) });
  if (invitation.state === 'sent' && invitation.expiresAt) {
    facts.push({
      label: words.text('invitation.fact.expires'),
      value: [{ kind: 'time', at: invitation.expiresAt, style: 'date' }],
    });
  }
  return facts;
}

/** Drafted, sent by own mail, and sent by the system are different facts (R-INV-15). */
const askedBy = (words: Words, { draftedBy, draftedAt, sentAt, sentBy }: Invitation): Text =>
  words.rich(`invitation.asked.${sentBy ?? 'draft'}`, {
    name: draftedBy.name,
    at: moment(sentAt ?? draftedAt),
  });

const tones: Readonly<Record<InvitationState, Tone>> = {
  draft: 'neutral',
  sent: 'waiting',
  accepted: 'good',
  declined: 'bad',
  withdrawn: 'neutral',
  expired: 'neutral',
};

/** Where it stands; after the answer who gave it and when (R-CARD-03). */
function statusOf(words: Words, details: InvitationDetails): Block {
  const { state, answer, expiresAt, sentAt, draftedAt } = details.invitation;
  const { sender, recipient } = sidesOf(details);
  return {
    kind: 'status',
    tone: tones[state],
    text: words.rich(`invitation.status.${state}`, {
      recipient,
      by: answer?.by?.name ?? (state === 'withdrawn' ? sender : recipient),
      at: moment(answer?.at ?? expiresAt ?? sentAt ?? draftedAt),
    }),
  };
}

/**
 * Who has delegated administration now, and what accepting does to that (R-DAP-05); nothing when nobody else has it.
 * For the recipient's eyes alone.
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

/** What the sender wrote along, and the reason that the answer gave. */
export const noteBlocks = (words: Words, details: InvitationDetails): readonly Block[] => [
  ...quoted(words.text('invitation.note', sidesOf(details)), details.invitation.note),
  ...quoted(words.text('invitation.reason'), details.invitation.answer?.reason ?? null),
];

const quoted = (intro: string, text: string | null): readonly Block[] =>
  text ? [...quiet(intro), { kind: 'quote', text }] : [];

function buttonFor(words: Words, details: InvitationDetails, act: InvitationAct): Button {
  const { id, kind } = details.invitation;
  const command = `${act} ${id}`;
  switch (act) {
    case 'accept': {
      const verb = kind === 'indirect_provider' ? 'authorize' : 'accept';
      return { label: words.text(`invitation.button.${verb}`), command, intent: 'go' };
    }
    case 'send':
      return { label: words.text('invitation.button.send'), command, intent: 'go' };
    case 'decline':
      return { label: words.text('invitation.button.decline'), command, intent: 'stop' };
    case 'remind':
      return { label: words.text('invitation.button.remind'), command };
    case 'withdraw':
      return {
        label: words.text('invitation.button.withdraw'),
        // The platform asks before it sends this; the line that is typed without the flag asks as well.
        command: `${command} --yes`,
        intent: 'stop',
        confirm: {
          title: words.text('invitation.withdraw.title'),
          text: words.text('invitation.withdraw.text', sidesOf(details)),
          yes: words.text('invitation.withdraw.yes'),
          no: words.text('invitation.withdraw.no'),
        },
      };
  }
}

/** Where what was agreed on is seen now (R-INV-14): a line to send, as an answered card has no buttons (R-CARD-03). */
function whereNow(words: Words, details: InvitationDetails, viewerId: string): readonly Block[] {
  const { invitation, sender, recipient } = details;
  const other = viewerId === sender.id ? recipient : sender;
  return invitation.state === 'accepted' && other
    ? quiet(words.text('invitation.where_now', { domain: other.domain }))
    : [];
}

/** None once it is answered (R-CARD-03). */
function buttonsOf(words: Words, details: InvitationDetails, viewer: InvitationViewer): readonly Block[] {
  const { id, state } = details.invitation;
  if (!isOpen(state)) return [];
  return buttons(
    viewer.showButton
      ? [{ label: words.text('act.show_mine'), command: `show ${id}` }]
      : viewer.acts.map((act) => buttonFor(words, details, act)),
  );
}

/** Where the recipient's cloud accepts (R-ORG-03); its own is the sender's while it is not known (R-ORG-05). */
const portalNote = (words: Words, details: InvitationDetails): readonly Block[] =>
  isOpen(details.invitation.state) && details.invitation.kind !== 'indirect_provider'
    ? quiet(
        words.text('invitation.portal', {
          known: details.recipient ? 'yes' : 'no',
          recipient: sidesOf(details).recipient,
          portal: portalName(words, (details.recipient ?? details.sender).cloud),
        }),
      )
    : [];

/** To somebody of the recipient who may not accept: which role may (R-ROLE-05). */
function whoAccepts(words: Words, details: InvitationDetails, viewer: InvitationViewer): readonly Block[] {
  const { state, kind, recipientId } = details.invitation;
  const told = state === 'sent' && viewer.organizationId === recipientId && !viewer.showButton;
  if (!told || viewer.acts.includes('accept')) return [];
  const roles = rolesWith(abilityFor('accept', kind)).map((role) => roleName(words, role));
  const values = { role: oneOf(words, roles), recipient: sidesOf(details).recipient };
  return quiet(words.text('invitation.who_accepts', values));
}

/** Who else has the roles that accepting would grant: for the recipient's eyes alone, and while it can answer. */
function delegationFor(words: Words, details: InvitationDetails, viewerId: string): readonly Block[] {
  const { invitation, delegation, sender } = details;
  const concerned = invitation.includesDap && isOpen(invitation.state) && viewerId === invitation.recipientId;
  return delegation && concerned ? delegationNote(words, delegation.policy, delegation.present, sender) : [];
}

/**
 * An invitation as a card puts it: one question with its facts while it is open (R-CARD-01, R-CARD-02), who answered
 * and when after that (R-CARD-03). Who else has roles is shown to the recipient alone (R-DAP-05).
 */
export function invitationCard(words: Words, details: InvitationDetails, viewer: InvitationViewer): Card {
  const { id, state } = details.invitation;
  const title = invitationTitle(words, details);
  return {
    title,
    summary: state === 'sent' ? title : words.text(`invitation.summary.${state}`, sidesOf(details)),
    blocks: [
      statusOf(words, details),
      { kind: 'facts', facts: factsOf(words, details) },
      ...delegationFor(words, details, viewer.organizationId),
      ...noteBlocks(words, details),
      ...portalNote(words, details),
      ...whoAccepts(words, details, viewer),
      ...whereNow(words, details, viewer.organizationId),
      ...buttonsOf(words, details, viewer),
      ...reasonBlock(words, viewer.reason),
    ],
    subject: { kind: 'invitation', id },
    ...(viewer.personal ? { personal: viewer.personal } : {}),
  };
}

const quiet = (text: string): readonly Block[] => [{ kind: 'text', tone: 'quiet', text }];
