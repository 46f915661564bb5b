import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openEmbedded } from '../../../db/embedded/index.ts';
import { listLogs } from '../../../db/embedded/run.ts';

const asRoot = process.getuid?.() === 0;
let dataDir: string;
const opened: { stop(): Promise<void> }[] = [];

async function makeFolder(): Promise<string> {
  const folder = await fs.mkdtemp(join(tmpdir(), 'accord-embedded-'));
  await fs.chmod(folder, 0o755);
  return folder;
}

async function open(folder = dataDir, log: (line: string) => void = () => {}) {
  const database = await openEmbedded({ dataDir: folder, unsafeFast: true, log });
  opened.push(database);
  return database;
}

/** Another process that opens the same folder as production does, and leaves when its standard input ends. */
async function openElsewhere() {
  const program = `
    import { openEmbedded } from './db/embedded/index.ts';
    const database = await openEmbedded({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(database.url);
    process.stdin.on('end', () => database.stop()).resume();`;
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const end = async (act: () => unknown) => {
    const exit = once(child, 'exit');
    act();
    await exit;
  };
  const stop = () => end(() => child.stdin?.end());
  opened.push({
    stop: async () => void (child.exitCode === null && child.signalCode === null && (await stop())),
  });
  if (!child.stdout) throw new Error('no output');
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  const kill = async () => {
    await end(() => child.kill('SIGKILL'));
    // The server has to notice first that the connection is gone.
    const present = `select pid from pg_stat_activity where application_name = 'accord presence'`;
    await vi.waitFor(async () => expect(await query(url, present)).toEqual([]));
  };
  return { url, stop, kill };
}

