import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { close, freePorts, HOST } from '../sandbox/ports.ts';
import { startSandbox } from '../sandbox/sandbox.ts';

const MAIN = fileURLToPath(new URL('../sandbox/main.ts', import.meta.url));
const ROW = 5;

let dataDir: string;
let port: number;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'accord-demo-'));
  await chmod(dataDir, 0o755);
  [port = 0] = await freePorts(2 * ROW);
});
afterAll(async () => {
  const left = [...running].map((child) => once(child, 'close'));
  for (const child of running) child.kill('SIGTERM');
  await Promise.all(left);
  await rm(dataDir, { recursive: true, force: true });
});

describe('npm run demo', () => {
  it.each([
    [['--fast'], {}, /Unknown option '--fast'/],
    [['--port', 'many'], {}, /"many" is not a port/],
    [[], { NODE_ENV: 'production' }, /does not start with NODE_ENV=production/],
  ])('with %j %j says a sentence and ends with 1', async (options, environment, sentence) => {
    const { said, code } = await demo(options, environment);
    expect(await code).toBe(1);
    expect(said()).toMatch(sentence);
    expect(said()).not.toContain('    at ');
  });

  it('explains itself', async () => {
    const { said, code } = await demo(['--help']);
    expect(await code).toBe(0);
    expect(said()).toMatch(/--fresh[\s\S]*--port[\s\S]*--tour/);
  });

  it('names a port that is taken, what it was for, and how to move', async () => {
    const server = createServer().listen(port + 1, HOST);
    await once(server, 'listening');
    const { said, code } = await demo(['--port', String(port)]);
    expect(await code).toBe(1);
    expect(said()).toContain(`Port ${port + 1}, for the bot, is taken by another program.`);
    await close(server);
    await nothingLeft();
  });

  it('refuses a world that the operator refuses, with its words', async () => {
    const worldFile = join(dataDir, 'broken.json');
    const own = fileURLToPath(new URL('../sandbox/world.json', import.meta.url));
    await writeFile(
      worldFile,
      (await readFile(own, 'utf8')).replace('"country": "US"', '"country": "Atlantis"'),
    );
    const ports = await freePorts(ROW);
    const starting = startSandbox({ dataDir: join(dataDir, 'broken'), fresh: true, ports, worldFile });
    await expect(starting).rejects.toThrow(/The world file was refused:\norganizations\[0\]\.country/);
    await nothingLeft();
  });

  it('keeps its data from run to run, lets no second one on them, and leaves nothing at Ctrl-C', async () => {
    const first = await demo(['--port', String(port)]);
    await first.up();
    expect(first.said()).toMatch(/Try this:\n {2}1\. Ask\. Ana Ruiz of Fabrikam types \/partner request/);
    const page = `http://${HOST}:${port}/slack/U0FABRIANA`;
    const act = (text: string) =>
      fetch(`${page}/act`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ act: 'type', place: 'C0FABRIKAMTEAM', text }),
      });
    await act('Good morning');
    await act('/partner notify on invitations');

    const second = await demo(['--fresh', '--port', String(port + ROW)]);
    expect(await second.code).toBe(1);
    expect(second.said()).toContain(`The demo is already running on this data`);

    first.child.kill('SIGINT');
    expect(await first.code).toBe(0);
    expect(first.said()).toMatch(/Stopping …\nStopped\.\n$/);
    await nothingLeft();

    const moved = await demo(['--port', String(port + ROW)]);
    await moved.up();
    const again = `http://${HOST}:${port + ROW}/slack/U0FABRIANA`;
    expect(await (await fetch(`${again}/C0FABRIKAMTEAM`)).text()).toContain('Good morning');
    // The agreement's document stays at its address.
    expect((await fetch(`http://${HOST}:${port + 2}/agreement/2026-01`)).status).toBe(200);
    moved.child.kill('SIGTERM');
    expect(await moved.code).toBe(0);
    await nothingLeft();
  });

  it('leaves nothing, however it is ended', async () => {
    const killed = await demo(['--port', String(port)]);
    await killed.up();
    killed.child.kill('SIGKILL');
    await killed.code;
    await expect.poll(openPorts, { timeout: 20_000 }).toEqual([]);
    await nothingLeft();
  });

  it('starts over with --fresh', async () => {
    const fresh = await demo(['--fresh', '--port', String(port)]);
    await fresh.up();
    const page = await fetch(`http://${HOST}:${port}/slack/U0FABRIANA/C0FABRIKAMTEAM`);
    expect(await page.text()).not.toContain('Good morning');
    // Other pages in the browser may not do anything here.
    const stranger = await fetch(`http://${HOST}:${port}/`, {
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(stranger.status).toBe(403);
    fresh.child.kill('SIGINT');
    expect(await fresh.code).toBe(0);
    await nothingLeft();
  });
});

async function demo(options: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN, ...options], {
    env: { PATH, HOME, DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  const code = once(child, 'close').then(([status]) => {
    running.delete(child);
    return status as number | null;
  });
  return {
    child,
    code,
    said: () => text,
    async up() {
      while (!text.includes('Ctrl-C stops everything')) {
        if (child.exitCode !== null) throw new Error(`The demo ended:\n${text}`);
        await wait(50);
      }
    },
  };
}

/** No port answers, and no process uses the data folder. */
async function nothingLeft(): Promise<void> {
  expect(await openPorts()).toEqual([]);
  if (existsSync('/proc/self/cmdline')) {
    await expect.poll(processesOfOurs, { timeout: 10_000 }).toEqual([]);
  }
}

async function openPorts(): Promise<readonly number[]> {
  const ports = Array.from({ length: 2 * ROW }, (_, at) => port + at);
  const open = await Promise.all(ports.map(async (one) => ((await answers(one)) ? [one] : [])));
  return open.flat();
}

async function processesOfOurs(): Promise<readonly string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const lines = await Promise.all(
    ids.map(async (id) => {
      const [line, environment] = await Promise.all(
        ['cmdline', 'environ'].map((file) => readFile(`/proc/${id}/${file}`, 'utf8').catch(() => '')),
      );
      return `${line}${environment}`.includes(dataDir) ? [line?.replaceAll('\0', ' ') ?? ''] : [];
    }),
  );
  return lines.flat();
}

const answers = (one: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(one, HOST);
    const end = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
