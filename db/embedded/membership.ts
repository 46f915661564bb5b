import { setTimeout as delay } from 'node:timers/promises';
import type postgres from 'postgres';
import { createBackOff } from '../../src/kernel/back-off.ts';
import { isLastPresent, takePresence } from './presence.ts';
import { type Cluster, endOfLog } from './run.ts';
import { findServer, startServer, stopServer } from './server.ts';

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

const patienceMs = 120_000;
/**
 * How many starts may fail: other processes may be starting or stopping the server, and a dying one takes a moment.
 */
const maxFailedStarts = 10;
/** The pause between two tries to reconnect. */
const firstPauseMs = 500;
const longestPauseMs = 30_000;

/**
 * Connects to the cluster's server and starts it if none runs; does so again whenever it dies, however long it takes.
 */
export async function joinServer(
  cluster: Cluster,
  urlOf: (port: number) => string,
  log: (line: string) => void,
): Promise<Membership> {
  const leaving = new AbortController();
  const { signal } = leaving;
  const enterOnce = () => enter(cluster, urlOf, onLost, signal);
  function onLost(): void {
    if (signal.aborted) return;
    log('lost the embedded database; going back in');
    entry = untilIn(enterOnce, log, signal);
    entry.catch(() => undefined);
  }
  let entry = enterOnce();
  const { port } = await entry;
  return {
    port,
    async leave() {
      leaving.abort();
      const present = await entry.catch(() => undefined);
      if (!present) return;
      // The exclusive lock keeps new processes out until the server has stopped, which also ends this session.
      if (await isLastPresent(present.session)) await stopServer(cluster);
      await present.session.end({ timeout: 1 });
    },
  };
}

async function enter(
  cluster: Cluster,
  urlOf: (port: number) => string,
  onLost: () => void,
  leaving: AbortSignal,
): Promise<Entry> {
  let failedStarts = 0;
  for (const giveUp = Date.now() + patienceMs; Date.now() < giveUp && !leaving.aborted; await delay(50)) {
    const server = await findServer(cluster.folder);
    const session = server && (await takePresence(urlOf(server.port), onLost));
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
  throw new Error(`PostgreSQL did not let us in for ${patienceMs / 1000} s. ${log}`);
}

/** The reason why the server does not start may be temporary: a full disk, a folder that is mounted again. */
async function untilIn(
  enterOnce: () => Promise<Entry>,
  log: (line: string) => void,
  leaving: AbortSignal,
): Promise<Entry> {
  const next = createBackOff(firstPauseMs, longestPauseMs);
  for (let tries = 0; ; tries++) {
    try {
      return await enterOnce();
    } catch (error) {
      leaving.throwIfAborted();
      if (tries === 0) log(`no way back into the embedded database yet; trying on: ${String(error)}`);
      await delay(next(), undefined, { signal: leaving });
    }
  }
}
