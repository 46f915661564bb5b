import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseLost } from '../../db/driver/errors.ts';
import { faultOf, type Log } from '../kernel/log.ts';
import { createLoop } from './loop.ts';
import type { Slots } from './slots.ts';

/** The items to send, in the database: a platform's messages, or mail. */
export interface Queue<Work, Sent> {
  /** Lanes with due items, some at a time, in turn. */
  dueLanes(): Promise<readonly string[]>;
  /** Takes leases of due items, up to the quota of each lane, and reads what is needed to send them. */
  take(quotas: ReadonlyMap<string, number>): Promise<readonly Work[]>;
  laneOf(work: Work): string;
  /** Sends without using the database (R-NOTE-10). Never throws. */
  send(work: Work): Promise<Sent>;
  /** The outcome of an item whose real outcome cannot be recorded. */
  unrecorded(error: unknown): Sent;
  /** Records outcomes and ends the leases; returns when the first of them is due again, if any. */
  record(ended: readonly Ended<Work, Sent>[]): Promise<Date | null>;
  /** Extends the leases. */
  renew(held: readonly Work[]): Promise<void>;
  /** Ends the leases of unsent items. */
  giveBack(held: readonly Work[]): Promise<void>;
}

export interface Ended<Work, Sent> {
  readonly work: Work;
  readonly sent: Sent;
}

/** Sends due items while the process runs. */
export interface Pump {
  /** Looks again, because something new may be due. */
  wake(): void;
  /**
   * Starts no more calls and gives back items that wait for one. Until `givingUp`, waits for running calls and records
   * them, because an unrecorded item would be sent again; then gives back the rest.
   */
  stop(givingUp: AbortSignal): Promise<void>;
}

/** How often to look for unannounced items. */
const pollMs = 1000;
/** How often leases are renewed: a third of their length. */
const renewMs = 10_000;
export const leaseMs = 30_000;
/** How many outcomes one transaction records. */
const recordAtOnce = 500;
/** The pause between two tries to record while the database cannot be reached. */
const recordPauseMs = 1000;

