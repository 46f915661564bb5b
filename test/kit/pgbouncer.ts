import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DatabaseAddress } from '../../db/driver/address.ts';

/** Debian's place for it; where it is not installed, its tests are skipped. */
export const pgbouncer = '/usr/sbin/pgbouncer';

interface Pooler {
  /** The same database by way of the pooler. */
  through(address: DatabaseAddress): DatabaseAddress;
  stop(): Promise<void>;
}

/** A PgBouncer in front of a server, which knows these users by their passwords. */
export async function startPooler(
  server: DatabaseAddress,
  mode: 'session' | 'transaction',
  users: readonly DatabaseAddress[],
): Promise<Pooler> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-pgbouncer-'));
  await chmod(folder, 0o755);
  const [host] = server.hosts;
  const port = await freePort();
  const settings = [
    '[databases]',
    `* = host=${host?.host} port=${host?.port}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = plain',
    `auth_file = ${join(folder, 'users')}`,
    `pool_mode = ${mode}`,
    'default_pool_size = 20',
  ];
  await writeFile(join(folder, 'pgbouncer.ini'), `${settings.join('\n')}\n`);
  await writeFile(
    join(folder, 'users'),
    users.map(({ user, password }) => `"${user}" "${password}"\n`).join(''),
  );
  // It does not run as root; whom it runs as need only read its two files.
  const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const child = spawn(pgbouncer, [join(folder, 'pgbouncer.ini')], { ...account, stdio: 'ignore' });
  await untilListening(port, child);
  return {
    through: (address) => ({ ...address, hosts: [{ host: '127.0.0.1', port }] }),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGQUIT');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await wait(50);
  }
  throw new Error(`PgBouncer did not start (${child.exitCode})`);
}
