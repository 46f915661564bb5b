import type {
  AckFn,
  BlockAction,
  ButtonAction,
  EnvelopedEvent,
  RespondArguments,
  RespondFn,
  SlashCommand,
  types,
  ViewResponseAction,
  ViewSubmitAction,
  webApi,
} from '@slack/bolt';
import type { App, Reply, Request } from '../../src/app.ts';
import type { Card } from '../../src/views/card.ts';
import type { Form } from '../../src/views/form.ts';
import { faultOf, type Log } from './log.ts';
import { home, message, modalOfCard, modalOfForm, modalOfWorking } from './render.ts';
import { carry, ofClick, ofCommand, ofHome, ofSubmission } from './request.ts';
import type { AdapterWords } from './words.ts';

/** Slack waits three seconds for an acknowledgement and for a trigger; a second is for the way. */
const PATIENCE_MS = 2000;

export interface AnswerParts {
  readonly app: App;
  readonly client: webApi.WebClient;
  readonly botTokenOf: (workspace: string) => Promise<string | undefined>;
  readonly words: AdapterWords;
  readonly log: Log;
  /** Resolves when an answer has kept Slack waiting long enough; two seconds where it is left out. */
  readonly patience?: () => Promise<void>;
}

export type Answers = ReturnType<typeof createAnswers>;

/** Where an answer is shown, and how each sort of it is. Every way is private to the person. */
interface Place {
  card(card: Card, as: 'card' | 'notice', late: boolean): Promise<unknown>;
  form(form: Form, errors: Readonly<Record<string, string>>, late: boolean): Promise<unknown>;
}

/**
 * How an answer reaches the person: in the acknowledgement when it is ready in time, by `response_url` or by the view
 * otherwise. A slow database never shows Slack's own time-out error.
 */
export function createAnswers(parts: AnswerParts) {
  const { app, words } = parts;
  const ready = (answer: Promise<Reply>) => inTime(answer, parts.patience);
  const views = createViews(parts);

  return {
    async command(
      body: SlashCommand,
      ack: AckFn<string | RespondArguments>,
      respond: RespondFn,
    ): Promise<void> {
      const request = ofCommand(body);
      const answer = app.handle(request);
      const prompt = await ready(answer);
      if (prompt?.kind === 'card') return ack({ response_type: 'ephemeral', ...message(prompt.card, words) });
      await ack();
      const place = inMessage(parts, views, { request, respond, trigger: body.trigger_id });
      await show(prompt ?? (await answer), place, prompt === undefined);
    },

    async click(body: BlockAction<ButtonAction>, line: string, respond: RespondFn): Promise<void> {
      const request = ofClick(body, line);
      const answer = app.handle(request);
      const prompt = await ready(answer);
      await show(
        prompt ?? (await answer),
        placeOf(parts, views, body, request, respond),
        prompt === undefined,
      );
    },

    async submission(body: ViewSubmitAction, ack: AckFn<ViewResponseAction>): Promise<void> {
      const request = ofSubmission(body);
      const { conversation } = request.where;
      const answer = app.handle(request);
      const prompt = await ready(answer);
      if (prompt) return ack(inAcknowledgement(prompt, body, request, words));
      await ack({
        response_action: 'update',
        view: modalOfWorking(words, carry({ conversation, line: '' })),
      });
      await views.update(request, body.view.id, modalOf(await answer, request, words));
    },

    async home(body: EnvelopedEvent<{ type: string; user: string; channel: string }>): Promise<void> {
      const request = ofHome(body);
      const reply = await app.handle(request);
      await views.publish(
        request,
        reply.kind === 'card' ? reply.card : formAsCard(reply.form, request, words),
      );
    },
  };
}

