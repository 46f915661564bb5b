import { setTimeout as wait } from 'node:timers/promises';
import { ConnectionEnded, isDatabaseLost, PoolBusy } from './errors.ts';

/** A connection as the pool sees it. */
interface Poolable {
  /** Resolves when it can be used; rejects with the reason if no host can be reached. */
  readonly ready: Promise<void>;
  /** Whether it is too old and must be replaced. */
  isExpired(): boolean;
  end(): Promise<void>;
}

interface PoolLimits {
  readonly connections: number;
  /** How long a caller waits for a free connection. */
  readonly waitMs: number;
}

interface Waiting<Connection> {
  readonly take: (connection: Connection) => void;
  readonly giveUp: (error: Error) => void;
}

/** Who uses a connection: an organization, or a part of the system by name. */
export type Holder = string | undefined;

/**
 * At most this many connections, each opened when needed and used by one caller at a time. A holder gets at most half
 * of them, so that an organization whose acts hang does not block the others (R-SEC-10); among those who wait, the
 * holder with the fewest connections is next, then the one who asked first. A lost connection is never used again: the
 * next caller gets a new one.
 * @param connect gets a function to call when a ready connection is lost.
 */
export function createPool<Connection extends Poolable>(
  { connections: max, waitMs }: PoolLimits,
  connect: (onLost: () => void) => Connection,
) {
  const all = new Set<Connection>();
  const served = new WeakSet<Connection>();
  const free: Connection[] = [];
  const takenAt = new Map<Connection, number>();
  const held = new Map<Holder, number>();
  const waiting = new Map<Holder, Waiting<Connection>[]>();
  const maxOfOne = Math.max(2, Math.floor(max / 2));
  let isClosed = false;
  let onIdle = () => {};

  const mayTake = (holder: Holder): boolean => holder === undefined || (held.get(holder) ?? 0) < maxOfOne;

  function count(holder: Holder, by: 1 | -1): void {
    const now = (held.get(holder) ?? 0) + by;
    if (now === 0) held.delete(holder);
    else held.set(holder, now);
  }

  function add(): Connection {
    const connection = connect(() => lose(connection));
    all.add(connection);
    return connection;
  }

  function lose(connection: Connection): void {
    if (!all.delete(connection)) return;
    const at = free.indexOf(connection);
    if (at >= 0) free.splice(at, 1);
    serve();
  }

  /** Gives free or new connections to those who wait. */
  function serve(): void {
    while (!isClosed && (free.length > 0 || all.size < max)) {
      const next = shiftNext();
      if (!next) return;
      next.take(free.pop() ?? add());
    }
  }

  function shiftNext(): Waiting<Connection> | undefined {
    let next: Holder;
    let fewest = Number.POSITIVE_INFINITY;
    for (const holder of waiting.keys()) {
      const has = held.get(holder) ?? 0;
      if (mayTake(holder) && has < fewest) [next, fewest] = [holder, has];
    }
    const queue = fewest === Number.POSITIVE_INFINITY ? undefined : waiting.get(next);
    const first = queue?.shift();
    if (queue?.length === 0) waiting.delete(next);
    return first;
  }

  async function take(holder: Holder): Promise<Connection> {
    if (isClosed) throw new ConnectionEnded();
    const isFree = free.length > 0 || all.size < max;
    if (!isFree || !mayTake(holder)) return waitFor(holder);
    count(holder, 1);
    return free.pop() ?? add();
  }

  function waitFor(holder: Holder): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const queue = waiting.get(holder) ?? [];
      waiting.set(holder, queue);
      const giveUp = setTimeout(() => {
        queue.splice(queue.indexOf(entry), 1);
        if (queue.length === 0 && waiting.get(holder) === queue) waiting.delete(holder);
        reject(new PoolBusy(waitMs));
      }, waitMs);
      const entry: Waiting<Connection> = {
        take(connection) {
          clearTimeout(giveUp);
          count(holder, 1);
          resolve(connection);
        },
        giveUp(error) {
          clearTimeout(giveUp);
          reject(error);
        },
      };
      queue.push(entry);
    });
  }

  function giveBack(connection: Connection, holder: Holder): void {
    takenAt.delete(connection);
    if (takenAt.size === 0) onIdle();
    count(holder, -1);
    if (all.has(connection) && connection.isExpired()) retire(connection);
    if (all.has(connection)) free.push(connection);
    serve();
  }

  function retire(connection: Connection): void {
    lose(connection);
    void connection.end();
  }

  function refuseAll(error: Error): void {
    const everybody = [...waiting.values()].flat();
    waiting.clear();
    for (const { giveUp } of everybody) giveUp(error);
  }

  /** Waits until the connection is ready; if no host can be reached, all waiting callers fail at once. */
  async function getReady(connection: Connection): Promise<void> {
    try {
      await connection.ready;
    } catch (error) {
      all.delete(connection);
      if (isDatabaseLost(error)) refuseAll(error as Error);
      throw error;
    }
  }

  return {
    /**
     * If the work finds that its connection was lost while unused, it starts over with another one.
     * @param work may report that it has begun, and so cannot start over.
     */
    async use<T>(
      work: (connection: Connection, begin: () => void) => Promise<T>,
      holder?: Holder,
    ): Promise<T> {
      for (;;) {
        const connection = await take(holder);
        takenAt.set(connection, performance.now());
        let mayStartOver = served.has(connection);
        served.add(connection);
        try {
          await getReady(connection);
          return await work(connection, () => {
            mayStartOver = false;
          });
        } catch (error) {
          if (!mayStartOver || !isDatabaseLost(error)) throw error;
          retire(connection);
        } finally {
          giveBack(connection, holder);
        }
      }
    },
    /** Whether every possible connection has been in use for that long, so that no caller gets one any more. */
    isStuck: (ms: number): boolean =>
      takenAt.size >= max && [...takenAt.values()].every((at) => performance.now() - at > ms),
    /** Ends the connections after their running work, or after some seconds; no caller gets one any more. */
    async close(): Promise<void> {
      isClosed = true;
      refuseAll(new ConnectionEnded());
      const idle = new Promise<void>((resolve) => {
        onIdle = resolve;
      });
      if (takenAt.size > 0) await Promise.race([idle, wait(graceMs, undefined, { ref: false })]);
      await Promise.all([...all].map((connection) => connection.end()));
    },
  };
}

/** How long running work may continue when the pool is closed. */
const graceMs = 5000;
