import type { Card } from './card.ts';
import type { Platform } from './member.ts';

/** A conversation as posters address it. */
export interface Address {
  readonly platform: Platform;
  readonly workspace: string;
  /** Slack channel id, or Teams conversation id; null for a direct message that was never opened. */
  readonly conversation: string | null;
  /** For a direct message: the person's chat user id (Slack `U…`; Teams `29:…`, else the AAD object id). */
  readonly user: string | null;
  /** Teams: where the connector is; null when not known yet. */
  readonly serviceUrl: string | null;
}

/**
 * What came of an attempt to post. What passes by itself and says nothing of when (a lost connection, an error of the
 * platform's own) is thrown, and tried again.
 */
export type Posted =
  | {
      readonly outcome: 'posted';
      readonly ref: string;
      /** The conversation that it stands in, when a direct message was opened for it. */
      readonly conversation: string;
      readonly serviceUrl: string | null;
    }
  /** The platform asks to wait; nothing was posted (R-NOTE-07). */
  | { readonly outcome: 'wait'; readonly seconds: number }
  /** Bot removed, token revoked, conversation gone (R-NOTE-08); `what` is for the log and the operator. */
  | { readonly outcome: 'unreachable'; readonly what: string }
  /**
   * The platform does not take this message, and would not take it later either (R-NOTE-09). `isKnown`: the answer
   * says so; otherwise it is a refusal that we do not know.
   */
  | { readonly outcome: 'rejected'; readonly what: string; readonly isKnown: boolean }
  /** Only for updates: the message itself is gone, the conversation is not. */
  | { readonly outcome: 'gone' }
  /** Only for updates: the platform does not find the message at this moment, which it also says of some that exist. */
  | { readonly outcome: 'missing' };

/** A card, or words as plain text, for a platform that does not take the card. */
export type Content = Card | string;

/** The one port of the house: a chat platform that cards are posted to. */
export interface Poster {
  /** Milliseconds to leave between two messages of one conversation (R-NOTE-07). */
  readonly paceMs: number;
  /**
   * For how many people in a channel the platform draws a card anew, each with the buttons that this person may use
   * (`Card.personal`, R-CARD-06); 0 where everybody sees the same card.
   */
  readonly maxViewers: number;
  /** Posts a message; in the thread of `parent` when that is given. A direct message when `to.conversation` is null. */
  post(to: Address, content: Content, parent: string | null): Promise<Posted>;
  /** Replaces a posted message. */
  update(to: Address, ref: string, content: Content): Promise<Posted>;
}

/** A platform that is off has no poster; its deliveries wait. */
export type Posters = Readonly<Partial<Record<Platform, Poster>>>;
