import type { BlockAction, ButtonAction, RespondFn, types } from '@slack/bolt';
import type { Reply, Request } from '../../src/app.ts';
import type { Card } from '../../src/kernel/card.ts';
import type { Form } from '../../src/kernel/form.ts';
import { faultOf, type Log } from './log.ts';
import { home, message, modalOfCard, modalOfForm } from './render.ts';
import { encodeMetadata } from './request.ts';
import type { Views } from './views.ts';
import type { AdapterWords } from './words.ts';

export interface PlaceParts {
  readonly views: Views;
  readonly words: AdapterWords;
  readonly log: Log;
}

/** Where an answer is shown that is no acknowledgement. Every way is private to the person. */
export interface Place {
  card(card: Card, as: 'card' | 'notice', late: boolean): Promise<unknown>;
  form(form: Form, errors: Errors, late: boolean): Promise<unknown>;
}

type Errors = Readonly<Record<string, string>>;

/** `late`: no trigger is good any more. */
export function show(reply: Reply, place: Place, late: boolean): Promise<unknown> {
  switch (reply.kind) {
    case 'card':
      return place.card(reply.card, reply.as, late);
    case 'form':
      return place.form(reply.form, {}, late);
    case 'errors':
      return place.form(reply.form, reply.errors, late);
  }
}

/** Where the button stood. */
export function placeOfClick(
  parts: PlaceParts,
  body: BlockAction<ButtonAction>,
  request: Request,
  respond: RespondFn,
): Place {
  const trigger = body.trigger_id;
  if (body.view?.type === 'modal') return inModal(parts, request, trigger, body.view.id);
  if (body.view) return inHome(parts, request, trigger);
  // A private message is not sent back with its click; its container is.
  const { thread_ts: thread, message_ts: ts, is_ephemeral: own } = body.container;
  return inMessage(parts, request, trigger, respond, {
    ...(own ? { own: true } : {}),
    ...(thread && thread !== ts ? { thread } : {}),
  });
}

/** `own`: what was clicked is the person's own private message; one that others see too is never replaced. */
export function inMessage(
  { views, words, log }: PlaceParts,
  request: Request,
  trigger: string,
  respond: RespondFn,
  clicked: { own?: true; thread?: string } = {},
): Place {
  // What Slack does not take at this late point cannot be said to the person any more: it is noted.
  const say = (card: Card, replace: boolean) =>
    respond({
      response_type: 'ephemeral',
      replace_original: replace,
      ...(clicked.thread ? { thread_ts: clicked.thread } : {}),
      ...message(card, words),
    }).catch((error) => log.warn({ fault: faultOf(error) }, 'slack response_url failed'));
  return {
    card: (card, as) => say(card, as === 'card' && clicked.own === true),
    async form(form, errors, late) {
      const modal = modalFor(form, request, words, errors);
      const opened = await views.open(request, late ? undefined : trigger, modal);
      if (opened === 'missed') await say(cardFor(form, request, words), false);
      if (opened === 'not_connected') await say(cardWithout(form, words), false);
    },
  };
}

function inModal({ views, words }: PlaceParts, request: Request, trigger: string, id: string): Place {
  return {
    async card(card, as, late) {
      const modal = modalWith(card, request, words);
      // A notice lies on top, and what the person was looking at is there again when it is closed.
      const pushed = as === 'notice' && !late && (await views.push(request, trigger, modal)) === 'shown';
      if (!pushed) await views.update(request, id, modal);
    },
    form: (form, errors) => views.update(request, id, modalFor(form, request, words, errors)),
  };
}

/** A home has no `response_url`: what no modal can be opened for any more takes the home's place. */
function inHome({ views, words }: PlaceParts, request: Request, trigger: string): Place {
  return {
    async card(card, _as, late) {
      const modal = modalWith(card, request, words);
      const opened = await views.open(request, late ? undefined : trigger, modal);
      if (opened !== 'shown') await views.publish(request, home(card, words));
    },
    async form(form, errors, late) {
      const modal = modalFor(form, request, words, errors);
      const opened = await views.open(request, late ? undefined : trigger, modal);
      if (opened !== 'shown') await views.publish(request, home(cardFor(form, request, words), words));
    },
  };
}

export function modalOf(reply: Reply, request: Request, words: AdapterWords): types.ModalView {
  switch (reply.kind) {
    case 'card':
      return modalWith(reply.card, request, words);
    case 'form':
      return modalFor(reply.form, request, words, {});
    case 'errors':
      return modalFor(reply.form, request, words, reply.errors);
  }
}

const modalWith = (card: Card, { where }: Request, words: AdapterWords): types.ModalView =>
  modalOfCard(card, words, encodeMetadata({ conversation: where.conversation, line: '' }));

const modalFor = (form: Form, { where }: Request, words: AdapterWords, errors: Errors): types.ModalView =>
  modalOfForm(form, words, encodeMetadata({ conversation: where.conversation, line: form.command }), errors);

/** For a form that cannot be opened any more: one button with the same command line, whose click may open it. */
export const cardFor = (form: Form, request: Request, words: AdapterWords): Card => ({
  title: form.title,
  summary: form.title,
  blocks: [{ kind: 'buttons', buttons: [{ label: words.openForm, command: request.line, intent: 'go' }] }],
});

/** For a form that cannot be opened at all. */
const cardWithout = (form: Form, words: AdapterWords): Card => ({
  title: form.title,
  summary: words.notConnected,
  blocks: [{ kind: 'text', text: words.notConnected }],
});
