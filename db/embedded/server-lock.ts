import type postgres from 'postgres';
import { openConnection } from '../driver/connect.ts';

/**
 * Every process that uses the database holds this advisory lock shared; a process that gets it exclusively may stop the
 * server.
 */
const serverLock = 0xacc04d;

/** A session that holds the lock shared; undefined while the server is starting or stopping. */
export async function openSharedLock(url: string, onLost: () => void): Promise<postgres.Sql | undefined> {
  let held = false;
  const sql = openConnection(url, {
    onclose: () => held && onLost(),
    name: 'accord presence',
  });
  try {
    const [row] = await sql`select pg_try_advisory_lock_shared(${serverLock}) as held`;
    held = row?.held === true;
  } catch (error) {
    if (!isTemporary(error)) throw error;
  } finally {
    if (!held) await sql.end({ timeout: 0 });
  }
  return held ? sql : undefined;
}

/**
 * Releases the shared lock first: if two leaving processes both kept it while trying, neither would get it exclusively.
 */
export async function takeExclusiveLock(session: postgres.Sql): Promise<boolean> {
  try {
    await session`select pg_advisory_unlock_shared(${serverLock})`;
    const [row] = await session`select pg_try_advisory_lock(${serverLock}) as alone`;
    return row?.alone === true;
  } catch (error) {
    if (isTemporary(error)) return false;
    throw error;
  }
}

/** Refused, disconnected, or the server says that it is starting or stopping. */
function isTemporary(error: unknown): boolean {
  const { code } = error as { code?: string };
  return /^(ECONN|EPIPE|CONNECT|57P0)/.test(code ?? '');
}
