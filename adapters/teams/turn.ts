import { randomUUID } from 'node:crypto';
import type { Reply, Request } from '../../src/app.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Pending } from '../../src/kernel/pending.ts';
import { type AnswerTimeout, inTime } from '../shared/answer-timeout.ts';
import { answerFor, type HttpAnswer, privateMessage, unknownInvoke } from './answer.ts';
import { createMessenger, type MessengerParts } from './messenger.ts';
import type { Activity } from './payload.ts';
import { conversationIn, mentionedIn, ofLine, ofPress, ofTyping, whoOf } from './request.ts';

export interface TurnParts extends Omit<MessengerParts, 'report'> {
  readonly log: Log;
  /** How long Teams waits for an answer at most. */
  readonly answerTimeout: AnswerTimeout;
  /** A short reference for a fault, used in the log and in the answer. */
  readonly newReference?: (() => string) | undefined;
  /** Keeps answers that come after the click was answered. */
  readonly lateAnswers: Pending;
}

/** Handles an activity and answers it. It never throws. */
export type Turn = (from: Activity) => Promise<HttpAnswer>;

const done: HttpAnswer = { status: 200 };

export function createTurn(parts: TurnParts): Turn {
  const { app, connector, words, log, answerTimeout, lateAnswers } = parts;
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
    // Ignores edits, reactions, and people who join or leave; this event says that the bot itself was added.
    if (from.type === 'installationUpdate' && from.action === 'add') await added(from);
    return done;
  }

  /**
   * Answers a channel's command in the personal chat and says so in the channel. Opens the chat first, so that no
   * command runs whose answer nobody could read. An old client's button also arrives as a message.
   */
  async function typed(from: Activity): Promise<void> {
    const own = words(from.locale);
    const who = whoOf(from);
    if (who === undefined) return messenger.sendText(from, own.unidentified);
    const request = ofPress(from, who) ?? ofTyping(from, who, await peopleIn(from));
    const chat = await messenger.chatWith(from, who);
    if (chat === undefined) return messenger.sendText(from, own.openChat);
    await messenger.deliver(from, chat, await app.handle(request));
    if (request.where.kind === 'channel') await messenger.sendText(from, own.answeredPrivately);
  }

  /** Teams names people by their chat id; Accord knows them by their Entra id (R-ID-01). */
  function peopleIn(from: Activity) {
    const at = { serviceUrl: from.serviceUrl, conversation: conversationIn(from).conversation };
    const entraIdOf = async (id: string) =>
      (id.startsWith('29:') && (await connector.objectIdOf(at, id).catch(() => undefined))) || id;
    return Promise.all(mentionedIn(from).map(async ({ text, id }) => ({ text, id: await entraIdOf(id) })));
  }

  /** A result that is too late goes to the personal chat. */
  async function pressed(from: Activity): Promise<HttpAnswer> {
    const own = words(from.locale);
    if (from.pressed === undefined) return unknownInvoke();
    const who = whoOf(from);
    const request = who && ofPress(from, who);
    if (request === undefined) return privateMessage(own.unidentified);
    const answer = app.handle(request);
    const ready = await inTime(answer, answerTimeout);
    if (ready) {
      await remember(from, ready);
      return answerFor(from, ready, words);
    }
    if (!from.isRefresh)
      lateAnswers.keep(answerLate(from, request, answer).catch((error) => report(from, error)));
    return privateMessage(own.workingInChat);
  }

  /** In the personal chat an answer replaces the clicked card, so it must change with its subject (R-AUD-04). */
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
    if (conversationIn(from).kind === 'channel') return messenger.sendText(from, words(from.locale).greeting);
    const who = whoOf(from);
    const chat = who && (await messenger.chatWith(from, who));
    if (who && chat) await messenger.deliver(from, chat, await app.handle(ofLine(from, who, 'help')));
  }

  return async (from) => {
    try {
      return await act(from);
    } catch (error) {
      const text = words(from.locale).fault(report(from, error));
      if (from.type === 'invoke') return privateMessage(text);
      await messenger.sendText(from, text).catch((another) => report(from, another));
      return done;
    }
  };
}
