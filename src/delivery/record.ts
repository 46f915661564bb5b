import type { Transaction } from '../../db/driver/client.ts';
import type { Conversation } from '../conversations/index.ts';
import type { Log } from '../kernel/log.ts';
import type { Poster } from '../kernel/poster.ts';
import type { QueueMail } from './mail.ts';
import { pause } from './pause.ts';
import type { Ended } from './pump.ts';
import { describe, heldOf, type Sent, type Work } from './send.ts';
import { notifyOfSetAside } from './set-aside.ts';
import { type Settlement, settle } from './settle.ts';
import { type SettledDelivery, settleDeliveries, type WaitingDelivery } from './store/deliveries.ts';
import { lockHeld, type Release, releaseLeases } from './store/leases.ts';
import { recordChanges, recordPosts } from './store/posts.ts';

/** The parts needed to record outcomes. */
export interface RecordParts {
  readonly poster: Poster;
  readonly now: () => Date;
  readonly log: Log;
  /** Queues a mail of the system in the transaction, if mail is configured. */
  readonly queueMail: QueueMail | null;
}

/** A delivery after an attempt. */
interface Outcome {
  readonly conversation: Conversation;
  readonly delivery: WaitingDelivery;
  readonly sent: Sent;
  /** Null: the conversation may not see it. */
  readonly settlement: Settlement | null;
}

/**
 * Records the outcomes of attempts in one transaction: changed and posted cards, the new state of each delivery, and
 * when its conversation is due again. Drops results whose lease another process has taken over: that process sends
 * again (R-AUD-03). Returns the earliest due time, and whether there are new notifications.
 */
export async function recordSent(
  parts: RecordParts,
  tx: Transaction,
  ended: readonly Ended<Work, Sent>[],
): Promise<{ readonly due: Date | null; readonly hasNews: boolean }> {
  const at = parts.now();
  const held = await lockHeld(
    tx,
    ended.map(({ work }) => heldOf(work)),
  );
  const mine = ended.filter(({ work }) => held.has(work.conversation.id));
  if (mine.length < ended.length) {
    const lost = ended.length - mine.length;
    parts.log.warn({ lost }, 'somebody else held the lease by the time that it was sent');
  }
  const outcomes = mine.flatMap(({ work, sent }) => outcomeOf(parts, work, sent, at));
  await recordCards(tx, outcomes, at);
  await settleDeliveries(tx, outcomes.map(settledOf), at);
  const hasNews = await notifyOfStops(parts, tx, outcomes, at);
  const released = await releaseLeases(
    tx,
    mine.map(({ work }) => releaseOf(work, outcomes)),
  );
  const due = released.flatMap(({ dueAt }) => (dueAt ? [dueAt.getTime()] : []));
  return { due: due.length > 0 ? new Date(Math.min(...due)) : null, hasNews };
}

function outcomeOf(
  { poster: { paceMs } }: RecordParts,
  { conversation, delivery, message, fault }: Work,
  sent: Sent,
  now: Date,
): readonly Outcome[] {
  if (!delivery) return [];
  const isDropped = message === null && fault === undefined;
  const settlement = isDropped ? null : settle(delivery, sent, { now, paceMs });
  return [{ conversation, delivery, sent, settlement }];
}

async function recordCards(tx: Transaction, outcomes: readonly Outcome[], at: Date): Promise<void> {
  const placed = (refs: (sent: Sent) => readonly string[]) =>
    outcomes.flatMap(({ conversation, delivery, sent }) =>
      refs(sent).map((ref) => ({ conversationId: conversation.id, ref, deliveryId: delivery.id })),
    );
  const posted = outcomes.flatMap(({ conversation, delivery, sent: { posted: message } }) =>
    message?.stands
      ? [
          {
            conversationId: conversation.id,
            ref: message.ref,
            subject: message.stands,
            reason: delivery.reason,
            changedFor: delivery.id,
          },
        ]
      : [],
  );
  await recordChanges(
    tx,
    placed(({ changed }) => changed),
    placed(({ gone }) => gone),
  );
  await recordPosts(tx, posted, at);
}

const settledOf = ({ delivery, sent, settlement }: Outcome): SettledDelivery => ({
  id: delivery.id,
  state: settlement?.state ?? 'dropped',
  attempts: settlement?.attempts ?? delivery.attempts,
  rejections: settlement?.rejections ?? delivery.rejections,
  isPlain: sent.isPlain || delivery.isPlain,
  lastError: settlement?.lastError ?? null,
});

/** Logs what was not sent, pauses conversations that cannot be reached, and notifies the people concerned. */
async function notifyOfStops(
  { log, queueMail }: RecordParts,
  tx: Transaction,
  outcomes: readonly Outcome[],
  at: Date,
): Promise<boolean> {
  let hasNews = false;
  for (const { conversation, delivery, sent, settlement } of outcomes) {
    if (!settlement || !sent.stop) continue;
    const { platform, id, pausedAt } = conversation;
    const facts = { conversation: id, platform, delivery: delivery.id, attempts: settlement.attempts };
    const isNews = settlement.unreachable !== null && pausedAt === null;
    if (settlement.unreachable === null || isNews) {
      log.warn({ ...facts, why: describe(sent.stop) }, sentences[sent.stop.outcome]);
    }
    if (settlement.unreachable !== null) {
      await pause(tx, conversation, settlement.unreachable, at, queueMail);
      hasNews ||= isNews;
    }
    if (settlement.state === 'set_aside') {
      const isTold = await notifyOfSetAside(tx, conversation, delivery, at, queueMail);
      hasNews ||= isTold;
    }
  }
  return hasNews;
}

const sentences = {
  wait: 'the platform asks to wait',
  failed: 'a delivery failed and is tried again',
  unreachable: 'a conversation cannot be reached and is paused',
  rejected: 'the platform rejects a message',
} as const;

function releaseOf({ conversation }: Work, outcomes: readonly Outcome[]): Release {
  const outcome = outcomes.find((one) => one.conversation.id === conversation.id);
  const { posted, changed } = outcome?.sent ?? { posted: null, changed: [] };
  return {
    conversationId: conversation.id,
    notBefore: outcome?.settlement?.notBefore ?? null,
    externalId: posted?.conversation ?? null,
    serviceUrl: posted?.serviceUrl ?? null,
    isReached: posted !== null || changed.length > 0,
  };
}
