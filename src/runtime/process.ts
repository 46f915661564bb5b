import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { causeOf } from '../../db/driver/lost.ts';
import { faultOf, type Log } from '../kernel/log.ts';
import { type Config, environmentIn, namesNoPlatform, readConfig } from './config.ts';

/** How a process ends. `failed`: it could not start, or broke; `misconfigured`: it was told too little or nonsense. */
const exitCodes = { ended: 0, failed: 1, misconfigured: 2 } as const;

/** How long running work may take when the process is to end; whoever stops us kills after ten seconds. */
const graceMs = 8500;
/** How long the last lines of the log may take to be read. */
const lastLinesMs = 1000;
/** How much of a line of somebody else's is kept. */
const maxLine = 300;
/** Ctrl+C reaches a process twice, by the terminal and by npm: what comes so soon after is no second wish. */
const echoMs = 1000;

/**
 * The configuration of this process. Everything that is wrong with it is said at once, and that no platform is
 * configured (R-SEC-02), on standard error; then the process ends with `misconfigured`.
 */
export function configOrExit(): Config {
  const environment = environmentIn(process.cwd());
  const read = readConfig(environment);
  if (!read.ok) {
    const faults = read.problem.map(({ variable, fault }) => `  ${variable} ${fault}`);
    const lacking = namesNoPlatform(environment) ? [noPlatform] : [];
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

/** The log of a process, which can wait for its last lines. */
interface ProcessLog extends Log {
  flush(done: () => void): void;
}

/** Lines to standard output, one a JSON object; a slow reader of them delays nobody. */
export const createLog = (level: Config['logLevel']): ProcessLog =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    // With a minimal length of 0 `flush` would not wait for a line that is being written.
    pino.destination({ dest: 1, minLength: 1, sync: false }),
  );

/**
 * What libraries tell the console on their own goes where everything goes: botbuilder tells it of each forged token, the
 * queue of each lost connection, with a stack.
 */
function takeConsole(log: Log): void {
  const take = (...said: readonly unknown[]) => {
    const what = said.map((part) => (part instanceof Error ? faultOf(part) : String(part))).join(' ');
    log.debug({ from: 'console' }, what.slice(0, maxLine));
  };
  Object.assign(console, { debug: take, log: take, info: take, warn: take, error: take, trace: take });
}

/**
 * Runs until a signal or a fault ends the process. `run` goes on until `leaving` is aborted, then ends what it began;
 * a second signal does not wait for that.
 */
export async function runProcess(
  log: ProcessLog,
  run: (shutdown: AbortSignal) => Promise<void>,
): Promise<never> {
  const shutdown = new AbortController();
  let code: number = exitCodes.ended;
  const failed = (error: unknown) => {
    code = exitCodes.failed;
    // A failed query's own message holds its values.
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
  // Whoever read them may be gone, and what would be said of that finds nobody either.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  takeConsole(log);
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal).on('uncaughtException', failed);
  await run(shutdown.signal).catch((error: unknown) => {
    const interrupted = shutdown.signal.aborted && error instanceof Error && error.name === 'AbortError';
    if (!interrupted) failed(error);
  });
  // A line that is still being written when the process exits comes after later ones, or never.
  await Promise.race([new Promise<void>((resolve) => log.flush(resolve)), wait(lastLinesMs)]);
  process.exit(code);
}

/** Resolves when there is no time left to finish in. */
export const gracePeriod = (): Promise<void> => wait(graceMs);
