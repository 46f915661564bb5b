import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { lt } from 'drizzle-orm';
import { Logger, type Runner, run, type TaskList } from 'graphile-worker';
import { z } from 'zod';
import type { DatabaseAddress } from '../../db/driver/address.ts';
import { backgroundLimits, type Database, openDatabase, transaction } from '../../db/driver/client.ts';
import { openQueuePool } from '../../db/driver/queue-pool.ts';
import { handledRequests } from '../../db/schema/handled-requests.ts';
import { codeTries } from '../../db/schema/link-codes.ts';
import { scheduleDeliveryAt } from '../conversations/index.ts';
import { createBackOff } from '../kernel/back-off.ts';
import type { ScheduledJob } from '../kernel/job.ts';
import { faultOf, type Log } from '../kernel/log.ts';
import type { Mailer } from '../kernel/mailer.ts';
import { createPending } from '../kernel/pending.ts';
import type { Posters } from '../kernel/poster.ts';
import type { Secrets } from '../kernel/secrets.ts';
import { drainConversation } from './drain.ts';
import { enqueueDeliveries } from './enqueue.ts';
import { mailQueue, requeueMails, sendQueuedMail } from './mail.ts';
import { scheduleWaiting } from './store/deliveries.ts';

/** What the worker is made of. */
export interface WorkerParts {
  readonly url: string | DatabaseAddress;
  readonly posters: Posters;
  /** Null: mail is not configured, and what is queued waits. */
  readonly mailer: Mailer | null;
  readonly secrets: Secrets;
  readonly newId: () => string;
  readonly now: () => Date;
  readonly log: Log;
  readonly scheduledJobs: readonly ScheduledJob[];
  /** How many jobs at once. */
  readonly concurrency?: number;
}

/** The background work while it goes on. */
export interface Worker {
  /** Whether jobs are taken up at this moment; without the database they are not, until it is back. */
  isRunning(): boolean;
  /** Ends within ten seconds and gives unfinished jobs back. */
  stop(): Promise<void>;
}

/** How often to look for jobs whose time has come; new ones announce themselves. */
const pollMs = 1000;
/** How long a job may go on when the worker is to stop; then it is given back. */
const graceMs = 2000;
/** Between two runners. */
const firstPauseMs = 1000;
const longestPauseMs = 5000;
const dayMs = 86_400_000;

/** Rows that only keep somebody from doing the same again, or from guessing, are of no use after a day. */
const purgeExpired: ScheduledJob = {
  name: 'sweep',
  at: '23 * * * *',
  run: ({ db, now }) =>
    transaction(db, { system: 'sweep' }, async (tx) => {
      const yesterday = new Date(now().getTime() - dayMs);
      await tx.delete(handledRequests).where(lt(handledRequests.at, yesterday));
      await tx.delete(codeTries).where(lt(codeTries.at, yesterday));
    }),
};

/**
 * What a crash left without a job, or a platform that was off without a poster, is taken up again, and what could not be
 * reached is tried again (R-NOTE-08).
 */
const recoverPending: ScheduledJob = {
  name: 'recover_pending',
  at: '*/10 * * * *',
  async run({ db }) {
    await transaction(db, { system: 'deliveries' }, scheduleWaiting);
    await requeueMails(db);
  },
};

/**
 * Starts the background work: deliveries, mail, and chores by the clock. It has connections of its own, so that a slow
 * chat platform never takes one from the people who are waiting for an answer. It outlives a restart of the database.
 */
