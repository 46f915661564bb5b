import type {
  AckFn,
  BlockAction,
  ButtonAction,
  EnvelopedEvent,
  RespondArguments,
  RespondFn,
  SlashCommand,
  ViewResponseAction,
  ViewSubmitAction,
} from '@slack/bolt';
import type { App, Reply, Request } from '../../src/app.ts';
import { cardFor, inMessage, modalOf, placeOfClick, show } from './places.ts';
import { home, message, modalAgain, modalOfWorking } from './render.ts';
import { encodeMetadata, ofClick, ofCommand, ofHome, ofSubmission } from './request.ts';
import { line } from './text.ts';
import { createViews, type ViewsParts } from './views.ts';
import type { AdapterWords } from './words.ts';

/** Slack waits three seconds for an acknowledgement and for a trigger; one is for the way. */
const PATIENCE_MS = 2000;
/** Slack names no bound for an error under a field; there is room for a sentence or two. */
const ERROR = 500;

export interface AnswerParts extends ViewsParts {
  readonly app: App;
  readonly words: AdapterWords;
  /** Resolves when an answer has kept Slack waiting long enough; two seconds where it is left out. */
  readonly patience?: () => Promise<void>;
}

export type Answers = ReturnType<typeof createAnswers>;

/**
 * How an answer reaches the person: in the acknowledgement when it is ready in time, by `response_url` or by the view
 * otherwise. A slow database never shows Slack's own time-out error.
 */
export function createAnswers({ app, words, patience, ...rest }: AnswerParts) {
  const views = createViews(rest);
  const parts = { views, words, log: rest.log };

  return {
    async command(
      body: SlashCommand,
      ack: AckFn<string | RespondArguments>,
      respond: RespondFn,
    ): Promise<void> {
      const request = ofCommand(body);
      const answer = app.handle(request);
      const prompt = await inTime(answer, patience);
      if (prompt?.kind === 'card') return ack({ response_type: 'ephemeral', ...message(prompt.card, words) });
      // Nothing visible: a word of waiting could not be taken back when the answer comes.
      await ack();
      const place = inMessage(parts, request, body.trigger_id, respond);
      await show(prompt ?? (await answer), place, prompt === undefined);
    },

    async click(body: BlockAction<ButtonAction>, line: string, respond: RespondFn): Promise<void> {
      const request = ofClick(body, line);
      const answer = app.handle(request);
      const prompt = await inTime(answer, patience);
      const place = placeOfClick(parts, body, request, respond);
      await show(prompt ?? (await answer), place, prompt === undefined);
    },

    async submission(body: ViewSubmitAction, ack: AckFn<ViewResponseAction>): Promise<void> {
      const request = ofSubmission(body);
      const { conversation } = request.where;
      const answer = app.handle(request);
      const prompt = await inTime(answer, patience);
      if (prompt) return ack(inAcknowledgement(prompt, body, request, words));
      await ack({
        response_action: 'update',
        view: modalOfWorking(words, encodeMetadata({ conversation, line: '' })),
      });
      const late = await answer;
      const isRefused = late.kind === 'card' && late.as === 'notice';
      const modal = isRefused ? modalAgain(body.view, late.card, words) : modalOf(late, request, words);
      await views.update(request, body.view.id, modal);
    },

    async home(body: EnvelopedEvent<{ type: string; user: string; channel: string }>): Promise<void> {
      const request = ofHome(body);
      const reply = await app.handle(request);
      const card = reply.kind === 'card' ? reply.card : cardFor(reply.form, request, words);
      await views.publish(request, home(card, words));
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

/**
 * Errors on fields that the modal has stand on them. A notice (a refusal, a fault) lies on top, and what was filled in is
 * there again when it is closed. All else replaces what is in the modal.
 */
function inAcknowledgement(
  reply: Reply,
  { view }: ViewSubmitAction,
  request: Request,
  words: AdapterWords,
): ViewResponseAction {
  if (reply.kind === 'errors') {
    const inputs = new Set(
      view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id),
    );
    const named = Object.keys(reply.errors);
    const onFields = named.length > 0 && named.every((name) => inputs.has(name));
    if (onFields) {
      const errors = Object.entries(reply.errors).map(([name, error]) => [name, line(error, ERROR)] as const);
      return { response_action: 'errors', errors: Object.fromEntries(errors) };
    }
  }
  const above = reply.kind === 'card' && reply.as === 'notice' && hasRoomAbove(view);
  return { response_action: above ? 'push' : 'update', view: modalOf(reply, request, words) };
}

/** Slack lays three modals on one another and no more. */
const hasRoomAbove = ({ previous_view_id: below, root_view_id: root }: ViewSubmitAction['view']): boolean =>
  !below || below === root;
