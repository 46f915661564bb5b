import type postgres from 'postgres';
import { openConnection } from '../driver/connect.ts';

/** Every process in the database holds this advisory lock shared; whoever gets it alone may stop the server. */
const presenceLock = 0xacc04d;

/** A session that holds the presence lock; undefined when the server is on its way up or down. */
export async function takePresence(url: string, onLost: () => void): Promise<postgres.Sql | undefined> {
  let held = false;
  const sql = openConnection(url, {
    onclose: () => held && onLost(),
    name: 'accord presence',
  });
  try {
    const [row] = await sql`select pg_try_advisory_lock_shared(${presenceLock}) as held`;
    held = row?.held === true;
  } catch (error) {
    if (!isPassing(error)) throw error;
  } finally {
    if (!held) await sql.end({ timeout: 0 });
  }
  return held ? sql : undefined;
}

/** In two steps: if both of two that leave still held it shared while they tried, neither would get it. */
export async function isLastPresent(session: postgres.Sql): Promise<boolean> {
  try {
    await session`select pg_advisory_unlock_shared(${presenceLock})`;
    const [row] = await session`select pg_try_advisory_lock(${presenceLock}) as alone`;
    return row?.alone === true;
  } catch (error) {
    if (isPassing(error)) return false;
    throw error;
  }
}

/** Refused, cut off, or the server says that it is starting or stopping. */
function isPassing(error: unknown): boolean {
  const { code } = error as { code?: string };
  return /^(ECONN|EPIPE|CONNECT|57P0)/.test(code ?? '');
}
