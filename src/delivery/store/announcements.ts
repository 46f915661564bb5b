import { sql } from 'drizzle-orm';
import type { Database } from '../../../db/driver/client.ts';
import type { openQueuePool } from '../../../db/driver/queue-pool.ts';

/** What workers listen to: something is to be told or sent. */
const channel = 'accord_delivery';

/**
 * Tells every worker on the database that something is to be told or sent. It is said after an act has committed, and
 * never in its transaction: those that notify commit one after the other, which halves what twenty connections get done.
 * Many at once are said once, and what is not said is found by the next look.
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
 * Listens until the signal or until the connection is lost; `onHeard` is called for each announcement, and once at the
 * start for those that came before.
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
    // The connection goes, and with it what it listened to.
    client.release(true);
  }
}
