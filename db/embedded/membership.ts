import { setTimeout as delay } from 'node:timers/promises';
import type postgres from 'postgres';
import { createBackOff } from '../../src/kernel/back-off.ts';
import { type Cluster, endOfLog } from './run.ts';
import { findServer, startServer, stopServer } from './server.ts';
import { openSharedLock, takeExclusiveLock } from './server-lock.ts';

/** One process's use of a shared server. */
export interface Membership {
  readonly port: number;
  /** The last process to leave stops the server. */
  leave(): Promise<void>;
}

interface Entry {
  readonly port: number;
  readonly session: postgres.Sql;
}

const timeoutMs = 120_000;
/**
 * How many starts may fail: other processes may be starting or stopping the server, and a dying one takes a moment.
 */
const maxFailedStarts = 10;
/** The pause between two tries to reconnect. */
const firstPauseMs = 500;
const maxPauseMs = 30_000;

/**
 * Connects to the cluster's server and starts it if none runs; does so again whenever it dies, however long it takes.
 */
export async function joinServer(
  cluster: Cluster,
  urlOf: (port: number) => string,
  log: (line: string) => void,
): Promise<Membership> {
  const shutdown = new AbortController();
  const { signal } = shutdown;
  const enterOnce = () => enter(cluster, urlOf, onLost, signal);
  function onLost(): void {
    if (signal.aborted) return;
    log('lost the embedded database; going back in');
    entry = untilJoined(enterOnce, log, signal);
    entry.catch(() => undefined);
  }
  let entry = enterOnce();
  const { port } = await entry;
  return {
    port,
    async leave() {
      shutdown.abort();
      const entered = await entry.catch(() => undefined);
      if (!entered) return;
      // The exclusive lock keeps new processes out until the server has stopped, which also ends this session.
      if (await takeExclusiveLock(entered.session)) await stopServer(cluster);
      await entered.session.end({ timeout: 1 });
    },
  };
}

async function enter(
  cluster: Cluster,
  urlOf: (port: number) => string,
  onLost: () => void,
  shutdown: AbortSignal,
): Promise<Entry> {
  let failedStarts = 0;
  for (const giveUp = Date.now() + timeoutMs; Date.now() < giveUp && !shutdown.aborted; await delay(50)) {
    const server = await findServer(cluster.folder);
    const session = server && (await openSharedLock(urlOf(server.port), onLost));
    if (session) return { port: server.port, session };
    if (server) continue;
    try {
      await startServer(cluster);
    } catch (error) {
      failedStarts += 1;
      if (failedStarts >= maxFailedStarts && !(await findServer(cluster.folder))) throw error;
    }
  }
  const log = await endOfLog(cluster.folder);
  throw new Error(`PostgreSQL did not let us in for ${timeoutMs / 1000} s. ${log}`);
}

/** The reason why the server does not start may be temporary: a full disk, a folder that is mounted again. */
async function untilJoined(
  enterOnce: () => Promise<Entry>,
  log: (line: string) => void,
  shutdown: AbortSignal,
): Promise<Entry> {
  const next = createBackOff(firstPauseMs, maxPauseMs);
  for (let tries = 0; ; tries++) {
    try {
      return await enterOnce();
    } catch (error) {
      shutdown.throwIfAborted();
      if (tries === 0) log(`no way back into the embedded database yet; trying on: ${String(error)}`);
      await delay(next(), undefined, { signal: shutdown });
    }
  }
}
