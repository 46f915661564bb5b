import type { Subject } from './event.ts';
import type { Text } from './text.ts';

export type { Inline, Text } from './text.ts';

/**
 * A card as plain data, in words of meaning: what is said and asked, never how it looks. Each platform's renderer is
 * one exhaustive switch over these kinds and alone knows limits, escaping and ellipsis.
 */
export interface Card {
  /** The decision or the thing itself, one line (R-CARD-01). */
  readonly title: string;
  /** What a notification or a screen reader says: verb + who + whom (R-CARD-08). */
  readonly summary: string;
  readonly blocks: readonly Block[];
  /** The language that its words are in (BCP 47), for the few words that the platform's renderer adds. */
  readonly locale?: string;
  /** What the card stands for: set when it changes as its subject changes (R-AUD-04). */
  readonly subject?: Subject;
  /**
   * The command that draws this card for one viewer, with the buttons that this viewer may use (R-CARD-06). A platform
   * that can draw cards anew runs it for each of `viewers`; others ignore it.
   */
  readonly personal?: { readonly command: string; readonly viewers: readonly Viewer[] };
}

/** A person who is to see a card as theirs; the chat user id by platform where it is known. */
export interface Viewer {
  readonly platform: 'slack' | 'teams';
  readonly user: string;
}

export type Block =
  | { readonly kind: 'text'; readonly text: Text; readonly tone?: 'plain' | 'quiet' | 'strong' }
  | { readonly kind: 'status'; readonly tone: Tone; readonly text: Text }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] };

/** The meaning of a status: it is always said in words too, never by colour or sign alone (R-CARD-11). */
export type Tone = 'good' | 'bad' | 'waiting' | 'neutral';

export interface Fact {
  readonly label: string;
  readonly value: Text;
}

export interface ListItem {
  readonly title: Text;
  readonly detail?: Text;
  /** At most one: what opens the item. */
  readonly button?: Button;
}

/**
 * A button is a command line with a label: pressing it is typing it, with the same checks (R-CMD-04, R-CARD-06). It
 * carries ids only. A link button opens an address instead.
 */
export type Button =
  | {
      readonly label: string;
      readonly command: string;
      readonly intent?: 'go' | 'stop';
      /** Only for what cannot be undone; names both organizations (R-CARD-05). */
      readonly confirm?: Confirmation;
    }
  | { readonly label: string; readonly url: string };

export interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
}

/** A row of buttons, or nothing where there is none. */
export const buttonRow = (all: readonly Button[]): readonly Block[] =>
  all.length > 0 ? [{ kind: 'buttons', buttons: all }] : [];
