import type { DatabaseAddress } from '../../db/driver/address.ts';
import { backgroundLimits, type Database, openDatabase } from '../../db/driver/client.ts';
import { openQueuePool } from '../../db/driver/queue-pool.ts';
import type { ScheduledJob } from '../kernel/job.ts';
import { faultOf, type Log } from '../kernel/log.ts';
import type { Mailer } from '../kernel/mailer.ts';
import { type Platform, platforms } from '../kernel/member.ts';
import type { Posters } from '../kernel/poster.ts';
import type { Secrets } from '../kernel/secrets.ts';
import { chatQueue } from './chat-queue.ts';
import { createFanOutLoop } from './fan-out-loop.ts';
import { startJobs } from './jobs.ts';
import { createLoop } from './loop.ts';
import { mailQueue } from './mail.ts';
import { mailPumpQueue } from './mail-queue.ts';
import { createPump, type Pump, type Queue } from './pump.ts';
import { createSlots } from './slots.ts';
import { listenToAnnouncements } from './store/announcements.ts';

/** The parts of the worker. */
export interface WorkerParts {
  readonly url: string | DatabaseAddress;
  readonly posters: Posters;
  /** Null: mail is not configured, and queued mail waits. */
  readonly mailer: Mailer | null;
  readonly secrets: Secrets;
  readonly newId: () => string;
  readonly now: () => Date;
  readonly log: Log;
  readonly scheduledJobs: readonly ScheduledJob[];
  /** How many calls to each chat platform may run at once, and how many to the mail server. */
  readonly callsAtOnce: { readonly chat: number; readonly mail: number };
}

/** The running background work. */
export interface Worker {
  /** Whether work is being taken now; false while the database is gone. */
  isRunning(): boolean;
  /** Ends within ten seconds and gives unfinished work back. */
  stop(): Promise<void>;
}

/**
 * The number of database connections, for any number of calls: none is held while a platform is called (R-NOTE-10).
 */
const connections = 6;
/** A slower call frees its slot for others. */
const slowMs = 2000;
/** How often to check that announcements are still received. */
const listenMs = 5000;
/**
 * How long running work may continue when the worker stops; then it is given back. What a platform completes after that
 * is sent again, so this is as long as possible: process managers kill after ten seconds.
 */
const graceMs = 6500;

/**
 * Starts the background work: recipients, messages, mail, and scheduled work. It has its own connections, so that it
 * never takes one from people who wait for an answer. It survives a restart of the database. Several processes may do
 * it on one database at once.
 */
export async function startWorker(parts: WorkerParts): Promise<Worker> {
  const { log, now } = parts;
  const { db, close } = openDatabase(parts.url, connections, backgroundLimits);
  const queuePool = openQueuePool(parts.url, connections, (error) =>
    log.debug({ fault: faultOf(error) }, 'the queue lost a connection'),
  );
  const stopping = new AbortController();
  const givingUp = new AbortController();
  const { signal } = stopping;
  let announce = () => {};
  const jobs = await startJobs({
    ...{ db, now, log, pool: queuePool, announce: () => announce(), givingUp: givingUp.signal },
    scheduledJobs: parts.scheduledJobs,
  });
  const queueMail = parts.mailer && mailQueue(parts.secrets, parts.newId);
  const pumps = startPumps(parts, db, () => announce());
  const wakePumps = () => {
    for (const pump of pumps) pump.wake();
  };
  const fanOut = createFanOutLoop({ db, now, log, queueMail, signal, onWritten: wakePumps });
  announce = fanOut.wake;
  const listening = createLoop(
    () =>
      listenToAnnouncements(queuePool, signal, () => {
        fanOut.wake();
        wakePumps();
      }),
    {
      pollMs: listenMs,
      signal,
      onFault: (error) => log.debug({ fault: faultOf(error) }, 'announcements are not heard for now'),
    },
  );
  return {
    isRunning: jobs.isRunning,
    async stop() {
      stopping.abort();
      const giveUp = setTimeout(() => givingUp.abort(), graceMs);
      const pumping = pumps.map((pump) => pump.stop(givingUp.signal));
      await Promise.all([jobs.stop(), fanOut.ended, listening.ended, ...pumping]);
      clearTimeout(giveUp);
      await Promise.all([close(), queuePool.end()]);
    },
  };
}

function startPumps(parts: WorkerParts, db: Database, announce: () => void): readonly Pump[] {
  const { posters, mailer, secrets, newId, now, log, callsAtOnce } = parts;
  const pump = <Work, Sent>(name: string, queue: Queue<Work, Sent>, max: number): Pump => {
    const clock = () => performance.now();
    return createPump({ name, queue, slots: createSlots({ max, slowMs, now: clock }), now, log });
  };
  const queueMail = mailer && mailQueue(secrets, newId);
  const ofPlatform = (platform: Platform): readonly Pump[] => {
    const poster = posters[platform];
    if (!poster) return [];
    return [
      pump(platform, chatQueue({ db, poster, now, log, queueMail, announce }, platform), callsAtOnce.chat),
    ];
  };
  return [
    ...platforms.flatMap(ofPlatform),
    ...(mailer
      ? [pump('mail', mailPumpQueue({ db, mailer, secrets, now, log, announce }), callsAtOnce.mail)]
      : []),
  ];
}