export async function startWorker(parts: WorkerParts): Promise<Worker> {
  const { log, now, concurrency = 4 } = parts;
  const { db, close } = openDatabase(parts.url, concurrency, backgroundLimits);
  const queuePool = openQueuePool(parts.url, concurrency + 2, (error) =>
    log.debug({ fault: faultOf(error) }, 'the queue lost a connection'),
  );
  const scheduledJobs = [...parts.scheduledJobs, purgeExpired, recoverPending];
  const stopping = new AbortController();
  const givingUp = new AbortController();
  const start = async (): Promise<Runner> => {
    await recoverPending.run({ db, now, announce: enqueueDeliveries });
    return run({
      pgPool: queuePool,
      concurrency,
      noHandleSignals: true,
      pollInterval: pollMs,
      crontab: scheduledJobs.map(({ name, at }) => `${at} ${name}`).join('\n'),
      taskList: tasksOf(parts, db, scheduledJobs, { stopping: stopping.signal, givingUp: givingUp.signal }),
      logger: new Logger((scope) => (level, message) => logLine(log, level, message, scope.label)),
      // With these a lost connection ends the runner instead of the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
  };
  let isRunning = false;
  const tell = (is: boolean) => {
    isRunning = is;
  };
  const running = keepRunning(await start(), start, stopping.signal, log, tell);
  return {
    isRunning: () => isRunning,
    async stop() {
      stopping.abort();
      const patience = setTimeout(() => givingUp.abort(), graceMs);
      await running;
      clearTimeout(patience);
      await Promise.all([close(), queuePool.end()]);
    },
  };
}

/** Starts a runner anew whenever one is lost, until it is to stop; tells whenever there is one or none. */
async function keepRunning(
  first: Runner,
  start: () => Promise<Runner>,
  stopping: AbortSignal,
  log: Log,
  tell: (isRunning: boolean) => void,
): Promise<void> {
  const asked = once(stopping, 'abort');
  const endings = createPending();
  const next = createBackOff(firstPauseMs, longestPauseMs);
  for (let runner: Runner | undefined = first; !stopping.aborted; ) {
    if (runner) {
      tell(true);
      await Promise.race([lossOf(runner), asked]);
      tell(false);
      endings.keep(end(runner, log));
    }
    await Promise.race([sleep(next()), asked]);
    if (stopping.aborted) break;
    runner = await start().catch((error: unknown) => {
      // Once for each loss.
      if (runner) log.error({ fault: faultOf(error) }, 'the worker did not start');
      return undefined;
    });
  }
  await endings.settled();
}

/**
 * Resolves when the runner has ended by itself, or has lost the database: it would wait for that ever longer, up to a
 * minute, also when it is to stop meanwhile.
 */
const lossOf = (runner: Runner): Promise<unknown> =>
  Promise.race([
    runner.promise.catch(() => undefined),
    new Promise((resolve) => runner.events.once('pool:listen:error', resolve)),
  ]);

/** Lets the runner finish what it has begun. One that has ended already says why. */
const end = (runner: Runner, log: Log): Promise<void> =>
  runner
    .stop()
    .catch(() => runner.promise)
    .catch((error: unknown) => log.warn({ fault: faultOf(error) }, 'the worker did not end cleanly'));

// A direct message has an id that is made of its people and so of no version that a UUID may state.
const conversation = z.object({ conversation: z.guid() });
const mail = z.object({ mail: z.uuid() });

function tasksOf(
  { posters, mailer, secrets, newId, now, log }: WorkerParts,
  db: Database,
  scheduledJobs: readonly ScheduledJob[],
  signals: { readonly stopping: AbortSignal; readonly givingUp: AbortSignal },
): TaskList {
  const signal = signals.stopping;
  const drain = { db, posters, now, log, signal, queueMail: mailer && mailQueue(secrets, newId) };
  const deliver = async (payload: unknown): Promise<void> => {
    const { conversation: id } = conversation.parse(payload);
    const { again } = await drainConversation(drain, id);
    if (again) await transaction(db, { system: 'deliveries' }, (tx) => scheduleDeliveryAt(tx, id, again));
  };
  const send = async (payload: unknown): Promise<void> => {
    if (mailer) await sendQueuedMail({ db, mailer, secrets, now, log }, mail.parse(payload).mail);
  };
  return Object.fromEntries(
    [
      ['deliver', deliver] as const,
      ['mail', send] as const,
      ...scheduledJobs.map(
        (job) => [job.name, () => job.run({ db, now, announce: enqueueDeliveries })] as const,
      ),
    ].map(([name, work]) => [name, guarded(name, work, signals.givingUp)]),
  );
}

/**
 * The queue keeps and logs what a job failed with, so that is told it without the values of a query. One that hangs when
 * the worker is to end fails, and so is given back.
 */
const guarded =
  (name: string, work: (payload: unknown) => Promise<unknown>, givingUp: AbortSignal) =>
  async (payload: unknown) => {
    const done = new AbortController();
    try {
      await Promise.race([work(payload), failOn(givingUp, done.signal)]);
    } catch (error) {
      throw new Error(`${name}: ${faultOf(error)}`);
    } finally {
      done.abort();
    }
  };

async function failOn(givingUp: AbortSignal, done: AbortSignal): Promise<never> {
  if (!givingUp.aborted) await once(givingUp, 'abort', { signal: done });
  throw new Error('unfinished when the worker ended');
}

/** The queue's own lines; a job that was done is no news. */
function logLine(log: Log, level: string, message: string, from: string | undefined): void {
  const facts = { from: `queue ${from ?? ''}`.trim() };
  if (level === 'error') log.error(facts, message);
  else if (level === 'warning') log.warn(facts, message);
  else log.debug(facts, message);
}
