import type { Conversation } from '../conversations/index.ts';
import type { Subject } from '../kernel/event.ts';
import { faultOf } from '../kernel/log.ts';
import { plainText } from '../kernel/plain-text.ts';
import type { Address, Content, Posted, Poster } from '../kernel/poster.ts';
import { localeFor } from '../kernel/words.ts';
import { wordsOf } from '../subjects.ts';
import type { Message, OutgoingMessage } from './compose.ts';
import type { WaitingDelivery } from './store/deliveries.ts';

/** A delivery ready to send, whose conversation's lease this process holds. */
export interface Work {
  readonly conversation: Conversation;
  readonly leaseId: string;
  /** Null: nothing waits there after all. */
  readonly delivery: WaitingDelivery | null;
  /** Null: the conversation may not, or no longer, see its subject (R-AUD-02). */
  readonly message: Message | null;
  /** Why the message could not be drawn. */
  readonly fault?: unknown;
}

/** Its lease, which identifies the holder. */
export const heldOf = ({ conversation, leaseId }: Work) => ({ conversationId: conversation.id, leaseId });

/** Why an attempt ended before everything was sent. */
export type Stop = Extract<Posted, { outcome: 'wait' | 'unreachable' | 'rejected' }> | Failed;
interface Failed {
  readonly outcome: 'failed';
  readonly error: unknown;
}

/** The outcome of an attempt: what was sent, and why the rest was not. */
export interface Sent {
  /** Cards that need no more change for this delivery. */
  readonly changed: readonly string[];
  /** Cards whose messages are gone. */
  readonly gone: readonly string[];
  readonly posted: NewMessage | null;
  /** Whether the card was rejected, so that its words are sent from now on. */
  readonly isPlain: boolean;
  /** Null: everything was sent. */
  readonly stop: Stop | null;
}

interface NewMessage {
  readonly ref: string;
  readonly conversation: string;
  readonly serviceUrl: string | null;
  readonly stands: Subject | null;
}

/** An unknown error counts as a final rejection after this many tries (R-NOTE-09). */
const maxRejections = 5;
/** How many times the platform may fail to find a card before it counts as gone. */
const maxMissing = 3;
/** A call without an answer after this time counts as failed; the adapters' own time limits are shorter. */
const timeoutMs = 60_000;

/**
 * Sends a delivery: changes existing cards, then posts the news in the thread of the first one or as a new card. The
 * news comes last, so that an interruption before it repeats only changes. Uses no database (R-NOTE-10). Never throws.
 */
export async function send(poster: Poster, work: Work): Promise<Sent> {
  const { conversation, delivery, message, fault } = work;
  const nothing = { changed: [], gone: [], posted: null, isPlain: false };
  if (fault !== undefined) return { ...nothing, stop: { outcome: 'failed', error: fault } };
  if (!delivery || !message) return { ...nothing, stop: null };
  const sending: Sending = { poster, conversation, delivery, to: addressOf(conversation) };
  const changes = await changeCards(sending, message);
  const sent = { ...nothing, changed: changes.changed, gone: [...changes.lost] };
  if (changes.stop) return { ...sent, stop: changes.stop };
  const saying = message.say(changes.lost) ?? answerBelow(message, changes.missing);
  if (!saying) return { ...sent, isPlain: delivery.isPlain, stop: null };
  return { ...sent, ...(await say(sending, saying)) };
}

interface Sending {
  readonly poster: Poster;
  readonly conversation: Conversation;
  readonly delivery: WaitingDelivery;
  readonly to: Address;
}

interface Changes {
  readonly changed: readonly string[];
  readonly lost: ReadonlySet<string>;
  /** The first lost card that the platform does not find, although it may exist. */
  readonly missing: string | null;
  readonly stop: Stop | null;
}

async function changeCards(sending: Sending, { changes }: Message): Promise<Changes> {
  const changed: string[] = [];
  const lost = new Set<string>();
  let missing: string | null = null;
  for (const { ref, draw } of changes) {
    const updated = await updateCard(sending, ref, draw);
    switch (updated.outcome) {
      case 'posted':
        changed.push(ref);
        break;
      case 'missing':
        missing ??= ref;
        lost.add(ref);
        break;
      case 'gone':
        lost.add(ref);
        break;
      default:
        return { changed, lost, missing, stop: updated };
    }
  }
  return { changed, lost, missing, stop: null };
}

