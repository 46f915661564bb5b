import type { App, Reply, Request } from '../../src/app.ts';
import type { Pending } from '../../src/kernel/pending.ts';
import { answerFor, type HttpAnswer, told, unknownInvoke } from './answer.ts';
import type { Connector, Target } from './connector.ts';
import type { Log } from './log.ts';
import { createMessenger } from './messenger.ts';
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
  /** Keeps the answers that come after the click was answered. */
  readonly late: Pending;
}

/** Does what a person asked for, and answers. Nothing gets out of it but the HTTP answer. */
export type Turn = (from: Activity) => Promise<HttpAnswer>;

const DONE: HttpAnswer = { status: 200 };

export function createTurn({
  app,
  connector,
  words: wordsFor,
  log,
  patience,
  pause,
  newReference,
  late,
}: Turns): Turn {
  const messenger = createMessenger({ app, connector, pause, report });

  function report({ from, conversation }: Activity, error: unknown): string {
    const reference = newReference();
    const fault = error instanceof Error ? (error.stack ?? error.name) : 'unknown';
    const facts = {
      platform: 'teams',
      tenant: conversation.tenantId,
      user: from.aadObjectId,
      reference,
      fault,
    };
    log.error(facts, 'a Teams activity failed');
    return reference;
  }

  async function act(from: Activity, words: AdapterWords): Promise<HttpAnswer> {
    switch (from.type) {
      case 'message':
        await typed(from, words);
        return DONE;
      case 'invoke':
        return from.name === 'adaptiveCard/action' ? pressed(from, words) : unknownInvoke();
      case 'installationUpdate':
        if (from.action === 'add') await added(from, words);
        return DONE;
      default:
        // Edits, reactions, people who come and go: that the bot itself came is told by the activity above.
        return DONE;
    }
  }

  /**
   * What is typed in a channel is answered in the personal chat, and the channel is told so. The chat is opened first:
   * what nobody could read the answer to is not done. An old client's button arrives as a message too.
   */
  async function typed(from: Activity, words: AdapterWords): Promise<void> {
    const who = whoOf(from);
    if (who === undefined) return messenger.say(from, words.unidentified);
    const request = pressedIn(from) ? ofPress(from, who) : ofTyping(from, who, await peopleIn(from));
    if (request === undefined) return;
    const chat = await messenger.chatWith(from, who);
    if (chat === undefined) return messenger.say(from, words.openChat);
    await messenger.deliver(from, chat, await app.handle(request), words);
    if (request.where.kind === 'channel') await messenger.say(from, words.answeredPrivately);
  }

  /** Teams names people by their chat id; the product knows them by their Entra id (R-ID-01). */
  function peopleIn(from: Activity) {
    const at: Target = { serviceUrl: from.serviceUrl, conversation: placeOf(from).conversation };
    const entraIdOf = async (id: string) =>
      (id.startsWith('29:') && (await connector.objectIdOf(at, id).catch(() => undefined))) || id;
    return Promise.all(namedIn(from).map(async ({ text, id }) => ({ text, id: await entraIdOf(id) })));
  }

  /** A click must be answered soon: when the result takes longer, it comes to the personal chat. */
  async function pressed(from: Activity, words: AdapterWords): Promise<HttpAnswer> {
    const who = whoOf(from);
    if (who === undefined) return told(words.unidentified);
    const request = ofPress(from, who);
    if (request === undefined) return unknownInvoke();
    const handling = app.handle(request);
    const reply = await Promise.race([handling, patience()]);
    if (reply) {
      await keep(from, reply);
      return answerFor(from, reply, words);
    }
    if (!isRefresh(from)) {
      const answering = handling.then((result) => answerLate(from, who, result, words));
      late.keep(answering.catch((error) => report(from, error)));
    }
    return told(words.working);
  }

  /** In the personal chat an answer stays where the clicked card stood, and so changes with its subject (R-AUD-04). */
  async function keep(from: Activity, reply: Reply): Promise<void> {
    const place = placeOf(from);
    const subject = reply.kind === 'card' && reply.as === 'card' ? reply.card.subject : undefined;
    if (place.kind !== 'personal' || subject === undefined || from.replyToId === undefined) return;
    await app.posted({ place, ref: from.replyToId, subject }).catch((error) => report(from, error));
  }

  async function answerLate(
    from: Activity,
    who: Request['who'],
    result: Reply,
    words: AdapterWords,
  ): Promise<void> {
    const chat = await messenger.chatWith(from, who);
    if (chat === undefined) throw new Error('There is no chat for a late answer');
    await messenger.deliver(from, chat, result, words);
  }

  async function added(from: Activity, words: AdapterWords): Promise<void> {
    await app.added(placeOf(from)).catch((error) => report(from, error));
    await greet(from, words);
  }

  async function greet(from: Activity, words: AdapterWords): Promise<void> {
    if (placeOf(from).kind === 'channel') return messenger.say(from, words.greeting);
    const who = whoOf(from);
    const chat = who && (await messenger.chatWith(from, who));
    if (who && chat) await messenger.deliver(from, chat, await app.handle(ofLine(from, who, 'help')), words);
  }

  return async (from) => {
    const words = wordsFor(from.locale);
    try {
      return await act(from, words);
    } catch (error) {
      const said = words.fault(report(from, error));
      if (from.type === 'invoke') return told(said);
      await messenger.say(from, said).catch((another) => report(from, another));
      return DONE;
    }
  };
}
