import type { Card } from './card.ts';
import type { Subject } from './event.ts';
import type { Form, FormValues } from './form.ts';
import type { ChatIdentity, Platform } from './member.ts';

/**
 * What a person did in chat, with the platform's markup stripped: typed a command, pressed a button (which is a
 * command line too), or submitted a form (a command line with values).
 */
export interface Request {
  /** Everything the platform vouches for about the person; several tenants where a Slack enterprise has one too. */
  readonly who: ChatIdentity & {
    readonly enterprise?: string;
    /** The display name, only to greet with and to prefill; never to recognise by. */
    readonly displayName?: string;
    /** Teams: the chat user id (`29:…`) that cards are addressed by. */
    readonly address?: string;
  };
  readonly where: ConversationRef;
  readonly by: 'typing' | 'click' | 'form' | 'home';
  /** The command line after `/partner`, or of the button or form. */
  readonly line: string;
  /** Teams: the message that was pressed; a card that answers is shown in its place. */
  readonly replaces?: string;
  /** Only with `by: 'form'`. */
  readonly values?: FormValues;
  /** BCP 47 as the platform says, if it does. */
  readonly locale?: string;
  /** IANA zone, if the platform says. */
  readonly timeZone?: string;
  /** The same for a repeated delivery of the same act, different for every other (R-SEC-03). */
  readonly deliveryId: string;
}

/** A conversation, as the platform names it. */
export interface ConversationRef {
  readonly platform: Platform;
  /** The workspace in which the app is installed (Slack team), or the tenant. */
  readonly workspace: string;
  readonly conversation: string;
  /** `personal`: only this person and the bot. */
  readonly kind: 'personal' | 'channel';
  /** Teams: where the connector for this conversation is. */
  readonly serviceUrl?: string;
  /** People can ask here although the bot may be no member of the conversation, and then it cannot post. */
  readonly mayBeOutside?: true;
}

/** The direct answer. Every answer is private to the person; a Teams click shows it to the clicker alone. */
export type Reply =
  | {
      readonly kind: 'card';
      readonly card: Card;
      /**
       * `card`: the thing itself, which may take the place of the card that was clicked. `notice`: a sentence about it
       * (a refusal, a confirmation), which must not replace what the person was looking at.
       */
      readonly as: 'card' | 'notice';
    }
  | { readonly kind: 'form'; readonly form: Form }
  /** The submitted form again, as it was left, with errors on the fields. */
  | { readonly kind: 'errors'; readonly form: Form; readonly errors: Readonly<Record<string, string>> };

export const reply = {
  card: (card: Card): Reply => ({ kind: 'card', card, as: 'card' }),
  notice: (card: Card): Reply => ({ kind: 'card', card, as: 'notice' }),
  form: (form: Form): Reply => ({ kind: 'form', form }),
} as const;

/** The answer, marked with the language that it is in. */
export const inLanguage = (answer: Reply, locale: string): Reply =>
  answer.kind === 'card'
    ? { ...answer, card: { ...answer.card, locale } }
    : { ...answer, form: { ...answer.form, locale } };

/** A posted message of ours: what an update needs to find it again. */
export interface PostedRef {
  readonly conversation: ConversationRef;
  /** Slack's `ts`, Teams' activity id. */
  readonly ref: string;
  readonly subject: Subject;
}
