import { sql } from 'drizzle-orm';
import type { Database } from '../../../db/driver/client.ts';
import type { openQueuePool } from '../../../db/driver/queue-pool.ts';

/** The channel that workers listen to: there is something to deliver or send. */
const channel = 'accord_delivery';

/**
 * Tells every worker on the database that there is something to deliver or send. Called after an act has committed,
 * never in its transaction: PostgreSQL commits transactions that notify one after the other, which halves the
 * throughput of twenty connections. Several calls at once send one notification; a lost one is found by polling.
 */
export function createAnnouncer(db: Pick<Database, 'execute'>): () => void {
  let isSaying = false;
  let again = false;
  async function say(): Promise<void> {
    isSaying = true;
    do {
      again = false;
      await db.execute(sql`select pg_notify(${channel}, '')`).catch(() => undefined);
    } while (again);
    isSaying = false;
  }
  return () => {
    if (isSaying) again = true;
    else void say();
  };
}

/**
 * Listens until the signal or until the connection is lost; calls `onHeard` for each announcement, and once at the
 * start for earlier ones.
 */
export async function listenToAnnouncements(
  pool: ReturnType<typeof openQueuePool>,
  signal: AbortSignal,
  onHeard: () => void,
): Promise<void> {
  if (signal.aborted) return;
  const client = await pool.connect();
  const lost = new Promise<void>((resolve) => {
    client.once('error', () => resolve());
    client.once('end', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    client.on('notification', onHeard);
    await client.query(`listen ${channel}`);
    onHeard();
    await lost;
  } finally {
    // Closes the connection, which ends its listening.
    client.release(true);
  }
}
