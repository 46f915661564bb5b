import type { Reply } from '../../src/app.ts';
import { plainCard, timesFor } from '../shared/plain-card.ts';
import type { WordsFor } from '../shared/words.ts';
import { type AdaptiveCard, cardContentType } from './adaptive-card.ts';
import { type Activity, timeZoneOf } from './payload.ts';
import { adaptiveCard, adaptiveForm, maxMessage } from './render.ts';

/** The HTTP answer; only the answer to an invoke has a body. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export const rendered = (reply: Reply, words: WordsFor): AdaptiveCard =>
  reply.kind === 'card'
    ? adaptiveCard(reply.card, words)
    : adaptiveForm(reply.form, words, reply.kind === 'errors' ? reply.errors : {});

/**
 * The answer to a click. A card replaces the clicked card for this person alone. A notice does not, because it would
 * hide the card that it is about. A refresh, which Teams sends by itself, shows cards only and never a form.
 */
export function answerFor(from: Activity, reply: Reply, words: WordsFor): HttpAnswer {
  if (reply.kind === 'card' && reply.as === 'notice') {
    const { card } = reply;
    const times = timesFor(from.locale, timeZoneOf(from));
    return privateMessage(plainCard(card, maxMessage, words(card.locale ?? from.locale), times));
  }
  if (reply.kind !== 'card' && from.isRefresh) return privateMessage(reply.form.title);
  return answered(200, cardContentType, rendered(reply, words));
}

/** Teams repeats an invoke whose answer is empty, so each answer has a type and a value. */
const answered = (statusCode: number, type: string, value: unknown): HttpAnswer => ({
  status: 200,
  body: { statusCode, type, value },
});

/** A text for this person alone, shown next to the card. */
export const privateMessage = (text: string): HttpAnswer =>
  answered(200, 'application/vnd.microsoft.activity.message', text);

/** The answer to an invoke that is not ours. */
export const unknownInvoke = (): HttpAnswer =>
  answered(400, 'application/vnd.microsoft.error', { code: 'BadRequest', message: 'BadRequest' });
