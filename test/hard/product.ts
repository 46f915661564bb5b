import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

const program = (name: 'main' | 'worker') => fileURLToPath(new URL(`../../src/${name}.ts`, import.meta.url));

/** The program as a process in its own folder. */
export interface Product {
  readonly origin: string;
  readonly child: ChildProcess;
  /** Its output so far. */
  readonly output: () => string;
  /** The status of `/readyz`; 0 while nothing answers. */
  ready(): Promise<number>;
  /** Resolves when `/readyz` has this status. */
  readyIs(status: number): Promise<void>;
  /** Resolves with its exit code. */
  readonly ended: Promise<number | null>;
}

const running = new Set<ChildProcess>();
const folders: string[] = [];

/** A folder that the server's account can also enter, for tests that run as root. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-life-'));
  await chmod(folder, 0o755);
  folders.push(folder);
  return folder;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export async function start(
  environment: Readonly<Record<string, string>>,
  name: 'main' | 'worker' = 'main',
): Promise<Product> {
  const port = environment.PORT ?? String(await freePort());
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), program(name)], {
    cwd: await makeFolder(),
    env: { PATH: process.env.PATH, PORT: port, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  const origin = `http://127.0.0.1:${port}`;
  const ready = () =>
    fetch(`${origin}/readyz`).then(
      ({ status }) => status,
      () => 0,
    );
  return {
    origin,
    child,
    output: () => output,
    ready,
    readyIs: (status) =>
      vi.waitFor(
        async () => {
          const present = await ready();
          if (present !== status) throw new Error(`/readyz is ${present}, not ${status}:\n${output}`);
        },
        { timeout: 20_000, interval: 50 },
      ),
    ended,
  };
}

/** Ends what a failed test has left, and removes the folders. */
export async function cleanUp(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    }),
  );
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
}
