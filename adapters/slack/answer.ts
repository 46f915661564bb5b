import type { App, Reply, Request } from '../../src/app.ts';
import { sentenceCard } from '../shared/cards.ts';
import { inTime, type Patience } from '../shared/patience.ts';
import { line } from '../shared/text.ts';
import type { Click, Command, Payload, Submission } from './payload.ts';
import { message, modalOf, modalOfCard } from './render.ts';
import { decodeMetadata, ofClick, ofCommand, ofHome, ofSubmission } from './request.ts';
import { asHome, inMessage, type SurfaceParts, surfaceOf } from './surfaces.ts';

/** Slack states no limit for an error under a field; this is a sentence or two. */
const maxError = 500;

export interface AnswerParts extends SurfaceParts {
  readonly app: App;
  /** How long an answer may keep Slack waiting. */
  readonly patience: Patience;
  /** The app was removed from a workspace, or its bot token revoked (R-SEC-05). */
  readonly uninstalled: (workspace: string) => Promise<void>;
}

/** Acknowledges what Slack sent; what is given is shown or done at once. */
export type Ack = (answer?: object) => Promise<void>;

export type Take = (payload: Payload, ack: Ack) => Promise<unknown>;

/** Does what Slack tells of, and acknowledges it. */
export async function takePayload(parts: AnswerParts, payload: Payload, ack: Ack): Promise<unknown> {
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
 * Answers in the acknowledgement if the answer is ready in time, else by `response_url` or a view, so that a slow
 * database never shows Slack's own error for a time-out.
 */
async function command(parts: AnswerParts, body: Command, ack: Ack): Promise<unknown> {
  const request = ofCommand(body);
  const answer = parts.app.handle(request);
  const prompt = await inTime(answer, parts.patience);
  if (prompt?.kind === 'card')
    return ack({ response_type: 'ephemeral', ...message(prompt.card, parts.words) });
  // A message that asks to wait could not be taken back when the answer comes, so nothing is shown.
  await ack();
  return inMessage(parts, request, body)(await answer);
}

async function click(parts: AnswerParts, body: Click): Promise<unknown> {
  const [{ type, value }] = body.actions;
  // A link's button reports its click without a value; other elements are inputs of forms.
  if (type !== 'button' || value === undefined) return;
  const request = ofClick(body, value);
  return surfaceOf(parts, body, request)(await parts.app.handle(request));
}

const openHome = async (parts: AnswerParts, request: Request): Promise<unknown> =>
  asHome(parts, request, await parts.app.handle(request));

/**
 * A notice (a refusal, a fault) lies on top of the form, and what was filled in is there again when it is closed. So
 * does a word of waiting, since a notice may follow; closing what follows otherwise closes the form too.
 */
async function submission(parts: AnswerParts, body: Submission, ack: Ack): Promise<unknown> {
  const { words, views } = parts;
  const request = ofSubmission(body);
  const { conversation } = request.where;
  const answer = parts.app.handle(request);
  const prompt = await inTime(answer, parts.patience);
  const errors = prompt && fieldErrors(prompt, body.view);
  if (errors) return ack({ response_action: 'errors', errors });
  const onTop = hasRoomAbove(body.view) && (!prompt || isNotice(prompt));
  const response_action = onTop ? 'push' : 'update';
  if (prompt) return ack({ response_action, view: modalOf(prompt, words, conversation) });
  const external_id = request.deliveryId;
  const { locale } = decodeMetadata(body.view.private_metadata);
  const waiting = sentenceCard(words(locale).working, words(locale).working, locale);
  await ack({ response_action, view: { ...modalOfCard(waiting, words, conversation), external_id } });
  const late = await answer;
  const view = { ...modalOf(late, words, conversation), clear_on_close: !isNotice(late) };
  return views.update(request, { external_id }, view);
}

const isNotice = (reply: Reply): boolean => reply.kind === 'card' && reply.as === 'notice';

/** The errors of a form, if each concerns an input that the modal has: Slack shows them there (R-CARD-10). */
function fieldErrors(reply: Reply, { blocks }: Submission['view']): object | undefined {
  if (reply.kind !== 'errors') return undefined;
  const inputs = new Set(blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id));
  const errors = Object.entries(reply.errors);
  if (errors.length === 0 || !errors.every(([name]) => inputs.has(name))) return undefined;
  return Object.fromEntries(errors.map(([name, error]) => [name, line(error, maxError)]));
}

/** Slack shows at most three modals above one another. */
const hasRoomAbove = ({ previous_view_id: below, root_view_id: root }: Submission['view']): boolean =>
  !below || below === root;
