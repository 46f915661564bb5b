import { type Database, type Transaction, transaction } from '../../db/driver/client.ts';
import {
  type Conversation,
  endPause,
  lockConversation,
  rememberOpened,
  restConversation,
} from '../conversations/index.ts';
import type { Subject } from '../kernel/event.ts';
import { faultOf, type Log } from '../kernel/log.ts';
import type { Address, Posted, Poster, Posters } from '../kernel/poster.ts';
import { loadAuditEntry } from '../kernel/store/audit.ts';
import { type Drawing, loadDrawing } from './draw.ts';
import type { QueueMail } from './mail.ts';
import { pause } from './pause.ts';
import { finishDelivery, keepWaiting, nextDelivery, type WaitingDelivery } from './store/deliveries.ts';
import { forgetPost, type Post, postsAbout, recordPost } from './store/posts.ts';

/** What deliveries work with. */
export interface Drain {
  readonly db: Database;
  readonly posters: Posters;
  readonly now: () => Date;
  readonly log: Log;
  /** Queues a mail of the system in the transaction, where mail is configured. */
  readonly queueMail: QueueMail | null;
  /** When it is aborted, a drain ends between two deliveries. */
  readonly signal?: AbortSignal;
}

/** How a drain ended: when there is reason to go on, if there is. */
interface Drained {
  readonly again: Date | null;
}

/** How long to leave a conversation to the drain that holds it. */
const busyMs = 1000;
/** After a failure: 2 s, 4 s, 8 s and so on, up to ten minutes. */
const backoffMs = (attempts: number): number => Math.min(1000 * 2 ** Math.min(attempts, 10), 600_000);

/**
 * Delivers what waits for a conversation, in order, one transaction each, until nothing waits or the next one has to:
 * for the pace, for the platform's Retry-After, after a failure. Nothing is lost: what did not go out stays first in
 * line (R-AUD-03, R-NOTE-07). One drain at a time works on a conversation, and a crash delivers anew what it had not
 * recorded. A conversation that cannot be reached is paused, and tried again whenever somebody wakes it after a while
 * (R-NOTE-08).
 */
export async function drainConversation(drain: Drain, conversationId: string): Promise<Drained> {
  for (;;) {
    if (drain.signal?.aborted) return { again: drain.now() };
    const ended = await transaction(drain.db, { system: 'deliveries' }, (tx) =>
      deliverNext(drain, tx, conversationId),
    );
    if (ended) return ended;
  }
}

/** One step; undefined when the next one may follow at once. */
async function deliverNext(drain: Drain, tx: Transaction, id: string): Promise<Drained | undefined> {
  const now = drain.now();
  const conversation = await lockConversation(tx, id);
  if (conversation === 'busy') return { again: new Date(now.getTime() + busyMs) };
  const poster = conversation && drain.posters[conversation.platform];
  if (!conversation || !poster) return { again: null };
  const delivery = await nextDelivery(tx, id);
  if (!delivery) return { again: null };
  const { notBefore, pausedAt } = conversation;
  if (notBefore && notBefore > now) return { again: pausedAt ? null : notBefore };

  const entry = await loadAuditEntry(tx, delivery.entryId);
  const drawing = entry && (await loadDrawing(tx, conversation, entry, now, poster));
  if (!drawing) {
    await finishDelivery(tx, delivery.id, 'dropped', now);
    return undefined;
  }
  const posts = drawing.card ? await postsAbout(tx, id, entry.subject) : [];
  const visit = { tx, poster, conversation, now, subject: entry.subject };
  const outcome = await deliver(visit, drawing, delivery, posts);
  return settle(drain, visit, delivery, outcome);
}

/** A drain at work in one conversation, about one subject. */
interface Visit {
  readonly tx: Transaction;
  readonly poster: Poster;
  readonly conversation: Conversation;
  readonly now: Date;
  readonly subject: Subject;
}

