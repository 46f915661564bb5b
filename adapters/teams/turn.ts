import { randomUUID } from 'node:crypto';
import type { Reply, Request } from '../../src/app.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Pending } from '../../src/kernel/pending.ts';
import { inTime, type Patience } from '../shared/patience.ts';
import { answerFor, type HttpAnswer, told, unknownInvoke } from './answer.ts';
import { createMessenger, type MessengerParts } from './messenger.ts';
import type { Activity } from './payload.ts';
import { conversationIn, namedIn, ofLine, ofPress, ofTyping, whoOf } from './request.ts';

export interface TurnParts extends Omit<MessengerParts, 'report'> {
  readonly log: Log;
  /** How long an answer may keep Teams waiting. */
  readonly patience: Patience;
  /** A short reference for a fault, the same in the log and in the answer. */
  readonly newReference?: (() => string) | undefined;
  /** Keeps the answers that come after the click was answered. */
  readonly late: Pending;
}

/** Does what a person asked for, and answers. It never throws. */
export type Turn = (from: Activity) => Promise<HttpAnswer>;

const done: HttpAnswer = { status: 200 };

export function createTurn(parts: TurnParts): Turn {
  const { app, connector, words, log, patience, late } = parts;
  const { newReference = () => randomUUID().slice(0, 8) } = parts;
  const messenger = createMessenger({ ...parts, report });

  function report({ from, conversation }: Activity, error: unknown): string {
    const reference = newReference();
    const fault = error instanceof Error ? (error.stack ?? error.name) : 'unknown';
    const who = { platform: 'teams', tenant: conversation.tenantId, user: from.aadObjectId };
    log.error({ ...who, reference, fault }, 'a Teams activity failed');
    return reference;
  }

  async function act(from: Activity): Promise<HttpAnswer> {
    if (from.type === 'invoke') return pressed(from);
    if (from.type === 'message') await typed(from);
    // Edits, reactions, and people who come and go are ignored; this one says that the bot itself was added.
    if (from.type === 'installationUpdate' && from.action === 'add') await added(from);
    return done;
  }

  /**
   * What is typed in a channel is answered in the personal chat, and the channel is told so. The chat is opened first: a
   * command whose answer nobody could read is not run. An old client's button arrives as a message too.
   */
  async function typed(from: Activity): Promise<void> {
    const own = words(from.locale);
    const who = whoOf(from);
    if (who === undefined) return messenger.say(from, own.unidentified);
    const request = ofPress(from, who) ?? ofTyping(from, who, await peopleIn(from));
    const chat = await messenger.chatWith(from, who);
    if (chat === undefined) return messenger.say(from, own.openChat);
    await messenger.deliver(from, chat, await app.handle(request));
    if (request.where.kind === 'channel') await messenger.say(from, own.answeredPrivately);
  }

  /** Teams names people by their chat id; the product knows them by their Entra id (R-ID-01). */
  function peopleIn(from: Activity) {
    const at = { serviceUrl: from.serviceUrl, conversation: conversationIn(from).conversation };
    const entraIdOf = async (id: string) =>
      (id.startsWith('29:') && (await connector.objectIdOf(at, id).catch(() => undefined))) || id;
    return Promise.all(namedIn(from).map(async ({ text, id }) => ({ text, id: await entraIdOf(id) })));
  }

  /** If the result does not come in time, it goes to the personal chat. */
  async function pressed(from: Activity): Promise<HttpAnswer> {
    const own = words(from.locale);
    if (from.pressed === undefined) return unknownInvoke();
    const who = whoOf(from);
    const request = who && ofPress(from, who);
    if (request === undefined) return told(own.unidentified);
    const answer = app.handle(request);
    const prompt = await inTime(answer, patience);
    if (prompt) {
      await remember(from, prompt);
      return answerFor(from, prompt, words);
    }
    if (!from.isRefresh) late.keep(answerLate(from, request, answer).catch((error) => report(from, error)));
    return told(own.workingInChat);
  }

  /** In the personal chat an answer stays where the clicked card was, so it changes with its subject (R-AUD-04). */
  async function remember(from: Activity, reply: Reply): Promise<void> {
    const conversation = conversationIn(from);
    const subject = reply.kind === 'card' && reply.as === 'card' ? reply.card.subject : undefined;
    if (conversation.kind !== 'personal' || subject === undefined || from.replyToId === undefined) return;
    await app.posted({ conversation, ref: from.replyToId, subject }).catch((error) => report(from, error));
  }

  async function answerLate(from: Activity, { who }: Request, answer: Promise<Reply>): Promise<void> {
    const reply = await answer;
    const chat = await messenger.chatWith(from, who);
    if (chat === undefined) throw new Error('There is no chat for a late answer');
    await messenger.deliver(from, chat, reply);
  }

  async function added(from: Activity): Promise<void> {
    await app.added(conversationIn(from)).catch((error) => report(from, error));
    if (conversationIn(from).kind === 'channel') return messenger.say(from, words(from.locale).greeting);
    const who = whoOf(from);
    const chat = who && (await messenger.chatWith(from, who));
    if (who && chat) await messenger.deliver(from, chat, await app.handle(ofLine(from, who, 'help')));
  }

  return async (from) => {
    try {
      return await act(from);
    } catch (error) {
      const text = words(from.locale).fault(report(from, error));
      if (from.type === 'invoke') return told(text);
      await messenger.say(from, text).catch((another) => report(from, another));
      return done;
    }
  };
}
