import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { causeOf } from '../../db/driver/errors.ts';
import { faultOf, type Log } from '../kernel/log.ts';
import { type Config, environmentIn, namesNoPlatform, readConfig } from './config.ts';

/** Exit codes. `failed`: could not start, or crashed; `misconfigured`: settings are missing or invalid. */
const exitCodes = { ended: 0, failed: 1, misconfigured: 2 } as const;

/** How long running work may take at the end; process managers usually kill after ten seconds. */
const graceMs = 8500;
/** How long writing the last log lines may take. */
const lastLinesMs = 1000;
/** The maximum length kept of another program's log line. */
const maxLine = 300;
/** Ctrl+C reaches the process twice, from the terminal and from npm; a second signal within this time is ignored. */
const echoMs = 1000;

/**
 * Reads the configuration. If it is wrong or no platform is configured (R-SEC-02), writes all faults to standard error
 * and exits with `misconfigured`.
 */
export function configOrExit(): Config {
  const environment = environmentIn(process.cwd());
  if (!environment.ok) return exitWith(environment.problem);
  const read = readConfig(environment.value);
  if (!read.ok) {
    const faults = read.problem.map(({ variable, fault }) => `  ${variable} ${fault}`);
    const lacking = namesNoPlatform(environment.value) ? [noPlatform] : [];
    return exitWith(['Accord cannot start with this configuration:', ...faults, ...lacking].join('\n'));
  }
  return read.value.slack || read.value.teams ? read.value : exitWith(noPlatform);
}

const noPlatform = `Accord has no chat platform to talk to, so there is nothing to start.
  To look around without one:  npm run demo  (the sandbox)
  For Slack, set SLACK_SIGNING_SECRET (or SLACK_APP_TOKEN for Socket Mode).
  For Teams, set MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD and MICROSOFT_APP_TENANT_ID,
  or TEAMS_AUTH=off for the Microsoft 365 Agents Playground on this machine.
Each is explained in .env.example; a file .env in this folder is read.`;

function exitWith(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(exitCodes.misconfigured);
}

/** The log of a process, which can wait until its last lines are written. */
interface ProcessLog extends Log {
  flush(done: () => void): void;
}

/** Writes JSON lines to standard output; a slow reader delays nothing. */
export const createLog = (level: Config['logLevel']): ProcessLog =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    // With a minimum length of 0, `flush` would not wait for a line that is being written.
    pino.destination({ dest: 1, minLength: 1, sync: false }),
  );

/**
 * Sends libraries' console output to the log: botbuilder writes about each forged token, and the queue about each lost
 * connection, with a stack.
 */
function redirectConsole(log: Log): void {
  const take = (...said: readonly unknown[]) => {
    const what = said.map((part) => (part instanceof Error ? faultOf(part) : String(part))).join(' ');
    log.debug({ from: 'console' }, what.slice(0, maxLine));
  };
  Object.assign(console, { debug: take, log: take, info: take, warn: take, error: take, trace: take });
}

/**
 * Runs until a signal or a fault ends the process. `run` goes on until `shutdown` is aborted, then ends its work; a
 * second signal does not wait for that.
 */
export async function runProcess(
  log: ProcessLog,
  run: (shutdown: AbortSignal) => Promise<void>,
): Promise<never> {
  const shutdown = new AbortController();
  let code: number = exitCodes.ended;
  const failed = (error: unknown) => {
    code = exitCodes.failed;
    // The message of a failed query contains its values, so the cause is logged.
    const isQuery = causeOf(error) !== error;
    const why = error instanceof Error && !isQuery ? error.message : faultOf(error);
    log.error({ fault: faultOf(error) }, 'ending because of a fault');
    process.stderr.write(`Accord ends: ${why}\n`);
    shutdown.abort();
  };
  let since: number | undefined;
  const onSignal = (signal: string) => {
    if (since !== undefined && Date.now() - since > echoMs) process.exit(exitCodes.failed);
    if (since === undefined) log.info({ signal }, 'ending: finishing what is running');
    since ??= Date.now();
    shutdown.abort();
  };
  // The reader may be gone, and then this error cannot be reported either.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  redirectConsole(log);
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal).on('uncaughtException', failed);
  await run(shutdown.signal).catch((error: unknown) => {
    const interrupted = shutdown.signal.aborted && error instanceof Error && error.name === 'AbortError';
    if (!interrupted) failed(error);
  });
  // Without this, a line that is being written at exit would come after later ones, or be lost.
  await Promise.race([new Promise<void>((resolve) => log.flush(resolve)), wait(lastLinesMs)]);
  process.exit(code);
}

/** Resolves when the time for finishing is over. */
export const gracePeriod = (): Promise<void> => wait(graceMs);
