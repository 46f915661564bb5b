import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';
import type { RunnerOptions } from 'graphile-worker';
import { type DatabaseAddress, requireAddress } from './address.ts';
import { createDialer } from './dial.ts';
import { laterSocket } from './later-socket.ts';
import { type SessionLimits, statementOfSettings } from './session.ts';

type QueuePool = NonNullable<RunnerOptions['pgPool']>;
interface QueueClient {
  on(event: 'error', listener: (error: Error) => void): unknown;
  query(text: string): Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>;
}

interface PoolOptions {
  readonly user: string;
  readonly password: string | undefined;
  readonly database: string;
  readonly host: string;
  readonly port: number;
  readonly ssl: false;
  readonly application_name: string;
  readonly options?: string;
  readonly max: number;
  readonly connectionTimeoutMillis: number;
  readonly stream: () => Duplex;
  readonly onConnect: (client: QueueClient) => Promise<void>;
  /** Sends statements without waiting for the answers to earlier ones; the queue itself does not ask for it. */
  readonly pipeline?: boolean;
}

/** The queue's driver, `pg`: the copy that graphile-worker itself resolves, so that both speak of the same classes. */
const { Pool } = createRequire(createRequire(import.meta.url).resolve('graphile-worker'))('pg') as {
  Pool: new (options: PoolOptions) => QueuePool;
};

/** The queue waits and works by its own rules; only what hangs is ended. */
const queueLimits: SessionLimits = { statementMs: 60_000, lockMs: 30_000, idleMs: 60_000 };

/**
 * Connections for the job queue, whose loss is told to `onLost` and to nobody else. The queue would make such a pool for
 * each runner, but no longer hears of a loss when the runner is about to end, and then a loss ends the process.
 */
export function openQueuePool(
  where: string | DatabaseAddress,
  most: number,
  onLost: (error: Error) => void,
  {
    limits = queueLimits,
    pipeline = false,
  }: { readonly limits?: SessionLimits; readonly pipeline?: boolean } = {},
): QueuePool {
  const address = requireAddress(where);
  const [first = { host: 'localhost', port: 5432 }] = address.hosts;
  let hosts = address.hosts;
  const pool = new Pool({
    user: address.user,
    password: address.password,
    database: address.database,
    // For the driver's own messages; the sockets come from our dialling, encrypted where that is asked for.
    host: first.host,
    port: first.port,
    ssl: false,
    application_name: address.applicationName ?? 'accord queue',
    ...(address.options === undefined ? {} : { options: address.options }),
    max: most,
    pipeline,
    connectionTimeoutMillis: address.connectTimeoutMs * hosts.length + marginMs,
    stream: () => laterSocket(createDialer({ ...address, hosts })),
    async onConnect(client) {
      // The server may end the session before anybody else listens.
      client.on('error', onLost);
      await client.query(statementOfSettings(limits));
      if (address.targetSession === 'any' || (await isWritable(client))) return;
      // The next try begins with another host.
      hosts = [...hosts.slice(1), ...hosts.slice(0, 1)];
      throw new Error(
        'The database server that answered only reads; target_session_attrs asks for another one',
      );
    },
  });
  pool.on('error', onLost);
  // Where nobody listens for this, the queue adds listeners of its own with each runner.
  pool.on('connect', () => {});
  return pool;
}

/** For whoever has to wait for one of our connections as well as for the server. */
const marginMs = 30_000;

async function isWritable(client: QueueClient): Promise<boolean> {
  const { rows } = await client.query(
    `select pg_catalog.pg_is_in_recovery() or pg_catalog.current_setting('transaction_read_only') = 'on' as only_reads`,
  );
  return rows[0]?.only_reads === false;
}
