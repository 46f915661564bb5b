import type { Subject } from './event.ts';
import type { Text } from './text.ts';

export type { Inline, Text } from './text.ts';

/**
 * A card as plain data that says what it means, never how it looks. Each platform's renderer is one exhaustive switch
 * over these kinds; only the renderer knows limits, escaping and ellipsis.
 */
export interface Card {
  /** One line: the decision, or the thing itself (R-CARD-01). */
  readonly title: string;
  /** The text for notifications and screen readers: verb + who + whom (R-CARD-08). */
  readonly summary: string;
  readonly blocks: readonly Block[];
  /** The language of the card's texts (BCP 47), for the few words that the renderer adds. */
  readonly locale?: string;
  /** The subject of the card; set if the card changes when its subject does (R-AUD-04). */
  readonly subject?: Subject;
  /**
   * The command that draws this card for one viewer, with the buttons that this viewer may use (R-CARD-06). A platform
   * that can refresh cards runs it for each of `viewers`; others ignore it.
   */
  readonly personal?: { readonly command: string; readonly viewers: readonly Viewer[] };
}

/** A person who gets a personal version of a card; `user` is the chat user id. */
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

/** The meaning of a status: always written in words too, never only a colour or a sign (R-CARD-11). */
export type Tone = 'good' | 'bad' | 'waiting' | 'neutral';

export interface Fact {
  readonly label: string;
  readonly value: Text;
}

export interface ListItem {
  readonly title: Text;
  readonly detail?: Text;
  /** At most one: the one that opens the item. */
  readonly button?: Button;
}

/**
 * A button is a command line with a label: pressing it is like typing it, with the same checks (R-CMD-04, R-CARD-06).
 * It contains ids only. A link button opens an address instead.
 */
export type Button =
  | {
      readonly label: string;
      readonly command: string;
      readonly intent?: 'go' | 'stop';
      /** Only for acts that cannot be undone; names both organizations (R-CARD-05). */
      readonly confirm?: Confirmation;
    }
  | { readonly label: string; readonly url: string };

export interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
}

/** A row of buttons; empty if there are none. */
export const buttonRow = (all: readonly Button[]): readonly Block[] =>
  all.length > 0 ? [{ kind: 'buttons', buttons: all }] : [];
