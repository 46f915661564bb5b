import type { Reply, Request } from '../../src/app.ts';
import type { Card } from '../../src/kernel/card.ts';
import type { Log } from '../../src/kernel/log.ts';
import { openFormCard, sentenceCard } from '../shared/cards.ts';
import type { WordsFor } from '../shared/words.ts';
import type { Respond } from './client.ts';
import { faultOf } from './codes.ts';
import type { Click } from './payload.ts';
import { home, message, modalOf } from './render.ts';
import type { Views } from './views.ts';

export interface SurfaceParts {
  readonly views: Views;
  readonly respond: Respond;
  readonly words: WordsFor;
  readonly log: Log;
}

/** Where an answer is shown if it is not in the acknowledgement. Only this person sees it. */
export type AnswerSurface = (reply: Reply) => Promise<unknown>;

/** The surface that contains the clicked button. */
export function surfaceOf(parts: SurfaceParts, body: Click, request: Request): AnswerSurface {
  const { view, container } = body;
  if (view?.type === 'modal') return inModal(parts, request, body.trigger_id, view.id);
  if (view) return inHome(parts, request, body.trigger_id);
  const { thread_ts: thread, message_ts: ts, is_ephemeral: own } = container;
  const inThread = thread && thread !== ts ? { thread } : {};
  return inMessage(parts, request, body, { own: own === true, ...inThread });
}

/** `own`: only this person sees the clicked message. A message that others see too is never replaced. */
export function inMessage(
  { views, respond, words, log }: SurfaceParts,
  request: Request,
  { trigger_id: trigger, response_url: responseUrl }: Pick<Click, 'trigger_id' | 'response_url'>,
  clicked: { own: boolean; thread?: string } = { own: false },
): AnswerSurface {
  // If this fails, the person cannot be told, so it is only logged.
  const say = (card: Card, replace: boolean) =>
    respond(responseUrl ?? '', {
      response_type: 'ephemeral',
      replace_original: replace,
      ...(clicked.thread ? { thread_ts: clicked.thread } : {}),
      ...message(card, words),
    }).catch((error) => log.warn({ fault: faultOf(error) }, 'slack response_url failed'));
  return async (reply) => {
    if (reply.kind === 'card') return say(reply.card, reply.as === 'card' && clicked.own);
    const { form } = reply;
    const opened = await views.open(request, trigger, modalOf(reply, words, request.where.conversation));
    if (opened === 'missed') await say(openFormCard(form, request.line, words), false);
    if (opened === 'not_connected')
      await say(sentenceCard(form.title, words(form.locale).notConnected, form.locale), false);
  };
}

const inModal =
  ({ views, words }: SurfaceParts, request: Request, trigger: string, view_id: string): AnswerSurface =>
  async (reply) => {
    const modal = modalOf(reply, words, request.where.conversation);
    // A notice opens on top; closing it shows the previous view again.
    const onTop = reply.kind === 'card' && reply.as === 'notice';
    const pushed = onTop && (await views.push(request, trigger, modal)) === 'shown';
    if (!pushed) await views.update(request, { view_id }, modal);
  };

/** The home has no `response_url`: an answer that is too late for a modal replaces the home. */
const inHome =
  (parts: SurfaceParts, request: Request, trigger: string): AnswerSurface =>
  async (reply) => {
    const modal = modalOf(reply, parts.words, request.where.conversation);
    const opened = await parts.views.open(request, trigger, modal);
    if (opened !== 'shown') await asHome(parts, request, reply);
  };

export function asHome({ views, words }: SurfaceParts, request: Request, reply: Reply): Promise<unknown> {
  const card = reply.kind === 'card' ? reply.card : openFormCard(reply.form, request.line, words);
  return views.publish(request, home(card, words));
}
