import type { AuditEntry } from '../kernel/audit.ts';
import type { Block, Button, Card } from '../kernel/card.ts';
import type { Subject } from '../kernel/event.ts';
import { once } from '../kernel/once.ts';
import type { Drawing } from './draw.ts';
import type { WaitingDelivery } from './store/deliveries.ts';
import type { Post } from './store/posts.ts';

/** An entry and its drawing for a conversation. */
export interface Part {
  readonly entry: AuditEntry;
  readonly drawing: Drawing;
}

/** A change of a card in the conversation. */
interface Change {
  readonly ref: string;
  draw(): Card;
}

/** A new message. */
export interface OutgoingMessage {
  draw(): Card;
  /** The card to answer in a thread. */
  readonly parent: string | null;
  /** The subject that the message changes with; null for a message that stays as it is. */
  readonly stands: Subject | null;
}

/** A delivery's work in its conversation: cards change first, then one message announces the act. */
export interface Message {
  readonly changes: readonly Change[];
  /**
   * The new message; null if only cards change.
   * @param lost cards that turned out to be gone.
   */
  say(lost: ReadonlySet<string>): OutgoingMessage | null;
  /** The act in sentences, to answer below a card that cannot be changed. */
  tell(): Card;
}

/**
 * The content of an act's message, the same for all conversations that see the same; each of its cards is drawn once.
 */
export interface Announcement {
  /** The entries that the conversations may see, in order. */
  readonly parts: readonly Part[];
  /** The entries to announce. */
  readonly announced: readonly Part[];
  /** The act in sentences. */
  inSentences(): Card;
  /** The act in a message of its own. */
  readonly standalone: Pick<OutgoingMessage, 'draw' | 'stands'>;
}

/** @param parts at least one. */
export function announcementOf(
  { toldIds, reason }: Pick<WaitingDelivery, 'toldIds' | 'reason'>,
  parts: readonly Part[],
): Announcement {
  const announced = parts.filter(({ entry }) => toldIds.includes(entry.id));
  const inSentences = once(() => eventsCard(announced.length > 0 ? announced : parts, reason));
  const { draw, stands } = cardOf(announced, reason) ?? { draw: inSentences, stands: null };
  return { parts, announced, inSentences, standalone: { draw: once(draw), stands } };
}

/**
 * The message of a delivery, from the current state. It goes under the first card of its subject (R-NOTE-03); if there
 * is none, it is a new live card with, above it, what the card itself does not show.
 * @param posts the existing cards of its subjects in this conversation, oldest first.
 */
export const composeMessage = (
  { id }: Pick<WaitingDelivery, 'id'>,
  { parts, announced, inSentences, standalone }: Announcement,
  posts: readonly Post[],
): Message => ({
  changes: posts
    .filter(({ changedFor }) => changedFor === null || changedFor < id)
    .flatMap((post) => changeOf(post, parts)),
  say(lost) {
    if (announced.length === 0) return null;
    const standing = posts.filter(({ ref }) => !lost.has(ref));
    const parent = threadOf(announced, standing);
    return parent ? { draw: inSentences, parent: parent.ref, stands: null } : { ...standalone, parent: null };
  },
  tell: inSentences,
});

function changeOf({ ref, subject, reason }: Post, parts: readonly Part[]): readonly Change[] {
  const draw = parts.find((part) => isSame(part.entry.subject, subject))?.drawing.card;
  return draw ? [{ ref, draw: () => draw(reason) }] : [];
}

/** The card whose thread the message goes to. */
function threadOf(announced: readonly Part[], standing: readonly Post[]): Post | undefined {
  const [first] = announced.flatMap(
    ({ entry }) => standing.find(({ subject }) => isSame(subject, entry.subject)) ?? [],
  );
  return first;
}

/** The first live card of what is announced, with what it does not show above it; undefined if there is none. */
function cardOf(announced: readonly Part[], reason: string | null): Announcement['standalone'] | undefined {
  for (const { entry, drawing } of announced) {
    const { card } = drawing;
    if (!card) continue;
    const rest = announced.filter(
      (part) => !isSame(part.entry.subject, entry.subject) || !part.drawing.cardSaysIt,
    );
    return {
      draw: () => (rest.length === 0 ? card(reason) : above(eventsCard(rest, null), card(reason))),
      stands: entry.subject,
    };
  }
  return undefined;
}

/** Several events in one card, one sentence each, and at the end why the conversation is notified. */
function eventsCard(parts: readonly Part[], reason: string | null): Card {
  const cards = parts.map(({ drawing }, place) => drawing.event(place === parts.length - 1 ? reason : null));
  const [first] = cards;
  if (!first) throw new Error('There is nothing to tell');
  if (cards.length === 1) return first;
  const blocks = cards.flatMap((card) => card.blocks);
  const buttons = buttonsIn(blocks);
  const different = buttons.filter(
    (button, place) => buttons.findIndex((other) => actOf(other) === actOf(button)) === place,
  );
  return {
    ...first,
    summary: cards.map(({ summary }) => summary).join('. '),
    blocks: [
      ...withoutButtons(blocks),
      ...(different.length > 0 ? [{ kind: 'buttons', buttons: different } as const] : []),
    ],
  };
}

const actOf = (button: Button): string => ('url' in button ? button.url : button.command);

/**
 * A card with the news above it, which a notification shows first. Keeps the card's own buttons if it has any. It is
 * not refreshed for each viewer, because a refreshed card would lose the news.
 */
function above(announced: Card, { personal: _, ...card }: Card): Card {
  const own = buttonsIn(card.blocks).length > 0;
  const blocks = own ? withoutButtons(announced.blocks) : announced.blocks;
  return { ...card, summary: announced.summary, blocks: [...blocks, ...card.blocks] };
}

const buttonsIn = (blocks: readonly Block[]): readonly Button[] =>
  blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));

const withoutButtons = (blocks: readonly Block[]): readonly Block[] =>
  blocks.filter(({ kind }) => kind !== 'buttons');

const isSame = (one: Subject, other: Subject): boolean => one.kind === other.kind && one.id === other.id;
