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

const stopPatienceMs = 120_000;
const maxLogBytes = 4_000_000;

/** The server on this cluster, be it ready or not; undefined when none runs. */
export async function findServer(folder: string): Promise<Server | undefined> {
  const data = dataFolder(folder);
  const lockFile = join(data, 'postmaster.pid');
  // Its lines: the pid, the folder, the time of the start, the port. A folder with a line break is never chosen.
  const [pid, , , port] = (await fs.readFile(lockFile, 'utf8').catch(() => '')).split('\n').map(Number);
  if (!pid || !port || !isAlive(pid)) return undefined;
  if (process.platform !== 'linux') return { pid, port };
  // A container starts its pids anew, so the pid of a killed server may be another program's by now, or a zombie's.
  // PostgreSQL would take either for the server and refuse to start.
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

/** Throws when the server does not come up, which it does not while another one is on the cluster. */
export async function startServer(cluster: Cluster): Promise<void> {
  await removeLargeLogs(cluster.folder);
  const settings = {
    port: await choosePort(cluster.folder),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    // Not the errors of statements: they would put what people typed into the log.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    // A file for each day of the week, which the same day of the next week writes over.
    logging_collector: 'on',
    log_filename: '%a.log',
    log_truncate_on_rotation: 'on',
    ...(cluster.unsafeFast && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  await run(cluster, 'pg_ctl', ['start', '--silent', '-o', flags.join(' ')]);
}

/** PostgreSQL goes on with a day's file when it is started on that day, however many weeks later. */
async function removeLargeLogs(folder: string): Promise<void> {
  for (const { path, size } of await listLogs(folder)) {
    if (size > maxLogBytes) await fs.rm(path, { force: true });
  }
}

/** The port of the last time, since processes that lived through it know no other; or else any free one. */
async function choosePort(folder: string): Promise<number> {
  const lastOptions = await fs.readFile(join(dataFolder(folder), 'postmaster.opts'), 'utf8').catch(() => '');
  const lastPort = Number(/"port=(\d+)"/.exec(lastOptions)?.[1] ?? 0);
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

/** Stops the server for all who are connected, and waits until it is down. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const server = await findServer(cluster.folder);
  await run(cluster, 'pg_ctl', ['stop', '--silent', '--mode=fast', '--no-wait']);
  // pg_ctl itself would wait on for the server that a newcomer starts in the place of this one.
  for (const giveUp = Date.now() + stopPatienceMs; Date.now() < giveUp; await delay(20)) {
    if ((await findServer(cluster.folder))?.pid !== server?.pid) return;
  }
}
