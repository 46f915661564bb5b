import type { Conversation } from '../conversations/index.ts';
import type { Subject } from '../kernel/event.ts';
import { faultOf } from '../kernel/log.ts';
import { plainText } from '../kernel/plain-text.ts';
import type { Address, Content, Posted, Poster } from '../kernel/poster.ts';
import { localeFor } from '../kernel/words.ts';
import { wordsOf } from '../subjects.ts';
import type { Message, Saying } from './compose.ts';
import type { WaitingDelivery } from './store/deliveries.ts';

/** A delivery whose conversation's lease is held, ready to be sent. */
export interface Work {
  readonly conversation: Conversation;
  readonly leaseId: string;
  /** Null: nothing waits there after all. */
  readonly delivery: WaitingDelivery | null;
  /** Null: what it is about is not, or no longer, the conversation's to see (R-AUD-02). */
  readonly message: Message | null;
  /** Why the message could not be drawn. */
  readonly fault?: unknown;
}

/** Its lease, by which it is told from whoever takes it later. */
export const heldOf = ({ conversation, leaseId }: Work) => ({ conversationId: conversation.id, leaseId });

/** Why an attempt ended before everything was sent. */
export type Stop = Extract<Posted, { outcome: 'wait' | 'unreachable' | 'rejected' }> | Failed;
interface Failed {
  readonly outcome: 'failed';
  readonly error: unknown;
}

/** What came of an attempt to send a delivery: what has gone out of it, and why the rest has not. */
export interface Sent {
  /** Cards that need no more change for this delivery. */
  readonly changed: readonly string[];
  /** Cards whose messages are not there any more. */
  readonly gone: readonly string[];
  readonly posted: NewMessage | null;
  /** Whether the card was rejected, so that from now on its words are sent. */
  readonly isPlain: boolean;
  /** Null: all of it has gone out. */
  readonly stop: Stop | null;
}

interface NewMessage {
  readonly ref: string;
  readonly conversation: string;
  readonly serviceUrl: string | null;
  readonly stands: Subject | null;
}

/** An answer that we do not know counts as a rejection for good after so many tries (R-NOTE-09). */
const maxRejections = 5;
/** How often a card is tried that the platform does not find, before it counts as gone. */
const maxMissing = 3;
/** A call that has had no answer for so long counts as failed; the adapters' own time-outs are shorter. */
const patienceMs = 60_000;

/**
 * Sends a delivery: changes the cards that stand, then tells what there is to tell, under the first of them or by a new
 * card. Told last, so that an interruption before it repeats changes alone. Nothing of the database is touched or held
 * (R-NOTE-10). Never throws.
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
  /** The first of the lost ones that the platform does not find, although it may be there. */
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

/** A card that is rejected changes to its words; one whose words are rejected too stays as it is. */
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

/** Where only cards change and one of them cannot: what happened is answered below it. */
const answerBelow = (message: Message, missing: string | null): Saying | null =>
  missing === null ? null : { draw: () => message.tell(), parent: missing, stands: null };

async function say(
  { poster, to, conversation, delivery }: Sending,
  { draw, parent, stands }: Saying,
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

/** Whether the message will never be taken: the platform says so, or has rejected it often enough (R-NOTE-09). */
const isFinal = (posted: Posted | Failed, { rejections }: WaitingDelivery): boolean =>
  posted.outcome === 'rejected' && (posted.isKnown || rejections + 1 >= maxRejections);

const wordsOfCard = ({ language }: Conversation, content: Content): string =>
  typeof content === 'string' ? content : plainText(wordsOf(localeFor(language)), content);

/** A fault of drawing or of the platform is an outcome, and so is no answer at all. */
async function attempt(act: () => Promise<Posted>): Promise<Posted | Failed> {
  let patience: NodeJS.Timeout | undefined;
  const nothing = new Promise<Failed>((resolve) => {
    patience = setTimeout(() => resolve(failure('The platform did not answer')), patienceMs);
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
