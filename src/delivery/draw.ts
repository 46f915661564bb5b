import { and, eq, isNotNull } from 'drizzle-orm';
import type { Transaction } from '../../db/driver/client.ts';
import { adminGrants } from '../../db/schema/relationships.ts';
import { type Conversation, teamsAddressesWith } from '../conversations/store.ts';
import { abilityFor, actsLeftTo, type InvitationAct } from '../invitations/model/invitation.ts';
import { loadInvitationDetails } from '../invitations/store.ts';
import { invitationCard } from '../invitations/views/card.ts';
import type { AuditEntry } from '../kernel/audit.ts';
import type { Card, Viewer } from '../kernel/card.ts';
import type { EventKind, Subject, SubjectKind } from '../kernel/events.ts';
import { type Ability, may, rolesWith } from '../kernel/rights.ts';
import { localeFor, type Words, wordsOf } from '../kernel/words.ts';
import type { OrganizationAct } from '../overview/model.ts';
import type { Relationship } from '../relationships/model/relationship.ts';
import { loadPartnershipDetails, loadRelationshipDetails } from '../relationships/store.ts';
import { organizationEventCard, partnershipCard, relationshipCard } from '../relationships/views/card.ts';
import { reasonText } from './reason.ts';

/** What a delivery says, to be drawn; the reasons are those that rows keep. */
export interface Drawing {
  /** The card that stands for the subject, as it is now; null where none does. */
  readonly card: ((reason: string | null) => Card) | null;
  /** The event in a sentence: the answer in the card's thread, or what is said where no card stands. */
  event(reason: string | null): Card;
  /** Whether the card alone tells what happened to somebody who sees it for the first time. */
  readonly cardSaysIt: boolean;
}

/** What a card for everybody, or for one person, offers. */
interface Offer<Act> {
  readonly acts: readonly Act[];
  readonly showButton?: boolean;
  readonly personal?: NonNullable<Card['personal']>;
}

/** Teams draws a card anew for this many people at most. */
const maxViewers = 60;

/** Events that their subject's card does not show, or shows in passing. */
const besideTheCard: ReadonlySet<EventKind> = new Set<EventKind>([
  'mail.failed',
  'invitation.reminded',
  'invitation.expiring',
  'agreement.asked',
  'relationship.end_refused',
  'relationship.record_named',
  'relationship.record_removed',
]);

/**
 * Reads what is needed to tell a conversation of an entry, as things are now. Undefined when the subject is not, or no
 * longer, one of the conversation's organization (R-AUD-02). Drawing itself touches nothing.
 */
export async function loadDrawing(
  tx: Transaction,
  conversation: Conversation,
  entry: AuditEntry,
  now: Date,
): Promise<Drawing | undefined> {
  const words = wordsOf(localeFor(conversation.language));
  const load = standing[entry.subject.kind];
  const draw = load ? await load(tx, conversation, entry.subject.id, words, now) : null;
  if (draw === undefined) return undefined;
  const viewer = (reason: string | null): Standpoint => ({
    organizationId: conversation.organizationId,
    ...(reason === null ? {} : { reason: reasonText(words, reason) }),
  });
  return {
    card: draw && ((reason) => draw(viewer(reason))),
    event: (reason) => eventFor(words, entry, viewer(reason)),
    cardSaysIt: !besideTheCard.has(entry.kind),
  };
}

interface Standpoint {
  readonly organizationId: string;
  readonly reason?: string;
}

/** An event is said once, and does not change afterwards: it stands for nothing. */
function eventFor(words: Words, entry: AuditEntry, viewer: Standpoint): Card {
  const { subject: _, ...card } = organizationEventCard(words, entry, viewer);
  return card;
}

/** A card with everything that it says, to be drawn for a conversation. */
type Draw = (viewer: Standpoint) => Card;

type LoadCard = (
  tx: Transaction,
  conversation: Conversation,
  id: string,
  words: Words,
  now: Date,
) => Promise<Draw | undefined>;

const loadInvitationCard: LoadCard = async (tx, conversation, id, words, now) => {
  const mine = conversation.organizationId;
  const details = await loadInvitationDetails(tx, id, mine);
  if (!details) return undefined;
  const { invitation } = details;
  const received = invitation.recipientId === mine && invitation.state !== 'draft';
  if (invitation.senderId !== mine && !received) return undefined;
  const offer = await offered<InvitationAct>(
    tx,
    conversation,
    actsLeftTo(mine, invitation, now),
    (act) => abilityFor(act, invitation.kind),
    `show ${id}`,
  );
  return (viewer) => invitationCard(words, details, { ...viewer, ...offer });
};

const loadRelationshipCard: LoadCard = async (tx, conversation, id, words) => {
  const mine = conversation.organizationId;
  const details = await loadRelationshipDetails(tx, id);
  if (!details || (details.partner.id !== mine && details.customer.id !== mine)) return undefined;
  const [removed] = await tx
    .select({ id: adminGrants.id })
    .from(adminGrants)
    .where(and(eq(adminGrants.relationshipId, id), isNotNull(adminGrants.removedAt)))
    .limit(1);
  const offer = await offered<OrganizationAct>(
    tx,
    conversation,
    endToAnswer(mine, details.relationship),
    () => 'request_relationship',
    `show ${details.customer.domain}`,
  );
  const rolesRemoved = removed !== undefined && !details.relationship.hasDap;
  return (viewer) => relationshipCard(words, details, { ...viewer, ...offer, rolesRemoved });
};

const loadPartnershipCard: LoadCard = async (tx, conversation, id, words) => {
  const mine = conversation.organizationId;
  const details = await loadPartnershipDetails(tx, id);
  if (!details || (details.provider.id !== mine && details.reseller.id !== mine)) return undefined;
  return (viewer) => partnershipCard(words, details, viewer);
};

/** The subjects that cards stand for. */
const standing: Readonly<Partial<Record<SubjectKind, LoadCard>>> = {
  invitation: loadInvitationCard,
  relationship: loadRelationshipCard,
  partnership: loadPartnershipCard,
};

/** Whether a card stands for the subject and changes with it; of the others each event is said for itself. */
export const hasStandingCard = ({ kind }: Subject): boolean => standing[kind] !== undefined;

/** The one thing about a relationship that waits for somebody: the partner was asked to end it (R-REL-02). */
const endToAnswer = (mine: string, relationship: Relationship): readonly OrganizationAct[] =>
  mine === relationship.partnerId && relationship.state === 'active' && relationship.endAskedAt
    ? ['end', 'refuse_end']
    : [];

/**
 * The buttons of a card (R-CARD-06). In a direct message those that the member may press. In a Slack channel all that
 * the state leaves to the organization. In a Teams channel one that asks what the viewer may do, and those who hold the
 * right get the card drawn for them.
 */
async function offered<Act>(
  tx: Transaction,
  conversation: Conversation,
  acts: readonly Act[],
  abilityOf: (act: Act) => Ability,
  command: string,
): Promise<Offer<Act>> {
  const { member, platform, organizationId } = conversation;
  if (acts.length === 0) return { acts };
  if (member) return { acts: acts.filter((act) => may(member, conversation, abilityOf(act))) };
  if (platform === 'slack') return { acts };
  const roles = [...new Set(acts.flatMap((act) => rolesWith(abilityOf(act))))];
  const users = await teamsAddressesWith(tx, organizationId, roles, maxViewers);
  const viewers = users.map((user): Viewer => ({ platform, user }));
  return {
    acts: [],
    showButton: true,
    ...(viewers.length > 0 ? { personal: { command, viewers } } : {}),
  };
}