export function createPump<Work, Sent>(options: {
  readonly name: string;
  readonly queue: Queue<Work, Sent>;
  readonly slots: Slots;
  readonly now: () => Date;
  readonly log: Log;
}): Pump {
  const { name, queue, slots, now, log } = options;
  /** Two for each slot, so that no slot waits for the database. */
  const readAhead = 2 * slots.max;
  const stopping = new AbortController();
  /** Items from the lease until the outcome is recorded. */
  const held = new Set<Work>();
  /** Items that wait for a slot, by lane. */
  const ready = new Map<string, Work[]>();
  const calls = new Set<Promise<void>>();
  const ended: Ended<Work, Sent>[] = [];
  let recording: Promise<void> | undefined;
  /** Set when nobody waits for the results any more. */
  let isOver = false;

  const loop = createLoop(takeDue, {
    pollMs,
    signal: stopping.signal,
    onFault: (error) => log.warn({ queue: name, fault: faultOf(error) }, 'looking for what is due failed'),
  });
  const renewal = setInterval(() => {
    if (held.size === 0) return;
    queue
      .renew([...held])
      .catch((error) => log.warn({ queue: name, fault: faultOf(error) }, 'leases were not renewed'));
  }, renewMs);

  async function takeDue(): Promise<void> {
    beginCalls();
    const quotas = shareOut(await queue.dueLanes());
    if (quotas.size === 0) return;
    const works = await queue.take(quotas);
    if (works.length > 0) log.debug({ queue: name, count: works.length }, 'taken');
    for (const work of works) {
      held.add(work);
      const lane = queue.laneOf(work);
      ready.set(lane, [...(ready.get(lane) ?? []), work]);
    }
    beginCalls();
    if (works.length > 0) loop.wake();
  }

  /** How many items to take from each lane: one of each in turn, until no lane may have more. */
  function shareOut(lanes: readonly string[]): ReadonlyMap<string, number> {
    const waiting = [...ready].reduce(
      (sum, [lane, works]) => sum + (slots.isSlow(lane) ? 0 : works.length),
      0,
    );
    const wanted = lanes.map((lane) => {
      const room = slots.isSlow(lane) ? slots.room(lane) : slots.room(lane) + readAhead;
      return { lane, max: Math.max(0, room - (ready.get(lane)?.length ?? 0)) };
    });
    return shareInTurns(wanted, Math.max(0, slots.free() + readAhead - waiting));
  }

  /** Starts as many calls as possible, in the lane with the most free slots first. */
  function beginCalls(): void {
    while (!stopping.signal.aborted) {
      const rooms = [...ready.keys()].map((lane) => ({ lane, room: slots.room(lane) }));
      const next = rooms.reduce((best, one) => (one.room > best.room ? one : best), { lane: '', room: 0 });
      if (next.room === 0) return;
      const works = ready.get(next.lane) ?? [];
      const work = works.shift();
      if (works.length === 0) ready.delete(next.lane);
      if (work) begin(next.lane, work);
    }
  }

  function begin(lane: string, work: Work): void {
    const end = slots.begin(lane);
    const call = queue.send(work).then((sent) => {
      end();
      calls.delete(call);
      ended.push({ work, sent });
      void recordEnded();
      beginCalls();
      if ((ready.get(lane)?.length ?? 0) <= readAhead / 2) loop.wake();
    });
    calls.add(call);
  }

  /** Runs one at a time; each run includes everything that has ended in the meantime. */
  function recordEnded(): Promise<void> {
    recording ??= (async () => {
      while (ended.length > 0) {
        const batch = ended.splice(0, recordAtOnce);
        await recordAll(batch);
        for (const { work } of batch) held.delete(work);
        log.debug({ queue: name, count: batch.length }, 'sent');
      }
    })().finally(() => {
      recording = undefined;
    });
    return recording;
  }

  async function recordAll(batch: readonly Ended<Work, Sent>[]): Promise<void> {
    try {
      const due = await queue.record(batch);
      if (due) loop.wakeIn(Math.max(0, due.getTime() - now().getTime()));
    } catch (error) {
      log.warn({ queue: name, fault: faultOf(error) }, 'what was sent could not be recorded');
      await recordOtherwise(batch, error);
    }
  }

  /** Records in smaller and smaller parts, so that one outcome that the database rejects does not undo others. */
  async function recordOtherwise(batch: readonly Ended<Work, Sent>[], error: unknown): Promise<void> {
    if (isDatabaseLost(error)) {
      if (isOver) return;
      await sleep(recordPauseMs);
      return recordAll(batch);
    }
    if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      await recordAll(batch.slice(0, half));
      return recordAll(batch.slice(half));
    }
    const failed = batch.map(({ work }) => ({ work, sent: queue.unrecorded(error) }));
    await queue.record(failed).catch((again: unknown) => {
      log.error({ queue: name, fault: faultOf(again) }, 'a failure could not be recorded either');
    });
  }

  async function giveBack(works: readonly Work[]): Promise<void> {
    for (const work of works) held.delete(work);
    // If the database cannot be reached, the leases expire.
    if (works.length > 0) await queue.giveBack(works).catch(() => undefined);
  }

  async function allRecorded(): Promise<void> {
    await Promise.all(calls);
    while (ended.length > 0) await recordEnded();
    await recording;
  }

  return {
    wake: loop.wake,
    async stop(givingUp) {
      stopping.abort();
      await loop.ended;
      await giveBack([...ready.values()].flat());
      await Promise.race([allRecorded(), aborted(givingUp)]);
      isOver = true;
      clearInterval(renewal);
      await giveBack([...held]);
    },
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Shares a number out: one for each in turn, never more than it wants. */
function shareInTurns(
  wanted: readonly { readonly lane: string; readonly max: number }[],
  total: number,
): ReadonlyMap<string, number> {
  const given = new Map<string, number>();
  let left = total;
  for (let round = 1; left > 0; round += 1) {
    const still = wanted.filter(({ max }) => max >= round);
    if (still.length === 0) break;
    for (const { lane } of still.slice(0, left)) given.set(lane, round);
    left -= still.length;
  }
  return given;
}