/** `done`: it has gone out. `begun`: its card stands now, and what there is to say under it comes next. */
type Outcome = 'done' | 'begun' | Exclude<Posted, { outcome: 'posted' | 'gone' }> | Failed;
interface Failed {
  readonly outcome: 'failed';
  readonly error: unknown;
}

/**
 * Changes the cards that stand, then tells what is to be told: under the first of them (R-NOTE-03), or by a new card.
 * Told last, so that an interruption before it repeats changes alone.
 */
async function deliver(
  visit: Visit,
  drawing: Drawing,
  { postsMessage, reason }: WaitingDelivery,
  posts: readonly Post[],
): Promise<Outcome> {
  const { tx, poster, conversation, subject, now } = visit;
  const { card, event, cardSaysIt } = drawing;
  const drawn = card ?? event;
  const to = addressOf(conversation);
  const left: Post[] = [];
  for (const post of posts) {
    const updated = await attempt(() => poster.update(to, post.ref, drawn(post.reason)));
    if (updated.outcome === 'gone') await forgetPost(tx, conversation.id, post.ref);
    else if (updated.outcome !== 'posted') return updated;
    else left.push(post);
  }
  if (left.length > 0 && conversation.pausedAt) await endPause(tx, conversation.id);
  if (!postsMessage) return 'done';
  const [parent] = left;
  const posted = await attempt(() =>
    poster.post(to, parent ? event(reason) : drawn(reason), parent?.ref ?? null),
  );
  if (posted.outcome === 'gone') return { outcome: 'failed', error: new Error('A new message is gone') };
  if (posted.outcome !== 'posted') return posted;
  if (conversation.pausedAt) await endPause(tx, conversation.id);
  await rememberOpened(tx, conversation, posted);
  if (!card || parent) return 'done';
  await recordPost(tx, conversation.id, subject, { ref: posted.ref, reason }, now);
  return cardSaysIt ? 'done' : 'begun';
}

/** A fault of drawing or of the platform is an outcome; one of the database undoes the step. */
async function attempt(act: () => Promise<Posted>): Promise<Posted | Failed> {
  try {
    return await act();
  } catch (error) {
    return { outcome: 'failed', error };
  }
}

async function settle(
  { log, queueMail, now: clock }: Drain,
  { tx, poster, conversation }: Visit,
  delivery: WaitingDelivery,
  outcome: Outcome,
): Promise<Drained | undefined> {
  const now = clock();
  const after = (ms: number): Date => new Date(now.getTime() + ms);
  const rest = async (until: Date): Promise<Drained> => {
    await restConversation(tx, conversation.id, until);
    return { again: until };
  };
  const facts = { conversation: conversation.id, platform: conversation.platform, delivery: delivery.id };
  if (outcome === 'done' || outcome === 'begun') {
    if (outcome === 'done') await finishDelivery(tx, delivery.id, 'done', now);
    await restConversation(tx, conversation.id, after(poster.paceMs));
    return undefined;
  }
  switch (outcome.outcome) {
    case 'wait':
      log.info({ ...facts, seconds: outcome.seconds }, 'the platform asks to wait');
      return rest(after(outcome.seconds * 1000));
    case 'failed': {
      const fault = faultOf(outcome.error);
      log.warn({ ...facts, attempts: delivery.attempts + 1, fault }, 'a delivery failed and is tried again');
      await keepWaiting(tx, delivery, fault);
      return rest(after(backoffMs(delivery.attempts + 1)));
    }
    case 'unreachable':
      if (!conversation.pausedAt)
        log.warn({ ...facts, what: outcome.what }, 'a conversation cannot be reached and is paused');
      await pause(tx, conversation, outcome.what, now, queueMail);
      return { again: null };
  }
}

const addressOf = ({ platform, workspace, externalId, address, serviceUrl }: Conversation): Address => ({
  platform,
  workspace,
  conversation: externalId,
  user: address,
  serviceUrl,
});