/** The reply, or undefined when it did not come in time. */
function inTime(answer: Promise<Reply>, patience?: () => Promise<void>): Promise<Reply | undefined> {
  return new Promise((resolve, reject) => {
    const late = () => resolve(undefined);
    const timer = patience ? void patience().then(late) : setTimeout(late, PATIENCE_MS);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function show(reply: Reply, place: Place, late: boolean): Promise<unknown> {
  switch (reply.kind) {
    case 'card':
      return place.card(reply.card, reply.as, late);
    case 'form':
      return place.form(reply.form, {}, late);
    case 'errors':
      return place.form(reply.form, reply.errors, late);
  }
}

function placeOf(
  parts: AnswerParts,
  views: Views,
  body: BlockAction<ButtonAction>,
  request: Request,
  respond: RespondFn,
): Place {
  const trigger = body.trigger_id;
  if (body.view?.type === 'modal') return inModal(parts, views, { request, trigger, view: body.view.id });
  if (body.view) return inHome(parts, views, { request, trigger });
  // A private message is not sent back with its click; its container is.
  const { thread_ts: thread, message_ts: ts, is_ephemeral: own } = body.container;
  return inMessage(parts, views, {
    request,
    respond,
    trigger,
    ...(own ? { own: true } : {}),
    ...(thread && thread !== ts ? { thread } : {}),
  });
}

interface MessageFacts {
  readonly request: Request;
  readonly respond: RespondFn;
  readonly trigger: string;
  /** What was clicked is the person's own private message; one that others see too is never replaced. */
  readonly own?: boolean;
  readonly thread?: string;
}

function inMessage(
  parts: AnswerParts,
  views: Views,
  { request, respond, trigger, own, thread }: MessageFacts,
): Place {
  const say = (card: Card, replace: boolean) =>
    attempt(parts.log, 'slack response_url failed', () =>
      respond({
        response_type: 'ephemeral',
        replace_original: replace,
        ...(thread ? { thread_ts: thread } : {}),
        ...message(card, parts.words),
      }),
    );
  return {
    card: (card, as) => say(card, as === 'card' && own === true),
    async form(form, errors, late) {
      const opened =
        !late && (await views.open(request, trigger, modalFor(form, request, parts.words, errors)));
      if (!opened) await say(formAsCard(form, request, parts.words), false);
    },
  };
}

function inModal(
  { words }: AnswerParts,
  views: Views,
  { request, trigger, view }: { request: Request; trigger: string; view: string },
): Place {
  return {
    async card(card, as, late) {
      const modal = modalOfCard(card, words, carry({ conversation: request.where.conversation, line: '' }));
      // A notice lies on top, and what the person was looking at is there again when it is closed.
      const pushed = as === 'notice' && !late && (await views.push(request, trigger, modal));
      if (!pushed) await views.update(request, view, modal);
    },
    form: (form, errors) => views.update(request, view, modalFor(form, request, words, errors)),
  };
}

/** A home has no `response_url`. What no modal can be opened for any more takes the home's place. */
function inHome(
  { words }: AnswerParts,
  views: Views,
  { request, trigger }: { request: Request; trigger: string },
): Place {
  return {
    async card(card, _as, late) {
      const modal = modalOfCard(card, words, carry({ conversation: request.where.conversation, line: '' }));
      const opened = !late && (await views.open(request, trigger, modal));
      if (!opened) await views.publish(request, card);
    },
    async form(form, errors, late) {
      const opened = !late && (await views.open(request, trigger, modalFor(form, request, words, errors)));
      if (!opened) await views.publish(request, formAsCard(form, request, words));
    },
  };
}

function inAcknowledgement(
  reply: Reply,
  body: ViewSubmitAction,
  request: Request,
  words: AdapterWords,
): ViewResponseAction {
  if (reply.kind === 'errors') {
    const inputs = new Set(
      body.view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id),
    );
    const named = Object.keys(reply.errors);
    const onFields = named.length > 0 && named.every((name) => inputs.has(name));
    if (onFields) return { response_action: 'errors', errors: { ...reply.errors } };
  }
  return { response_action: 'update', view: modalOf(reply, request, words) };
}

function modalOf(reply: Reply, request: Request, words: AdapterWords): types.ModalView {
  switch (reply.kind) {
    case 'card':
      return modalOfCard(reply.card, words, carry({ conversation: request.where.conversation, line: '' }));
    case 'form':
      return modalFor(reply.form, request, words, {});
    case 'errors':
      return modalFor(reply.form, request, words, reply.errors);
  }
}

const modalFor = (
  form: Form,
  { where }: Request,
  words: AdapterWords,
  errors: Readonly<Record<string, string>>,
): types.ModalView =>
  modalOfForm(form, words, carry({ conversation: where.conversation, line: form.command }), errors);

/** A form that cannot be opened any more: one button with the same command line, whose click may open it. */
const formAsCard = (form: Form, request: Request, words: AdapterWords): Card => ({
  title: form.title,
  summary: form.title,
  blocks: [{ kind: 'buttons', buttons: [{ label: words.openForm, command: request.line, intent: 'go' }] }],
});

type Views = ReturnType<typeof createViews>;

/** Slack's views by its Web API; each says whether it worked, and why not is logged. */
function createViews({ client, botTokenOf, words, log }: AnswerParts) {
  const call = (request: Request, what: string, run: (token: string) => Promise<unknown>) =>
    attempt(log, `slack ${what} failed`, async () => {
      const token = await botTokenOf(request.where.workspace);
      if (token === undefined) throw new Error('no bot token for the workspace');
      await run(token);
    });
  return {
    open: (request: Request, trigger_id: string, view: types.ModalView) =>
      call(request, 'views.open', (token) => client.views.open({ token, trigger_id, view })),
    push: (request: Request, trigger_id: string, view: types.ModalView) =>
      call(request, 'views.push', (token) => client.views.push({ token, trigger_id, view })),
    update: (request: Request, view_id: string, view: types.ModalView) =>
      call(request, 'views.update', (token) => client.views.update({ token, view_id, view })),
    publish: (request: Request, card: Card) =>
      call(request, 'views.publish', (token) =>
        client.views.publish({ token, user_id: request.who.user, view: home(card, words) }),
      ),
  };
}

async function attempt(log: Log, what: string, run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    log.warn({ fault: faultOf(error) }, what);
    return false;
  }
}
