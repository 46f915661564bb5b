import { and, eq, isNotNull } from 'drizzle-orm';
import type { Transaction } from '../../db/client.ts';
import { type Conversation, teamsAddressesWith } from '../../db/conversations.ts';
import { loadInvitationDetails } from '../../db/invitations.ts';
import { loadPartnershipDetails, loadRelationshipDetails } from '../../db/relationships.ts';
import { adminGrants } from '../../db/schema/relationships.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { EventKind, Subject, SubjectKind } from '../domain/events.ts';
import { abilityFor, actsLeftTo, type InvitationAct } from '../domain/invitation.ts';
import type { OrganizationAct } from '../domain/overview.ts';
import { type Ability, may, rolesWith } from '../domain/permissions.ts';
import type { Relationship } from '../domain/relationship.ts';
import { localeFor, type Words, wordsOf } from '../i18n/words.ts';
import type { Card, Viewer } from '../views/card.ts';
import { invitationCard } from '../views/invitation.ts';
import { organizationEventCard, partnershipCard, relationshipCard } from '../views/relationship.ts';
import { becauseText } from './because.ts';

/** What a delivery says, to be drawn; the reasons are those that rows keep. */
export interface Drawing {
  /** The card that stands for the subject, as it is now; null where none does. */
  readonly card: ((because: string | null) => Card) | null;
  /** The event in a sentence: the answer in the card's thread, or what is said where no card stands. */
  event(because: string | null): Card;
  /** Whether the card alone tells what happened to somebody who sees it for the first time. */
  readonly cardTells: boolean;
}

/** What a card for everybody, or for one person, offers. */
interface Offer<Act> {
  readonly acts: readonly Act[];
  readonly showButton?: boolean;
  readonly personal?: NonNullable<Card['personal']>;
}

/** Teams draws a card anew for this many people at most. */
const mostViewers = 60;

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
  const viewer = (because: string | null): Standpoint => ({
    organizationId: conversation.organizationId,
    ...(because === null ? {} : { because: becauseText(words, because) }),
  });
  return {
    card: draw && ((because) => draw(viewer(because))),
    event: (because) => eventFor(words, entry, viewer(because)),
    cardTells: !besideTheCard.has(entry.kind),
  };
}

interface Standpoint {
  readonly organizationId: string;
  readonly because?: string;
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
  const users = await teamsAddressesWith(tx, organizationId, roles, mostViewers);
  const viewers = users.map((user): Viewer => ({ platform, user }));
  return {
    acts: [],
    showButton: true,
    ...(viewers.length > 0 ? { personal: { command, viewers } } : {}),
  };
}
