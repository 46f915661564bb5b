import { agreementStatusText } from '../../agreements/index.ts';
import { type Block, buttonRow, type Card, type Fact, type Text, type Tone } from '../../kernel/card.ts';
import { reasonBlock } from '../../kernel/event-card.ts';
import { rolesWith } from '../../kernel/rights.ts';
import type { CardViewer } from '../../kernel/subject.ts';
import { moment } from '../../kernel/words.ts';
import { portalName } from '../../organizations/index.ts';
import {
  type Invitation,
  type InvitationDetails,
  type InvitationState,
  isOpen,
  sidesOf,
} from '../model/invitation.ts';
import { abilityToAccept } from '../model/rules.ts';
import type { Words } from '../words.en.ts';
import { askFacts, delegationNote, invitationTitle, noteBlocks } from './parts.ts';

/** Three to six facts, in the order of R-CARD-02. */
function factsOf(words: Words, details: InvitationDetails): readonly Fact[] {
  const { invitation, agreement } = details;
  const facts = [...askFacts(words, details)];
  if (agreement && (isOpen(invitation.state) || invitation.state === 'accepted')) {
    facts.push({
      label: words.text('invitation.fact.agreement'),
      value: agreementStatusText(words, agreement),
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

/** A draft, one sent by own mail, and one sent by the system are shown differently (R-INV-15). */
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

/** The state; once answered, also who answered and when (R-CARD-03). */
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
 * Which command shows what was agreed (R-INV-14). It is a line to type, because an answered card has no buttons
 * (R-CARD-03).
 */
function whereNow(words: Words, details: InvitationDetails, viewerId: string): readonly Block[] {
  const { invitation, sender, recipient } = details;
  const other = viewerId === sender.id ? recipient : sender;
  return invitation.state === 'accepted' && other
    ? quiet(words.text('invitation.where_now', { domain: other.domain }))
    : [];
}

/**
 * The portal of the recipient's cloud (R-ORG-03); while the recipient is not known, of the sender's cloud (R-ORG-05).
 */
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

/**
 * Tells members of the recipient who cannot accept which role can (R-ROLE-05). A card for everybody has one button that
 * shows the personal card, which then says it.
 */
function whoAccepts(words: Words, details: InvitationDetails, viewer: CardViewer): readonly Block[] {
  const { id, state, kind, recipientId } = details.invitation;
  if (state !== 'sent' || viewer.organizationId !== recipientId) return [];
  const offered = viewer.buttons.map((button) => ('command' in button ? button.command : ''));
  if (offered.includes(`accept ${id}`) || offered.includes(`show ${id}`)) return [];
  const roles = rolesWith(abilityToAccept(kind)).map((role) => words.text(`role.${role}`));
  const values = { role: words.oneOf(roles), recipient: sidesOf(details).recipient };
  return quiet(words.text('invitation.who_accepts', values));
}

/** Which other partners have the roles that accepting would grant: for the recipient only, while it can answer. */
function delegationFor(words: Words, details: InvitationDetails, viewerId: string): readonly Block[] {
  const { invitation, delegation, sender } = details;
  const concerned = invitation.includesDap && isOpen(invitation.state) && viewerId === invitation.recipientId;
  return delegation && concerned ? delegationNote(words, delegation.policy, delegation.present, sender) : [];
}

/**
 * The card of an invitation: while open, one question with its facts (R-CARD-01, R-CARD-02); afterwards who answered
 * and when (R-CARD-03). Only the recipient sees who else has roles (R-DAP-05).
 */
export function invitationCard(words: Words, details: InvitationDetails, viewer: CardViewer): Card {
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
      // No buttons once answered (R-CARD-03).
      ...buttonRow(isOpen(state) ? viewer.buttons : []),
      ...reasonBlock(words, viewer.reason),
    ],
    subject: { kind: 'invitation', id },
    ...(viewer.personal ? { personal: viewer.personal } : {}),
  };
}

const quiet = (text: string): readonly Block[] => [{ kind: 'text', tone: 'quiet', text }];
