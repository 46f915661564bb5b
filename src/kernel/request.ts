import type { Card } from './card.ts';
import type { Subject } from './event.ts';
import type { Form, FormValues } from './form.ts';
import type { ChatIdentity, Platform } from './member.ts';

/**
 * What a person did in chat, without the platform's markup: typed a command, pressed a button (also a command line), or
 * submitted a form (a command line with values).
 */
export interface Request {
  /** Everything that the platform has verified about the person; several tenants if a Slack enterprise has one too. */
  readonly who: ChatIdentity & {
    readonly enterprise?: string;
    /** The display name, only for greeting and prefilling; never for recognizing the person. */
    readonly displayName?: string;
    /** Teams: the chat user id (`29:…`) that cards are addressed to. */
    readonly address?: string;
  };
  readonly where: ConversationRef;
  readonly by: 'typing' | 'click' | 'form' | 'home';
  /** The command line after `/partner`, or of the button or form. */
  readonly line: string;
  /** Teams: the message whose button was pressed; an answering card replaces it. */
  readonly replaces?: string;
  /** Only with `by: 'form'`. */
  readonly values?: FormValues;
  /** BCP 47, if the platform states it. */
  readonly locale?: string;
  /** IANA time zone, if the platform states it. */
  readonly timeZone?: string;
  /** The same when the same request is delivered again, otherwise unique (R-SEC-03). */
  readonly deliveryId: string;
}

/** A conversation as the platform names it. */
export interface ConversationRef {
  readonly platform: Platform;
  /** The workspace of the installation (Slack team), or the tenant. */
  readonly workspace: string;
  readonly conversation: string;
  /** `personal`: only this person and the bot. */
  readonly kind: 'personal' | 'channel';
  /** Teams: the connector's address for this conversation. */
  readonly serviceUrl?: string;
  /** People can use commands here although the bot may not be a member and then cannot post. */
  readonly mayBeOutside?: true;
}

/** The direct answer. Only this person sees it; after a click in Teams it replaces the card for the clicker only. */
export type Reply =
  | {
      readonly kind: 'card';
      readonly card: Card;
      /**
       * `card`: the subject itself; it may replace the clicked card. `notice`: a sentence about it (a refusal, a
       * confirmation); it must not replace what the person was looking at.
       */
      readonly as: 'card' | 'notice';
    }
  | { readonly kind: 'form'; readonly form: Form }
  /** The submitted form with its values, with errors at the fields. */
  | { readonly kind: 'errors'; readonly form: Form; readonly errors: Readonly<Record<string, string>> };

export const reply = {
  card: (card: Card): Reply => ({ kind: 'card', card, as: 'card' }),
  notice: (card: Card): Reply => ({ kind: 'card', card, as: 'notice' }),
  form: (form: Form): Reply => ({ kind: 'form', form }),
} as const;

/** The answer with its language set. */
export const inLanguage = (answer: Reply, locale: string): Reply =>
  answer.kind === 'card'
    ? { ...answer, card: { ...answer.card, locale } }
    : { ...answer, form: { ...answer.form, locale } };

/** A message of ours with the data for updating it. */
export interface PostedRef {
  readonly conversation: ConversationRef;
  /** Slack's `ts`, Teams' activity id. */
  readonly ref: string;
  readonly subject: Subject;
}
