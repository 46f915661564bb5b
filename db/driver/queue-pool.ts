import { createRequire } from 'node:module';
import type { RunnerOptions } from 'graphile-worker';

type QueuePool = NonNullable<RunnerOptions['pgPool']>;

/** The queue's own driver: of the copy that the queue has, and no other. */
const { Pool } = createRequire(createRequire(import.meta.url).resolve('graphile-worker'))('pg') as {
  Pool: new (options: { readonly connectionString: string; readonly max: number }) => QueuePool;
};

/**
 * Connections for the job queue, whose loss is told to `onLost` and to nobody else. The queue would make such a pool for
 * each runner, but no longer hears of a loss when the runner is about to end, and then a loss ends the process.
 */
export function openQueuePool(url: string, most: number, onLost: (error: Error) => void): QueuePool {
  const pool = new Pool({ connectionString: url, max: most });
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', onLost));
  return pool;
}
