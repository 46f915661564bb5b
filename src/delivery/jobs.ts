import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, type Runner, run, type TaskList } from 'graphile-worker';
import type { openQueuePool } from '../../db/driver/queue-pool.ts';
import { createBackOff } from '../kernel/back-off.ts';
import type { JobContext, ScheduledJob } from '../kernel/job.ts';
import { faultOf, type Log } from '../kernel/log.ts';
import { createPending } from '../kernel/pending.ts';

/** The work by the clock while it goes on. */
export interface Jobs {
  /** Whether jobs are taken up at this moment; without the database they are not, until it is back. */
  isRunning(): boolean;
  /** Resolves when the running jobs have ended, or failed because of `givingUp`. */
  stop(): Promise<void>;
}

/** What work by the clock is made of. */
export interface JobParts extends JobContext {
  readonly pool: ReturnType<typeof openQueuePool>;
  readonly scheduledJobs: readonly ScheduledJob[];
  readonly log: Log;
  /** When it is aborted, what still runs fails, and so is given back. */
  readonly givingUp: AbortSignal;
}

/** How many jobs at once. */
const concurrency = 2;
/** How often to look for jobs whose time has come. */
const pollMs = 1000;
/** Between two runners. */
const firstPauseMs = 1000;
const longestPauseMs = 5000;

/**
 * Runs what goes by the clock: of all processes on the database one does it each time. Nothing that is due depends on a
 * single job: one that dies with its process stays locked, and the next of its name does what it left (R-AUD-03).
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
      // With these a lost connection ends the runner instead of the process.
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

const tasksOf = ({ db, now, announce, scheduledJobs, givingUp }: JobParts): TaskList =>
  Object.fromEntries(
    scheduledJobs.map((job) => [job.name, guarded(job.name, () => job.run({ db, now, announce }), givingUp)]),
  );

/**
 * Strips query values before the queue stores and logs what a job failed with. One that hangs when the worker is to end
 * fails, and so is given back.
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

/** The queue's own lines; a job that was done is no news. */
function logLine(log: Log, level: string, message: string, from: string | undefined): void {
  const facts = { from: `queue ${from ?? ''}`.trim() };
  if (level === 'error') log.error(facts, message);
  else if (level === 'warning') log.warn(facts, message);
  else log.debug(facts, message);
}
