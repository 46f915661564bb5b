import { once } from 'node:events';
import fs from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Cluster, dataFolder, listLogs, run } from './run.ts';

/** A running server. */
interface Server {
  readonly pid: number;
  readonly port: number;
}

const stopTimeoutMs = 120_000;
const maxLogBytes = 4_000_000;

/** The server that runs on this cluster, ready or not; undefined if none runs. */
export async function findServer(folder: string): Promise<Server | undefined> {
  const data = dataFolder(folder);
  const lockFile = join(data, 'postmaster.pid');
  // The lines are pid, folder, start time, and port. We never choose a folder with a line break.
  const [pid, , , port] = (await fs.readFile(lockFile, 'utf8').catch(() => '')).split('\n').map(Number);
  if (!pid || !port || !isAlive(pid)) return undefined;
  if (process.platform !== 'linux') return { pid, port };
  // A restarted container assigns pids again, so the pid of a killed server may belong to another program or a zombie.
  // PostgreSQL would take it for the server and refuse to start.
  if (await worksIn(data, pid)) return { pid, port };
  await fs.rm(lockFile, { force: true });
  return undefined;
}

/** A server's working directory is its data folder. If we may not read it, assume that it is the server. */
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

/** Throws if the server does not start, for example because another one already runs on the cluster. */
export async function startServer(cluster: Cluster): Promise<void> {
  await removeLargeLogs(cluster.folder);
  const settings = {
    port: await choosePort(cluster.folder),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    // Does not log failed statements: they contain what people typed.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    // One file for each day of the week, overwritten a week later.
    logging_collector: 'on',
    log_filename: '%a.log',
    log_truncate_on_rotation: 'on',
    ...(cluster.unsafeFast && {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      autovacuum: 'off',
    }),
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  await run(cluster, 'pg_ctl', ['start', '--silent', '-o', flags.join(' ')]);
}

/** PostgreSQL appends to a day's file when started on that weekday, even weeks later. */
async function removeLargeLogs(folder: string): Promise<void> {
  for (const { path, size } of await listLogs(folder)) {
    if (size > maxLogBytes) await fs.rm(path, { force: true });
  }
}

/** The previous port, because processes from before a restart know only that one; otherwise any free port. */
async function choosePort(folder: string): Promise<number> {
  const lastOptions = await fs.readFile(join(dataFolder(folder), 'postmaster.opts'), 'utf8').catch(() => '');
  const lastPort = Number(/"port=(\d+)"/.exec(lastOptions)?.[1] ?? 0);
  return freePort(lastPort).catch(() => freePort(0));
}

/** The port itself if nothing listens on it; for 0, any free port. */
async function freePort(port: number): Promise<number> {
  const probe = createServer().listen(port, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return address.port;
}

/** Stops the server for all connections, and waits until it is down. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const server = await findServer(cluster.folder);
  await run(cluster, 'pg_ctl', ['stop', '--silent', '--mode=fast', '--no-wait']);
  // pg_ctl's own wait would continue if another process started a new server meanwhile.
  for (const giveUp = Date.now() + stopTimeoutMs; Date.now() < giveUp; await delay(20)) {
    if ((await findServer(cluster.folder))?.pid !== server?.pid) return;
  }
}
