import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';
import type { RunnerOptions } from 'graphile-worker';
import { type DatabaseAddress, requireAddress } from './address.ts';
import { createSocketConnector } from './connect-socket.ts';
import { deferredSocket } from './deferred-socket.ts';
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
  /** Sends statements without waiting for earlier answers; the queue itself does not need it. */
  readonly pipeline?: boolean;
}

/** The queue's driver, `pg`, in the copy that graphile-worker itself uses, so that both have the same classes. */
const { Pool } = createRequire(createRequire(import.meta.url).resolve('graphile-worker'))('pg') as {
  Pool: new (options: PoolOptions) => QueuePool;
};

/** The queue waits by its own rules; only hanging statements are ended. */
const queueLimits: SessionLimits = { statementMs: 60_000, lockMs: 30_000, idleMs: 60_000 };

/**
 * Connections for the job queue; a loss is reported to `onLost` only. The queue would otherwise open such a pool for
 * each runner, but no longer handles a loss while the runner ends, which then ends the process.
 */
export function openQueuePool(
  where: string | DatabaseAddress,
  max: number,
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
    // Only for the driver's error messages; we open the sockets ourselves, encrypted if required.
    host: first.host,
    port: first.port,
    ssl: false,
    application_name: address.applicationName ?? 'accord queue',
    ...(address.options === undefined ? {} : { options: address.options }),
    max: max,
    pipeline,
    connectionTimeoutMillis: address.connectTimeoutMs * hosts.length + marginMs,
    stream: () => deferredSocket(createSocketConnector({ ...address, hosts })),
    async onConnect(client) {
      // The server may end the session before anybody else listens.
      client.on('error', onLost);
      await client.query(statementOfSettings(limits));
      if (address.targetSession === 'any' || (await isWritable(client))) return;
      // The next try starts with another host.
      hosts = [...hosts.slice(1), ...hosts.slice(0, 1)];
      throw new Error(
        'The database server that answered only reads; target_session_attrs asks for another one',
      );
    },
  });
  pool.on('error', onLost);
  // If nobody listens for this, the queue adds its own listeners with each runner.
  pool.on('connect', () => {});
  return pool;
}

/** For callers that wait for one of our connections in addition to the server. */
const marginMs = 30_000;

async function isWritable(client: QueueClient): Promise<boolean> {
  const { rows } = await client.query(
    `select pg_catalog.pg_is_in_recovery() or pg_catalog.current_setting('transaction_read_only') = 'on' as only_reads`,
  );
  return rows[0]?.only_reads === false;
}