/** A rejected card is replaced by its words; if those are rejected too, the card stays as it is. */
async function updateCard(
  { poster, to, conversation, delivery }: Sending,
  ref: string,
  draw: () => Content,
): Promise<Stop | Extract<Posted, { outcome: 'posted' | 'gone' | 'missing' }>> {
  const updated = await attempt(() => poster.update(to, ref, draw()));
  if (updated.outcome === 'missing' && delivery.attempts < maxMissing) {
    return { outcome: 'failed', error: new Error('The platform does not find the card') };
  }
  if (!isFinal(updated, delivery)) return updated;
  const plainly = await attempt(() => poster.update(to, ref, wordsOfCard(conversation, draw())));
  if (!isFinal(plainly, delivery)) return plainly;
  return { outcome: 'posted', ref, conversation: to.conversation ?? '', serviceUrl: null };
}

/** If only cards change and one of them cannot, the news is answered below it. */
const answerBelow = (message: Message, missing: string | null): OutgoingMessage | null =>
  missing === null ? null : { draw: () => message.tell(), parent: missing, stands: null };

async function say(
  { poster, to, conversation, delivery }: Sending,
  { draw, parent, stands }: OutgoingMessage,
): Promise<Pick<Sent, 'posted' | 'isPlain' | 'stop'>> {
  let isPlain = delivery.isPlain;
  let posted: Posted | Failed = { outcome: 'gone' };
  if (!isPlain) {
    posted = await attempt(() => poster.post(to, draw(), parent));
    isPlain = isFinal(posted, delivery);
  }
  if (isPlain) posted = await attempt(() => poster.post(to, wordsOfCard(conversation, draw()), parent));
  switch (posted.outcome) {
    case 'posted': {
      const { ref, conversation: place, serviceUrl } = posted;
      return { posted: { ref, conversation: place, serviceUrl, stands }, isPlain, stop: null };
    }
    case 'gone':
    case 'missing':
      return { posted: null, isPlain, stop: failure('A new message is gone') };
    case 'rejected':
      return { posted: null, isPlain, stop: isPlain ? { ...posted, isKnown: true } : posted };
    default:
      return { posted: null, isPlain, stop: posted };
  }
}

const failure = (what: string): Failed => ({ outcome: 'failed', error: new Error(what) });

/** Whether the message will never be accepted: the platform says so, or has rejected it often enough (R-NOTE-09). */
const isFinal = (posted: Posted | Failed, { rejections }: WaitingDelivery): boolean =>
  posted.outcome === 'rejected' && (posted.isKnown || rejections + 1 >= maxRejections);

const wordsOfCard = ({ language }: Conversation, content: Content): string =>
  typeof content === 'string' ? content : plainText(wordsOf(localeFor(language)), content);

/** An error while drawing or posting is an outcome, and so is a missing answer. */
async function attempt(act: () => Promise<Posted>): Promise<Posted | Failed> {
  let patience: NodeJS.Timeout | undefined;
  const nothing = new Promise<Failed>((resolve) => {
    patience = setTimeout(() => resolve(failure('The platform did not answer')), timeoutMs);
  });
  try {
    return await Promise.race([act(), nothing]);
  } catch (error) {
    return { outcome: 'failed', error };
  } finally {
    clearTimeout(patience);
  }
}

/** What stopped an attempt, for the log and the operator. */
export function describe(stop: Stop): string {
  switch (stop.outcome) {
    case 'wait':
      return `the platform asks to wait ${stop.seconds} s`;
    case 'unreachable':
    case 'rejected':
      return stop.what;
    case 'failed':
      return faultOf(stop.error);
  }
}

const addressOf = ({ platform, workspace, externalId, address, serviceUrl }: Conversation): Address => ({
  platform,
  workspace,
  conversation: externalId,
  user: address,
  serviceUrl,
});
