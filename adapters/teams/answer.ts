import type { Reply } from '../../src/app.ts';
import { CARD, type Message } from './adaptive-card.ts';
import { adaptiveCard, adaptiveForm, messageOf, noticeText } from './render.ts';
import { type Activity, isRefresh, timeZoneOf } from './request.ts';
import { timesFor } from './text.ts';
import type { AdapterWords } from './words.ts';

/** The HTTP answer; only an invoke's has a body. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** The answer to what was typed: a message. */
export function messageFor(reply: Reply, words: AdapterWords): Message {
  switch (reply.kind) {
    case 'card':
      return messageOf(adaptiveCard(reply.card, words));
    case 'form':
      return messageOf(adaptiveForm(reply.form, words));
    case 'errors':
      return messageOf(adaptiveForm(reply.form, words, reply.errors));
  }
}

/**
 * The answer to a click. A card takes the place of the clicked one on this person's screen alone; a notice must not,
 * for it would hide what it is about. Where Teams asked by itself, only a card may: the rest is said beside it.
 */
export function answerFor(from: Activity, reply: Reply, words: AdapterWords): HttpAnswer {
  switch (reply.kind) {
    case 'card':
      return reply.as === 'card'
        ? shown(adaptiveCard(reply.card, words))
        : told(noticeText(reply.card, words, timesFor(from.locale, timeZoneOf(from))));
    case 'form':
      return isRefresh(from) ? told(reply.form.title) : shown(adaptiveForm(reply.form, words));
    case 'errors':
      return isRefresh(from) ? told(reply.form.title) : shown(adaptiveForm(reply.form, words, reply.errors));
  }
}

/** Teams sends an invoke again that is answered with nothing, so each answer has a type and a value. */
const answered = (statusCode: number, type: string, value: unknown): HttpAnswer => ({
  status: 200,
  body: { statusCode, type, value },
});

const shown = (card: unknown): HttpAnswer => answered(200, CARD, card);

/** Words for this person alone, beside the card. */
export const told = (text: string): HttpAnswer =>
  answered(200, 'application/vnd.microsoft.activity.message', text);

/** An invoke that is none of ours. */
export const unknownInvoke = (): HttpAnswer =>
  answered(400, 'application/vnd.microsoft.error', { code: 'BadRequest', message: 'BadRequest' });
