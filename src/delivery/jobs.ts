import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, type Runner, run, type TaskList } from 'graphile-worker';
import type { openQueuePool } from '../../db/driver/queue-pool.ts';
import { createBackOff } from '../kernel/back-off.ts';
import type { JobContext, ScheduledJob } from '../kernel/job.ts';
import { faultOf, type Log } from '../kernel/log.ts';
import { createPending } from '../kernel/pending.ts';

/** The running scheduled work. */
export interface Jobs {
  /** Whether jobs are being taken now; false while the database is gone. */
  isRunning(): boolean;
  /** Resolves when the running jobs have ended, or have failed because of `givingUp`. */
  stop(): Promise<void>;
}

/** The parts of scheduled work. */
export interface JobParts extends JobContext {
  readonly pool: ReturnType<typeof openQueuePool>;
  readonly scheduledJobs: readonly ScheduledJob[];
  readonly log: Log;
  /** When aborted, running jobs fail and so are given back. */
  readonly givingUp: AbortSignal;
}

/** How many jobs run at once. */
const concurrency = 2;
/** How often to look for due jobs. */
const pollMs = 1000;
/** The pause between two runners. */
const firstPauseMs = 1000;
const longestPauseMs = 5000;

/**
 * Runs scheduled work; each time only one of the processes on the database does it. Due work never depends on a single
 * job: a job that dies with its process stays locked, and the next job of that name does its work (R-AUD-03).
 */
export async function startJobs(parts: JobParts): Promise<Jobs> {
  const { log, pool, scheduledJobs } = parts;
  const stopping = new AbortController();
  const start = (): Promise<Runner> =>
    run({
      pgPool: pool,
      concurrency,
      noHandleSignals: true,
      pollInterval: pollMs,
      crontab: scheduledJobs.map(({ name, at }) => `${at} ${name}`).join('\n'),
      taskList: tasksOf(parts),
      logger: new Logger((scope) => (level, message) => logLine(log, level, message, scope.label)),
      // Makes a lost connection end the runner instead of the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
  let isRunning = false;
  const tell = (is: boolean) => {
    isRunning = is;
  };
  const running = keepRunning(await start(), start, stopping.signal, log, tell);
  return {
    isRunning: () => isRunning,
    stop() {
      stopping.abort();
      return running;
    },
  };
}

/** Starts a new runner whenever one is lost, until stopped; reports each start and loss. */
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
 * Resolves when the runner has ended, or has lost the database: it would otherwise wait for the database with growing
 * pauses up to a minute, even while stopping.
 */
const lossOf = (runner: Runner): Promise<unknown> =>
  Promise.race([
    runner.promise.catch(() => undefined),
    new Promise((resolve) => runner.events.once('pool:listen:error', resolve)),
  ]);

/** Lets the runner finish its jobs. A runner that has already ended reports why. */
const end = (runner: Runner, log: Log): Promise<void> =>
  runner
    .stop()
    .catch(() => runner.promise)
    .catch((error: unknown) => log.warn({ fault: faultOf(error) }, 'the worker did not end cleanly'));

const tasksOf = ({ db, now, announce, scheduledJobs, givingUp }: JobParts): TaskList =>
  Object.fromEntries(
    scheduledJobs.map((job) => [job.name, guarded(job.name, () => job.run({ db, now, announce }), givingUp)]),
  );

/**
 * Strips query values before the queue stores and logs a job's error. A job that hangs while the worker stops fails,
 * and so is given back.
 */
const guarded =
  (name: string, work: () => Promise<unknown>, givingUp: AbortSignal) => async (): Promise<void> => {
    const done = new AbortController();
    try {
      await Promise.race([work(), failOn(givingUp, done.signal)]);
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

/** The queue's log lines, without those of successful jobs. */
function logLine(log: Log, level: string, message: string, from: string | undefined): void {
  const facts = { from: `queue ${from ?? ''}`.trim() };
  if (level === 'error') log.error(facts, message);
  else if (level === 'warning') log.warn(facts, message);
  else log.debug(facts, message);
}
