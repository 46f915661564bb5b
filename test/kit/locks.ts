import { type SQL, sql } from 'drizzle-orm';
import { type Database, type Transaction, transaction } from '../../db/driver/client.ts';

/** Resolves when another session waits for a lock of this backend. */
export async function untilBlockedBy(db: Database, pid: number): Promise<void> {
  const waiting = sql`select 1 from pg_stat_activity
    where datname = current_database() and ${pid}::int = any (pg_blocking_pids(pid))`;
  for (let tries = 0; tries < 2000; tries += 1) {
    if ((await db.execute(waiting)).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('nobody waits');
}

export const ownPid = async (tx: Transaction): Promise<number> => {
  const [own] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  return own?.pid ?? 0;
};

/**
 * Runs an act against another transaction, in a fixed order: the statements have run but are not committed when the act
 * starts, and they are committed once the act waits for their locks.
 * @param db lends two connections in addition to the act's own
 */
export async function runWhileLocked<T>(
  db: Database,
  statements: readonly SQL[],
  act: () => Promise<T>,
): Promise<T> {
  let acting: Promise<T> | undefined;
  await transaction(db, { system: 'test' }, async (tx) => {
    for (const statement of statements) await tx.execute(statement);
    const pid = await ownPid(tx);
    acting = act();
    // The caller awaits it below.
    acting.catch(() => undefined);
    await untilBlockedBy(db, pid);
  });
  if (!acting) throw new Error('the act did not begin');
  return acting;
}
