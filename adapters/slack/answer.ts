import type { App, Reply, Request } from '../../src/app.ts';
import { type AnswerTimeout, inTime } from '../shared/answer-timeout.ts';
import { sentenceCard } from '../shared/cards.ts';
import { line } from '../shared/text.ts';
import type { Click, Command, Payload, Submission } from './payload.ts';
import { message, modalOf, modalOfCard } from './render.ts';
import { decodeMetadata, ofClick, ofCommand, ofHome, ofSubmission } from './request.ts';
import { asHome, inMessage, type SurfaceParts, surfaceOf } from './surfaces.ts';

/** Slack documents no limit for an error below a field; this is one or two sentences. */
const maxError = 500;

export interface AnswerParts extends SurfaceParts {
  readonly app: App;
  /** How long Slack waits for an answer at most. */
  readonly answerTimeout: AnswerTimeout;
  /** Called when the app was removed from a workspace or its bot token was revoked (R-SEC-05). */
  readonly uninstalled: (workspace: string) => Promise<void>;
}

/** Acknowledges a request of Slack; Slack shows or applies the given answer at once. */
export type Ack = (answer?: object) => Promise<void>;

export type Handle = (payload: Payload, ack: Ack) => Promise<unknown>;

/** Handles a request of Slack and acknowledges it. */
export async function handleRequest(parts: AnswerParts, payload: Payload, ack: Ack): Promise<unknown> {
  if (payload.kind === 'command') return command(parts, payload.body, ack);
  if (payload.kind === 'submission') return submission(parts, payload.body, ack);
  await ack(payload.kind === 'acknowledge' ? payload.answer : undefined);
  switch (payload.kind) {
    case 'click':
      return click(parts, payload.body);
    case 'home':
      return openHome(parts, ofHome(payload.body));
    case 'uninstalled':
      return parts.uninstalled(payload.workspace);
    case 'acknowledge':
      return undefined;
  }
}

/**
 * Answers in the acknowledgement if the answer is ready in time, otherwise by `response_url` or a view. A slow
 * database then never shows Slack's own timeout error.
 */
async function command(parts: AnswerParts, body: Command, ack: Ack): Promise<unknown> {
  const request = ofCommand(body);
  const answer = parts.app.handle(request);
  const ready = await inTime(answer, parts.answerTimeout);
  if (ready?.kind === 'card') return ack({ response_type: 'ephemeral', ...message(ready.card, parts.words) });
  // A "please wait" message could not be removed later, so nothing is shown.
  await ack();
  return inMessage(parts, request, body)(await answer);
}

async function click(parts: AnswerParts, body: Click): Promise<unknown> {
  const [{ type, value }] = body.actions;
  // A link's button reports its click without a value; other elements are form inputs.
  if (type !== 'button' || value === undefined) return;
  const request = ofClick(body, value);
  return surfaceOf(parts, body, request)(await parts.app.handle(request));
}

const openHome = async (parts: AnswerParts, request: Request): Promise<unknown> =>
  asHome(parts, request, await parts.app.handle(request));

/**
 * A notice (a refusal or a fault) opens on top of the form, so the form and its values are there again when it is
 * closed. So does the "working on it" view, since a notice may follow. Closing any other answer closes the form too.
 */
async function submission(parts: AnswerParts, body: Submission, ack: Ack): Promise<unknown> {
  const { words, views } = parts;
  const request = ofSubmission(body);
  const { conversation } = request.where;
  const answer = parts.app.handle(request);
  const ready = await inTime(answer, parts.answerTimeout);
  const errors = ready && fieldErrors(ready, body.view);
  if (errors) return ack({ response_action: 'errors', errors });
  const onTop = hasRoomAbove(body.view) && (!ready || isNotice(ready));
  const response_action = onTop ? 'push' : 'update';
  if (ready) return ack({ response_action, view: modalOf(ready, words, conversation) });
  const external_id = request.deliveryId;
  const { locale } = decodeMetadata(body.view.private_metadata);
  const waiting = sentenceCard(words(locale).working, words(locale).working, locale);
  await ack({ response_action, view: { ...modalOfCard(waiting, words, conversation), external_id } });
  const late = await answer;
  const view = { ...modalOf(late, words, conversation), clear_on_close: !isNotice(late) };
  return views.update(request, { external_id }, view);
}

const isNotice = (reply: Reply): boolean => reply.kind === 'card' && reply.as === 'notice';

/** The errors of a form if each belongs to an input of the modal: Slack shows them there (R-CARD-10). */
function fieldErrors(reply: Reply, { blocks }: Submission['view']): object | undefined {
  if (reply.kind !== 'errors') return undefined;
  const inputs = new Set(blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id));
  const errors = Object.entries(reply.errors);
  if (errors.length === 0 || !errors.every(([name]) => inputs.has(name))) return undefined;
  return Object.fromEntries(errors.map(([name, error]) => [name, line(error, maxError)]));
}

/** Slack stacks at most three modals. */
const hasRoomAbove = ({ previous_view_id: below, root_view_id: root }: Submission['view']): boolean =>
  !below || below === root;
