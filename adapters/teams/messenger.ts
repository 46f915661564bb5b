import type { App, Reply, Request } from '../../src/app.ts';
import { type Pause, retrying } from '../shared/retry.ts';
import type { WordsFor } from '../shared/words.ts';
import type { Message } from './adaptive-card.ts';
import { rendered } from './answer.ts';
import { type Connector, NoChat, type Target, waitAfter } from './connector.ts';
import type { Activity } from './payload.ts';
import { messageOf, sentence } from './render.ts';
import { conversationIn } from './request.ts';

/** A private chat to answer in, and the message to answer there. */
interface Chat extends Target {
  readonly replyTo?: string;
}

export interface MessengerParts {
  readonly app: App;
  readonly connector: Connector;
  readonly words: WordsFor;
  /** Waits for that many seconds before a direct answer is tried again. */
  readonly pause: Pause;
  /** Logs what went wrong; returns its reference. */
  readonly report: (from: Activity, error: unknown) => string;
}

const maxTries = 3;

/** Sends the bot's messages. */
export function createMessenger({ app, connector, words, report, pause }: MessengerParts) {
  // A person waits for this answer and it is in no queue, so it is retried here when Teams asks for that.
  const withRetries = <T>(act: () => Promise<T>) => retrying(act, waitAfter, pause, maxTries);
  const post = (to: Target, message: Message, replyTo: string | undefined) =>
    withRetries(() => connector.send(to, message, replyTo));

  return {
    /** Posts a sentence where the activity came from; in a channel, in its thread. */
    async sendText({ serviceUrl, conversation, id, type }: Activity, text: string): Promise<void> {
      const to = { serviceUrl, conversation: conversation.id };
      await post(to, sentence(text), type === 'message' ? id : undefined);
    },

    /** The private chat to answer in; undefined if Teams does not let the bot write to this person. */
    async chatWith(from: Activity, who: Request['who']): Promise<Chat | undefined> {
      const { serviceUrl, conversation, id, type } = from;
      if (conversationIn(from).kind === 'personal') {
        const answering = type === 'message' && id !== undefined ? { replyTo: id } : {};
        return { serviceUrl, conversation: conversation.id, ...answering };
      }
      try {
        const chat = await withRetries(() => connector.open(serviceUrl, who.tenant, from.from.id));
        return { serviceUrl, conversation: chat };
      } catch (error) {
        if (error instanceof NoChat) return undefined;
        throw error;
      }
    },

    /** Answers in a chat. A card about a subject is stored, so that it changes with the subject (R-AUD-04). */
    async deliver(from: Activity, chat: Chat, reply: Reply): Promise<void> {
      const ref = await post(chat, messageOf(rendered(reply, words)), chat.replyTo);
      if (reply.kind !== 'card' || reply.card.subject === undefined) return;
      const direct = { ...conversationIn(from), conversation: chat.conversation, kind: 'personal' as const };
      const posted = { conversation: direct, ref, subject: reply.card.subject };
      // The person has the answer, so a failure to store the card is only logged.
      await app.posted(posted).catch((error) => report(from, error));
    },
  };
}
