import { setTimeout as wait } from 'node:timers/promises';
import { ConnectionEnded, isDatabaseLost, PoolBusy } from './lost.ts';

/** What the pool must know of a connection. */
interface Poolable {
  /** Resolves when it can be used; rejects with why nobody can be reached. */
  readonly ready: Promise<void>;
  /** Whether it has served long enough, and another one is to take its place. */
  isExpired(): boolean;
  end(): Promise<void>;
}

interface PoolLimits {
  readonly connections: number;
  /** How long somebody waits for a free connection. */
  readonly waitMs: number;
}

interface Waiting<Connection> {
  readonly take: (connection: Connection) => void;
  readonly giveUp: (error: Error) => void;
}

/** Whom a connection is for: an organization, or a part of the system by its name. */
export type Holder = string | undefined;

/**
 * At most so many connections, each made when it is needed and used by one at a time. One holder gets half of them at
 * most, so that an organization whose acts are stuck does not keep the others waiting (R-SEC-10); of those who wait, the
 * holder that has the fewest comes next, and then in the order of asking. A connection that is lost is never used again:
 * the next who needs one gets a new one.
 * @param connect is told whom to tell of the loss of a connection that was ready.
 */
export function createPool<Connection extends Poolable>(
  { connections: most, waitMs }: PoolLimits,
  connect: (onLost: () => void) => Connection,
) {
  const all = new Set<Connection>();
  const served = new WeakSet<Connection>();
  const free: Connection[] = [];
  const takenAt = new Map<Connection, number>();
  const held = new Map<Holder, number>();
  const waiting = new Map<Holder, Waiting<Connection>[]>();
  const mostOfOne = Math.max(2, Math.floor(most / 2));
  let isClosed = false;
  let onIdle = () => {};

  const mayTake = (holder: Holder): boolean => holder === undefined || (held.get(holder) ?? 0) < mostOfOne;

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

  /** Gives what is free, or may be made, to those who wait. */
  function serve(): void {
    while (!isClosed && (free.length > 0 || all.size < most)) {
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
    const isFree = free.length > 0 || all.size < most;
    if (!isFree || !mayTake(holder)) return waitFor(holder);
    count(holder, 1);
    return free.pop() ?? add();
  }

  function waitFor(holder: Holder): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const queue = waiting.get(holder) ?? [];
      waiting.set(holder, queue);
      const patience = setTimeout(() => {
        queue.splice(queue.indexOf(entry), 1);
        if (queue.length === 0 && waiting.get(holder) === queue) waiting.delete(holder);
        reject(new PoolBusy(waitMs));
      }, waitMs);
      const entry: Waiting<Connection> = {
        take(connection) {
          clearTimeout(patience);
          count(holder, 1);
          resolve(connection);
        },
        giveUp(error) {
          clearTimeout(patience);
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

  /** Waits for the connection to be there; where nobody can be reached, those who wait are told so at once. */
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
     * Work that only finds out that its connection was cut off while nobody used it starts over with another.
     * @param work may tell that it has begun, and so cannot start over.
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
    /** Whether every connection that there may be has been in use for so long: nobody gets one any more. */
    isStuck: (ms: number): boolean =>
      takenAt.size >= most && [...takenAt.values()].every((at) => performance.now() - at > ms),
    /** Ends the connections when what is running on them has ended, or after some seconds; nobody gets one any more. */
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

/** How long running work may take when the pool is closed. */
const graceMs = 5000;
