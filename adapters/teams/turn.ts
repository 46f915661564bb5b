import type { App, Place, Reply, Request } from '../../src/app.ts';
import type { Message } from './adaptive-card.ts';
import { answerFor, type HttpAnswer, messageFor, told, unknownInvoke } from './answer.ts';
import { type Connector, Refused, type Target } from './connector.ts';
import type { Log } from './log.ts';
import { waitAfter } from './poster.ts';
import { sentence } from './render.ts';
import {
  type Activity,
  isRefresh,
  namedIn,
  ofLine,
  ofPress,
  ofTyping,
  placeOf,
  pressedIn,
  whoOf,
} from './request.ts';
import type { AdapterWords, WordsFor } from './words.ts';

export interface Turns {
  readonly app: App;
  readonly connector: Connector;
  readonly words: WordsFor;
  readonly log: Log;
  /** Ends when a click has waited as long as it should. */
  readonly patience: () => Promise<void>;
  /** Waits that many seconds before a direct answer is tried again. */
  readonly pause: (seconds: number) => Promise<void>;
  /** A short reference for a fault, the same in the log and in the answer. */
  readonly newReference: () => string;
}

/** A private chat to answer in, and the message there that is answered. */
interface Chat extends Target {
  readonly replyTo?: string;
}

const TRIES = 3;

/** Does what a person asked for, and answers. Nothing gets out of it but the answer to an invoke. */
export function createTurn({ app, connector, words: wordsFor, log, patience, pause, newReference }: Turns) {
  async function turn(from: Activity): Promise<HttpAnswer | undefined> {
    const words = wordsFor(from.locale);
    try {
      return await act(from, words);
    } catch (error) {
      const said = words.fault(report(from, error));
      if (from.type === 'invoke') return told(said);
      await say(from, said).catch((another) => report(from, another));
      return undefined;
    }
  }

  async function act(from: Activity, words: AdapterWords): Promise<HttpAnswer | undefined> {
    switch (from.type) {
      case 'message':
        await inChat(from, words, (who) => (pressedIn(from) ? ofPress(from, who) : typed(from, who)));
        return undefined;
      case 'invoke':
        return from.name === 'adaptiveCard/action' ? pressed(from, words) : unknownInvoke();
      case 'installationUpdate':
        if (from.action === 'add') await greet(from, words);
        return undefined;
      default:
        // Edits, reactions, people who come and go: the installation itself is told by its own activity.
        return undefined;
    }
  }

  async function typed(from: Activity, who: Request['who']): Promise<Request> {
    const at = { serviceUrl: from.serviceUrl, conversation: placeOf(from).conversation };
    const named = namedIn(from).map(async ({ text, id }) => ({ text, id: await entraIdOf(at, id) }));
    return ofTyping(from, who, await Promise.all(named));
  }

  /** Teams names people by their chat id, the product knows them by their Entra id (R-ID-01). */
  async function entraIdOf(at: Target, id: string): Promise<string> {
    if (!id.startsWith('29:')) return id;
    return (await connector.objectIdOf(at, id).catch(() => undefined)) ?? id;
  }

  /**
   * What was typed in a channel is answered in the personal chat, and the channel is told so. The chat is opened
   * first: what nobody could read the answer to is not done.
   */
  async function inChat(
    from: Activity,
    words: AdapterWords,
    ask: (who: Request['who']) => Request | undefined | Promise<Request | undefined>,
  ): Promise<void> {
    const who = whoOf(from);
    if (who === undefined) return say(from, words.unidentified);
    const request = await ask(who);
    if (request === undefined) return;
    const chat = await chatWith(from, who);
    if (chat === undefined) return say(from, words.openChat);
    const reply = await app.handle(request);
    await deliver(from, chat, reply, words);
    if (request.where.kind === 'channel') await say(from, words.answeredPrivately);
  }

  /** Undefined where Teams does not let the bot write to this person. */
  async function chatWith(from: Activity, who: Request['who']): Promise<Chat | undefined> {
    const { serviceUrl, conversation, id } = from;
    if (placeOf(from).kind === 'personal') {
      return {
        serviceUrl,
        conversation: conversation.id,
        ...(id && from.type === 'message' ? { replyTo: id } : {}),
      };
    }
    try {
      return {
        serviceUrl,
        conversation: await patiently(() => connector.open(serviceUrl, who.tenant, from.from.id)),
      };
    } catch (error) {
      if (error instanceof Refused && error.status < 500 && waitAfter(error) === undefined) return undefined;
      throw error;
    }
  }

  async function deliver(from: Activity, chat: Chat, reply: Reply, words: AdapterWords): Promise<void> {
    const ref = await post(chat, messageFor(reply, words), chat.replyTo);
    if (reply.kind !== 'card' || reply.card.subject === undefined) return;
    const place: Place = { ...placeOf(from), conversation: chat.conversation, kind: 'personal' };
    // The person has the answer; that it will not change later is for the operator to hear.
    await app.posted({ place, ref, subject: reply.card.subject }).catch((error) => report(from, error));
  }

  /** A click must be answered soon: when the result takes longer, it comes to the personal chat. */
  async function pressed(from: Activity, words: AdapterWords): Promise<HttpAnswer> {
    const who = whoOf(from);
    if (who === undefined) return told(words.unidentified);
    const request = ofPress(from, who);
    if (request === undefined) return unknownInvoke();
    const handling = app.handle(request);
    const reply = await Promise.race([handling, patience()]);
    if (reply) return answerFor(from, reply, words);
    if (!isRefresh(from)) {
      handling
        .then(async (late) => {
          const chat = await chatWith(from, who);
          if (chat) await deliver(from, chat, late, words);
        })
        .catch((error) => report(from, error));
    }
    return told(words.working);
  }

  async function greet(from: Activity, words: AdapterWords): Promise<void> {
    if (placeOf(from).kind === 'channel') return say(from, words.greeting);
    const who = whoOf(from);
    if (who === undefined) return;
    const reply = await app.handle(ofLine(from, who, 'help'));
    await deliver(from, { serviceUrl: from.serviceUrl, conversation: from.conversation.id }, reply, words);
  }

  /** A sentence where the activity came from: in a channel, in its thread. */
  async function say({ serviceUrl, conversation, id, type }: Activity, text: string): Promise<void> {
    await post(
      { serviceUrl, conversation: conversation.id },
      sentence(text),
      type === 'message' ? id : undefined,
    );
  }

  const post = (to: Target, message: Message, replyTo: string | undefined): Promise<string> =>
    patiently(() => connector.send(to, message, replyTo));

  async function patiently<T>(send: () => Promise<T>, tries = TRIES): Promise<T> {
    try {
      return await send();
    } catch (error) {
      const seconds = error instanceof Refused ? waitAfter(error) : undefined;
      if (seconds === undefined || tries <= 1) throw error;
      await pause(seconds);
      return patiently(send, tries - 1);
    }
  }

  function report({ from, conversation }: Activity, error: unknown): string {
    const reference = newReference();
    const fault = error instanceof Error ? (error.stack ?? error.name) : 'unknown';
    log.error(
      { platform: 'teams', user: from.aadObjectId, tenant: conversation.tenantId, reference, fault },
      'teams turn failed',
    );
    return reference;
  }

  return turn;
}
