import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { vi } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

export type Environment = Readonly<Record<string, string>>;

/** The built bot in its own process. */
export interface BotProcess {
  readonly pid: number;
  /** Its own lines, parsed, oldest first. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  /** Resolves at the first log line with this message. */
  said(what: string): Promise<void>;
  /** The status of `/readyz`; 0 while nothing answers. */
  readiness(): Promise<number>;
  /** Sends a signal, unless it has ended already. */
  signal(name: NodeJS.Signals): void;
  /** Resolves with its exit code, or null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** How long a start or an answer may take. */
const patience = { timeout: 60_000, interval: 10 };
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Compiles the program into `dist`, as an installation does. */
export async function buildProgram(): Promise<void> {
  await run('npm', ['run', 'build'], { cwd: root }).catch(({ stdout }: { stdout: string }) => {
    throw new Error(`The program does not build:\n${stdout}`);
  });
}

/** A folder without an `.env`, which PostgreSQL's account may also enter. */
export async function makeFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'accord-process-'));
  await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/**
 * Starts the bot with only this environment, without waiting for it. `flags` are Node's own, for the test double of
 * Microsoft.
 */
export function spawnBot(
  environment: Environment,
  folder: string,
  flags: readonly string[] = [],
): BotProcess {
  const program = join(root, 'dist/src/main.js');
  const child = spawn(process.execPath, [...flags.map(resolved), program], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const log: Record<string, unknown>[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => log.push(parsed(line)));
  }
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    log,
    said: (what) =>
      vi.waitUntil(() => {
        if (log.some(({ msg }) => msg === what)) return true;
        if (isOver()) throw new Error(`The bot ended: ${JSON.stringify(log.slice(-5), null, 1)}`);
        return false;
      }, patience) as Promise<unknown> as Promise<void>,
    readiness: () =>
      fetch(`http://127.0.0.1:${environment.PORT}/readyz`).then(
        ({ status }) => status,
        () => 0,
      ),
    signal(name) {
      if (!isOver()) child.kill(name);
    },
    ended,
  };
}

/** Runs an operator command; returns its answer, and throws if it failed. */
async function operate(
  words: readonly string[],
  environment: Environment,
  folder: string,
): Promise<Readonly<Record<string, unknown>>> {
  const program = join(root, 'dist/src/operator/main.js');
  const { stdout } = await run(process.execPath, [program, ...words, '--json'], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment },
  });
  return JSON.parse(stdout);
}

/** Applies a world file with the operator's command line. */
export async function applyWorld(world: unknown, environment: Environment, folder: string): Promise<void> {
  const file = join(folder, 'world.json');
  await writeFile(file, JSON.stringify(world));
  await operate(['world', 'apply', file], environment, folder);
}

/** Resolves package names from here, not from the folder; leaves options and addresses unchanged. */
const resolved = (flag: string): string => (/^(-|[a-z]+:)/.test(flag) ? flag : import.meta.resolve(flag));

function parsed(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line);
  } catch {
    return { msg: line };
  }
}
