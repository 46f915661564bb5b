import type { Transaction } from '../../db/driver/client.ts';
import { type Conversation, chatAddressesWith } from '../conversations/index.ts';
import type { AuditEntry } from '../kernel/audit.ts';
import type { Button, Card, Viewer } from '../kernel/card.ts';
import type { Subject } from '../kernel/event.ts';
import { eventCard } from '../kernel/event-card.ts';
import { abilitiesFor, offerButtons, offersOn, offersTo } from '../kernel/offer.ts';
import { onceForEach } from '../kernel/once.ts';
import type { Poster } from '../kernel/poster.ts';
import { rolesWith } from '../kernel/rights.ts';
import type { AnySubject, CardViewer, LiveCard } from '../kernel/subject.ts';
import { localeFor } from '../kernel/words.ts';
import { eventSpecs, offers, subjects, type Words, wordsOf } from '../subjects.ts';
import { reasonText } from './reason.ts';

/** The content of a delivery, drawn once for each reason; reasons are as stored in rows. */
export interface Drawing {
  /** The subject's live card in its current state; null if there is none. */
  readonly card: ((reason: string | null) => Card) | null;
  /** The event in a sentence: the answer in the card's thread, or the message if there is no card. */
  event(reason: string | null): Card;
  /** Whether the card alone shows what happened to somebody who sees it for the first time. */
  readonly cardSaysIt: boolean;
}

const liveCards = new Map<string, LiveCard>(
  subjects.flatMap((subject: AnySubject) => (subject.cards ?? []).map((card) => [card.kind, card] as const)),
);

/** Whether the subject has a live card; otherwise each event has its own message. */
export const hasLiveCard = ({ kind }: Subject): boolean => liveCards.has(kind);

/** Everything about a conversation that a drawing may depend on: equal viewpoints share one drawing. */
export type Viewpoint = Pick<
  Conversation,
  'kind' | 'organizationId' | 'platform' | 'language' | 'programme' | 'member'
>;

/**
 * Reads what is needed to notify a conversation of an entry, from the current state. Undefined if the conversation's
 * organization may not, or no longer, see the subject (R-AUD-02). Drawing later reads nothing.
 */
export async function loadDrawing(
  tx: Transaction,
  conversation: Viewpoint,
  entry: AuditEntry,
  now: Date,
  { maxViewers }: Pick<Poster, 'maxViewers'>,
): Promise<Drawing | undefined> {
  const words = wordsOf(localeFor(conversation.language));
  const { organizationId } = conversation;
  const liveCard = liveCards.get(entry.subject.kind);
  const audience = { ...conversation, maxViewers };
  const draw = liveCard ? await loadCard(tx, liveCard, audience, entry.subject.id, words, now) : null;
  if (draw === undefined) return undefined;
  const told = (reason: string | null) => (reason === null ? {} : { reason: reasonText(words, reason) });
  const { locale } = words;
  return {
    card: draw && onceForEach((reason) => ({ ...draw(told(reason)), locale })),
    event: onceForEach((reason) => ({
      ...eventCard(words, eventSpecs, entry, { organizationId, ...told(reason) }),
      locale,
    })),
    cardSaysIt: eventSpecs[entry.kind]?.besideCard !== true,
  };
}

/** Draws a card for a conversation, from data already read. */
type Draw = (told: { readonly reason?: string }) => Card;

/** A conversation, and for how many people its platform can refresh a card. */
type Audience = Viewpoint & Pick<Poster, 'maxViewers'>;

async function loadCard(
  tx: Transaction,
  liveCard: LiveCard,
  conversation: Audience,
  id: string,
  words: Words,
  now: Date,
): Promise<Draw | undefined> {
  const { organizationId } = conversation;
  const found = await liveCard.load(tx, organizationId, id, now);
  if (!found) return undefined;
  const offered = await offeredIn(tx, conversation, liveCard.kind, found, words);
  return (told) => found.draw(words, { organizationId, ...offered, ...told });
}

/**
 * The buttons of a card (R-CARD-06). In a direct message: those that the member may use. In a channel: all that the
 * organization may use; or, if the platform can refresh cards for viewers, one button that asks what the viewer may do,
 * and members with the ability get a personal card.
 */
async function offeredIn(
  tx: Transaction,
  conversation: Audience,
  kind: string,
  { situation, line }: { readonly situation: unknown; readonly line: string },
  words: Words,
): Promise<Pick<CardViewer, 'buttons' | 'personal'>> {
  const { member, platform, organizationId, maxViewers } = conversation;
  const buttonsOf = (which: typeof offers): readonly Button[] => offerButtons(words, which, situation);
  if (member) return { buttons: buttonsOf(offersTo(offers, kind, situation, member, conversation)) };
  const open = offersOn(offers, kind, situation);
  if (maxViewers === 0 || open.length === 0) return { buttons: buttonsOf(open) };
  const roles = [...new Set(abilitiesFor(open, situation).flatMap(rolesWith))];
  const users = await chatAddressesWith(tx, platform, organizationId, roles, maxViewers);
  const viewers = users.map((user): Viewer => ({ platform, user }));
  return {
    buttons: [{ label: words.text('act.show_mine'), command: line }],
    ...(viewers.length > 0 ? { personal: { command: line, viewers } } : {}),
  };
}
