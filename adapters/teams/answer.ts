import type { Reply } from '../../src/app.ts';
import { plainCard, timesFor } from '../shared/plain-card.ts';
import type { WordsFor } from '../shared/words.ts';
import { type AdaptiveCard, cardContentType } from './adaptive-card.ts';
import { type Activity, timeZoneOf } from './payload.ts';
import { adaptiveCard, adaptiveForm, maxMessage } from './render.ts';

/** The HTTP answer; only an invoke's has a body. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export const drawn = (reply: Reply, words: WordsFor): AdaptiveCard =>
  reply.kind === 'card'
    ? adaptiveCard(reply.card, words)
    : adaptiveForm(reply.form, words, reply.kind === 'errors' ? reply.errors : {});

/**
 * The answer to a click. A card takes the place of the clicked one on this person's screen alone; a notice must not,
 * because it would hide what it is about. A refresh, which nobody asked for, shows cards only and never a form.
 */
export function answerFor(from: Activity, reply: Reply, words: WordsFor): HttpAnswer {
  if (reply.kind === 'card' && reply.as === 'notice') {
    const { card } = reply;
    const times = timesFor(from.locale, timeZoneOf(from));
    return told(plainCard(card, maxMessage, words(card.locale ?? from.locale), times));
  }
  if (reply.kind !== 'card' && from.isRefresh) return told(reply.form.title);
  return answered(200, cardContentType, drawn(reply, words));
}

/** Teams repeats an invoke whose answer is empty, so each answer has a type and a value. */
const answered = (statusCode: number, type: string, value: unknown): HttpAnswer => ({
  status: 200,
  body: { statusCode, type, value },
});

/** Words for this person alone, beside the card. */
export const told = (text: string): HttpAnswer =>
  answered(200, 'application/vnd.microsoft.activity.message', text);

/** An invoke that is none of ours. */
export const unknownInvoke = (): HttpAnswer =>
  answered(400, 'application/vnd.microsoft.error', { code: 'BadRequest', message: 'BadRequest' });