async function query(url: string, statement: string): Promise<postgres.Row[]> {
  const sql = postgres(url, { max: 1, connect_timeout: 2 });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const lockFile = () => join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
const serverPid = async () => Number.parseInt(await fs.readFile(lockFile(), 'utf8'), 10);
const serverIsDown = () => !existsSync(lockFile());

const patient = { timeout: 20_000, interval: 50 };

async function killServer(): Promise<void> {
  process.kill(await serverPid(), 'SIGKILL');
}

beforeAll(async () => {
  dataDir = await makeFolder();
});

afterEach(async () => {
  await Promise.allSettled(opened.splice(0).map((database) => database.stop()));
});

afterAll(() => fs.rm(dataDir, { recursive: true }));

describe('the embedded PostgreSQL', () => {
  test('is made once, however many open it first, and whatever a crashed first start left', {
    timeout: 90_000,
  }, async () => {
    const halfMade = join(dataDir, 'postgres.new-crash', 'cluster');
    await fs.mkdir(halfMade, { recursive: true });

    const databases = await Promise.all([open(), open(), open()]);

    expect(new Set(databases.map((database) => database.url)).size).toBe(1);
    expect(await fs.readdir(dataDir)).toEqual(['postgres']);
  });

  test('keeps its password from others, speaks on loopback alone, and sorts the same on every machine', async () => {
    const { url } = await open();

    const { mode } = await fs.stat(join(dataDir, 'postgres', 'password'));
    expect(mode & 0o777).toBe(0o600);
    const withoutPassword = Object.assign(new URL(url), { password: 'guess' }).href;
    await expect(query(withoutPassword, 'select 1')).rejects.toThrow('password authentication failed');

    const [settings] = await query(
      url,
      `select current_setting('listen_addresses') as addresses,
              current_setting('unix_socket_directories') as sockets,
              current_setting('server_encoding') as encoding, datlocprovider as provider, datlocale as locale
       from pg_database where datname = current_database()`,
    );
    expect(settings).toEqual({
      addresses: '127.0.0.1',
      sockets: '',
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
    });
    const outside = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
    for (const { address, family } of outside) {
      if (family !== 'IPv4' || address === '127.0.0.1') continue;
      const socket = connect(Number(new URL(url).port), address);
      await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED');
    }
  });

  test('is shared by processes, and the last one out stops it', async () => {
    const first = await openElsewhere();
    const second = await open();
    expect(second.url).toBe(first.url);

    await first.stop();
    expect(await query(second.url, 'select 1 as answer')).toEqual([{ answer: 1 }]);

    await second.stop();
    expect(serverIsDown()).toBe(true);
  });

  test('is stopped by exactly one of several that leave at once', async () => {
    const databases = await Promise.all([open(), open(), open(), open()]);
    await Promise.all(databases.map((database) => database.stop()));
    expect(serverIsDown()).toBe(true);
  });

  test('lets in who comes while the last one leaves', async () => {
    const leaving = await open();
    const [coming] = await Promise.all([open(), leaving.stop()]);
    expect(await query(coming.url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
  });

  test('survives a killed process, and the next process finds it', async () => {
    const killed = await openElsewhere();
    const pid = await serverPid();
    await killed.kill();

    const next = await open();
    expect(next.url).toBe(killed.url);
    expect(await serverPid()).toBe(pid);
    await next.stop();
    expect(serverIsDown()).toBe(true);
  });

  test('recovers with its data when the server and everyone in it were killed', async () => {
    const killed = await openElsewhere();
    await query(killed.url, 'create table kept as select 42 as answer');
    await killed.kill();
    await killServer();

    const { url } = await open();
    expect(await query(url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('comes back at the same address when the server is killed under a process', async () => {
    const { url } = await open();
    const pid = await serverPid();
    await killServer();

    await vi.waitFor(
      async () => {
        expect(await query(url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
        expect(await serverPid()).not.toBe(pid);
      },
      { timeout: 10_000, interval: 50 },
    );
  });

  test('is tried again for as long as it cannot be started, and comes back when it can', async () => {
    const said: string[] = [];
    const { url } = await open(dataDir, (line) => void said.push(line));
    const folder = join(dataDir, 'postgres');
    const pid = await serverPid();
    await fs.rename(folder, `${folder} aside`);
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(
      () => expect(said.join()).toContain('no way back into the embedded database yet'),
      patient,
    );
    await fs.rename(`${folder} aside`, folder);
    await vi.waitFor(async () => {
      expect(await query(url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
    }, patient);
  });

  test.skipIf(process.platform !== 'linux')(
    'is not fooled by the lock of a killed server whose pid is another program by now',
    async () => {
      const { url, stop } = await open();
      const lock = await fs.readFile(lockFile(), 'utf8');
      await stop();
      const bystander = spawn(process.execPath, ['--eval', 'process.stdin.resume()'], {
        ...(await fs.stat(join(dataDir, 'postgres')).then(({ uid, gid }) => (asRoot ? { uid, gid } : {}))),
        cwd: '/',
        stdio: ['pipe', 'ignore', 'inherit'],
      });
      await fs.writeFile(lockFile(), lock.replace(/^\d+/, String(bystander.pid)));

      await open();

      expect(await query(url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
      bystander.stdin?.end();
    },
  );

  test('writes a log for each day of the week, and starts a new one where one has become large', async () => {
    const logs = join(dataDir, 'postgres', 'cluster', 'log');
    const names = () => fs.readdir(logs);
    const { stop } = await open();
    const [name = ''] = await names();
    expect(name).toMatch(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.log$/);
    expect((await fs.stat(join(logs, name))).mode & 0o777).toBe(0o600);
    await stop();
    await fs.truncate(join(logs, name), 5_000_000);

    await open();

    const sizes = await Promise.all(
      (await names()).map(async (one) => (await fs.stat(join(logs, one))).size),
    );
    expect(Math.max(...sizes)).toBeLessThan(1_000_000);
  });

  test('has no log behind a link, since root reads and deletes what is in it', async () => {
    const folder = await makeFolder();
    await fs.mkdir(join(folder, 'elsewhere'));
    await fs.writeFile(join(folder, 'elsewhere', 'Mon.log'), 'secret');
    await fs.mkdir(join(folder, 'cluster', 'log'), { recursive: true });
    await fs.symlink(join(folder, 'elsewhere', 'Mon.log'), join(folder, 'cluster', 'log', 'Mon.log'));
    expect(await listLogs(folder)).toEqual([]);
    await fs.rm(join(folder, 'cluster', 'log'), { recursive: true });
    await fs.symlink(join(folder, 'elsewhere'), join(folder, 'cluster', 'log'));
    expect(await listLogs(folder)).toEqual([]);
    await fs.rm(folder, { recursive: true });
  });

  test('says why, with the end of its log, when the server does not start', async () => {
    const version = join(dataDir, 'postgres', 'cluster', 'PG_VERSION');
    const right = await fs.readFile(version, 'utf8');
    await fs.writeFile(version, '12\n');
    await expect(open()).rejects.toThrow('initialized by PostgreSQL version 12');
    await fs.writeFile(version, right);
  });
});
