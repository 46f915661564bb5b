import type { Card } from './card.ts';
import type { Platform } from './member.ts';

/** A conversation as posters address it. */
export interface Address {
  readonly platform: Platform;
  readonly workspace: string;
  /** Slack channel id, or Teams conversation id; null for a direct message that was never opened. */
  readonly conversation: string | null;
  /** For a direct message: the person's chat user id (Slack `U…`; Teams `29:…`, otherwise the AAD object id). */
  readonly user: string | null;
  /** Teams: the connector's address; null if not known yet. */
  readonly serviceUrl: string | null;
}

/**
 * The outcome of posting. A temporary failure without a known end (a lost connection, an error of the platform) is
 * thrown instead, and tried again.
 */
export type Posted =
  | {
      readonly outcome: 'posted';
      readonly ref: string;
      /** The message's conversation, if a direct message was opened for it. */
      readonly conversation: string;
      readonly serviceUrl: string | null;
    }
  /** The platform asks to wait; nothing was posted (R-NOTE-07). */
  | { readonly outcome: 'wait'; readonly seconds: number }
  /** Bot removed, token revoked, conversation gone (R-NOTE-08); `what` is for the log and the operator. */
  | { readonly outcome: 'unreachable'; readonly what: string }
  /**
   * The platform rejects this message and would reject it later too (R-NOTE-09). `isKnown`: the answer clearly says so;
   * otherwise it is an unknown error.
   */
  | { readonly outcome: 'rejected'; readonly what: string; readonly isKnown: boolean }
  /** For updates only: the message is gone, the conversation is not. */
  | { readonly outcome: 'gone' }
  /**
   * For updates only: the platform does not find the message now, which it sometimes also says about existing messages.
   */
  | { readonly outcome: 'missing' };

/** A card, or plain text for a platform that rejects the card. */
export type Content = Card | string;

/** A chat platform that cards are posted to. */
export interface Poster {
  /** Milliseconds between two messages in one conversation (R-NOTE-07). */
  readonly paceMs: number;
  /**
   * For how many people in a channel the platform can refresh a card, each with their own buttons (`Card.personal`,
   * R-CARD-06); 0 if everybody sees the same card.
   */
  readonly maxViewers: number;
  /** Posts a message, in the thread of `parent` if given. Opens a direct message if `to.conversation` is null. */
  post(to: Address, content: Content, parent: string | null): Promise<Posted>;
  /** Replaces a posted message. */
  update(to: Address, ref: string, content: Content): Promise<Posted>;
}

/** A platform that is off has no poster; its deliveries wait. */
export type Posters = Readonly<Partial<Record<Platform, Poster>>>;
