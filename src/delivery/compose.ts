import type { AuditEntry } from '../kernel/audit.ts';
import type { Block, Button, Card } from '../kernel/card.ts';
import type { Subject } from '../kernel/event.ts';
import { once } from '../kernel/once.ts';
import type { Drawing } from './draw.ts';
import type { WaitingDelivery } from './store/deliveries.ts';
import type { Post } from './store/posts.ts';

/** An entry with what a conversation is shown of it. */
export interface Part {
  readonly entry: AuditEntry;
  readonly drawing: Drawing;
}

/** A card that stands in the conversation and changes. */
interface Change {
  readonly ref: string;
  draw(): Card;
}

/** What is said in a new message. */
export interface Saying {
  draw(): Card;
  /** The card that it answers below. */
  readonly parent: string | null;
  /** What the message stands for and changes with; null for what is said once. */
  readonly stands: Subject | null;
}

/** What a delivery does in its conversation: cards change, and then the act is told in one message. */
export interface Message {
  readonly changes: readonly Change[];
  /**
   * What there is to say; null where only cards change.
   * @param lost cards that turned out not to be there.
   */
  say(lost: ReadonlySet<string>): Saying | null;
  /** The act in its sentences, to be answered below a card that cannot be changed. */
  tell(): Card;
}

/** What an act has to say, the same in every conversation that sees the same; each card of it is drawn once. */
export interface Telling {
  /** The entries that the conversations may see, in order. */
  readonly parts: readonly Part[];
  /** Those that they are told of. */
  readonly told: readonly Part[];
  /** The act in its sentences. */
  inSentences(): Card;
  /** The act in a message of its own. */
  readonly anew: Pick<Saying, 'draw' | 'stands'>;
}

/** @param parts at least one. */
export function tellingOf(
  { toldIds, reason }: Pick<WaitingDelivery, 'toldIds' | 'reason'>,
  parts: readonly Part[],
): Telling {
  const told = parts.filter(({ entry }) => toldIds.includes(entry.id));
  const inSentences = once(() => tellAll(told.length > 0 ? told : parts, reason));
  const { draw, stands } = cardOf(told, reason) ?? { draw: inSentences, stands: null };
  return { parts, told, inSentences, anew: { draw: once(draw), stands } };
}

/**
 * The message of a delivery, as things are now. The act is told under the first card that stands for what it is about
 * (R-NOTE-03), else by a card that stands for it from then on, with what that card does not show above it.
 * @param posts the cards about their subjects that stand there, the first ones first.
 */
export const composeMessage = (
  { id }: Pick<WaitingDelivery, 'id'>,
  { parts, told, inSentences, anew }: Telling,
  posts: readonly Post[],
): Message => ({
  changes: posts
    .filter(({ changedFor }) => changedFor === null || changedFor < id)
    .flatMap((post) => changeOf(post, parts)),
  say(lost) {
    if (told.length === 0) return null;
    const standing = posts.filter(({ ref }) => !lost.has(ref));
    const parent = threadOf(told, standing);
    return parent ? { draw: inSentences, parent: parent.ref, stands: null } : { ...anew, parent: null };
  },
  tell: inSentences,
});

function changeOf({ ref, subject, reason }: Post, parts: readonly Part[]): readonly Change[] {
  const draw = parts.find((part) => isSame(part.entry.subject, subject))?.drawing.card;
  return draw ? [{ ref, draw: () => draw(reason) }] : [];
}

/** The card under which it is told. */
function threadOf(told: readonly Part[], standing: readonly Post[]): Post | undefined {
  const [first] = told.flatMap(
    ({ entry }) => standing.find(({ subject }) => isSame(subject, entry.subject)) ?? [],
  );
  return first;
}

/** The first card that stands for what is told, with what it does not show above it; undefined where none stands. */
function cardOf(told: readonly Part[], reason: string | null): Telling['anew'] | undefined {
  for (const { entry, drawing } of told) {
    const { card } = drawing;
    if (!card) continue;
    const rest = told.filter(
      (part) => !isSame(part.entry.subject, entry.subject) || !part.drawing.cardSaysIt,
    );
    return {
      draw: () => (rest.length === 0 ? card(reason) : above(tellAll(rest, null), card(reason))),
      stands: entry.subject,
    };
  }
  return undefined;
}

/** Several events in one card, each in its sentence, and at the end why the conversation hears of them. */
function tellAll(parts: readonly Part[], reason: string | null): Card {
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
 * A card with what has happened above it, which a notification tells first. The buttons are the card's own, where it has
 * any. It is not drawn anew for each viewer: that card would not have what is told here.
 */
function above(told: Card, { personal: _, ...card }: Card): Card {
  const own = buttonsIn(card.blocks).length > 0;
  const blocks = own ? withoutButtons(told.blocks) : told.blocks;
  return { ...card, summary: told.summary, blocks: [...blocks, ...card.blocks] };
}

const buttonsIn = (blocks: readonly Block[]): readonly Button[] =>
  blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));

const withoutButtons = (blocks: readonly Block[]): readonly Block[] =>
  blocks.filter(({ kind }) => kind !== 'buttons');

const isSame = (one: Subject, other: Subject): boolean => one.kind === other.kind && one.id === other.id;
