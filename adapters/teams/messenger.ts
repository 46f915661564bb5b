import type { App, Place, Reply, Request } from '../../src/app.ts';
import type { Message } from './adaptive-card.ts';
import { messageFor } from './answer.ts';
import { type Connector, NoChat, Refused, type Target, waitAfter } from './connector.ts';
import { sentence } from './render.ts';
import { type Activity, placeOf } from './request.ts';
import type { AdapterWords } from './words.ts';

/** A private chat to answer in, and the message there that is answered. */
interface Chat extends Target {
  readonly replyTo?: string;
}

/** What the bot says by messages, where an activity came from or in the person's own chat. */
export interface Messenger {
  /** A sentence in the conversation itself; in a channel, in its thread. */
  say(from: Activity, text: string): Promise<void>;
  /** Where to answer in private; undefined where Teams does not let the bot write to this person. */
  chatWith(from: Activity, who: Request['who']): Promise<Chat | undefined>;
  /** Answers there; a card that stands for something is remembered, so that it changes with it (R-AUD-04). */
  deliver(from: Activity, chat: Chat, reply: Reply, words: AdapterWords): Promise<void>;
}

interface ChatLinks {
  readonly app: App;
  readonly connector: Connector;
  readonly pause: (seconds: number) => Promise<void>;
  /** Logs what went wrong and gives its reference. */
  readonly report: (from: Activity, error: unknown) => string;
}

const TRIES = 3;

export function createMessenger({ app, connector, pause, report }: ChatLinks): Messenger {
  const post = (to: Target, message: Message, replyTo: string | undefined): Promise<string> =>
    patiently(() => connector.send(to, message, replyTo));

  /** Somebody waits for a direct answer, and no queue has it: what Teams asks to try again is tried here. */
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

  return {
    async say({ serviceUrl, conversation, id, type }, text) {
      const to = { serviceUrl, conversation: conversation.id };
      await post(to, sentence(text), type === 'message' ? id : undefined);
    },

    async chatWith(from, who) {
      const { serviceUrl, conversation, id, type } = from;
      if (placeOf(from).kind === 'personal') {
        const answering = type === 'message' && id !== undefined ? { replyTo: id } : {};
        return { serviceUrl, conversation: conversation.id, ...answering };
      }
      try {
        const chat = await patiently(() => connector.open(serviceUrl, who.tenant, from.from.id));
        return { serviceUrl, conversation: chat };
      } catch (error) {
        if (error instanceof NoChat) return undefined;
        throw error;
      }
    },

    async deliver(from, chat, reply, words) {
      const ref = await post(chat, messageFor(reply, words), chat.replyTo);
      if (reply.kind !== 'card' || reply.card.subject === undefined) return;
      const place: Place = { ...placeOf(from), conversation: chat.conversation, kind: 'personal' };
      // The person has the answer; that it will not change later is for the operator to hear.
      await app.posted({ place, ref, subject: reply.card.subject }).catch((error) => report(from, error));
    },
  };
}
