import { sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';

/** The state of the background work. */
export interface WorkerState {
  /** Jobs that were due before the given time and that nobody has taken. */
  readonly overdue: number;
  /** Jobs that have used up their attempts. */
  readonly dead: number;
  /** When scheduled work last ran; null: never. */
  readonly seen: Date | null;
}

export async function workerState(tx: Transaction, before: Date): Promise<WorkerState> {
  const [work] = await tx.execute<{ overdue: number; dead: number; seen: string | null }>(sql`
    select
      count(*) filter (where locked_at is null and run_at < ${before.toISOString()}::timestamptz
        and attempts < max_attempts)::int as overdue,
      count(*) filter (where attempts >= max_attempts)::int as dead,
      (select max(last_execution) from graphile_worker._private_known_crontabs)::text as seen
    from graphile_worker.jobs`);
  const { overdue = 0, dead = 0, seen } = work ?? {};
  return { overdue, dead, seen: seen ? new Date(seen) : null };
}
