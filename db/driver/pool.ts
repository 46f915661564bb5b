import { isDatabaseLost } from './lost.ts';

/** The pool is closed, or whoever answered has hung up. */
export class ConnectionEnded extends Error {
  override readonly name = 'ConnectionEnded';
  /** As the driver says it. */
  readonly code = 'CONNECTION_ENDED';

  constructor() {
    super('The connection to the database has ended');
  }
}

/** What the pool must know of a connection. */
interface Poolable {
  /** Whether it has served long enough, and another one is to take its place. */
  isExpired(): boolean;
  end(): Promise<void>;
}

/**
 * At most so many connections, each made when it is needed and used by one at a time, in the order of asking. One that
 * is lost is never used again: the next who needs one gets a new one.
 * @param connect is told whom to tell of the loss, and of why nobody can be reached: those who wait are refused with
 * that too.
 */
export function createPool<Connection extends Poolable>(
  most: number,
  connect: (onLost: (unreachable?: Error) => void) => Connection,
) {
  const all = new Set<Connection>();
  const served = new WeakSet<Connection>();
  const free: Connection[] = [];
  const waiting: { take(connection: Connection): void; giveUp(error: Error): void }[] = [];
  let isClosed = false;

  function add(): Connection {
    const connection = connect((unreachable) => lose(connection, unreachable));
    all.add(connection);
    return connection;
  }

  function lose(connection: Connection, unreachable?: Error): void {
    if (!all.delete(connection)) return;
    const at = free.indexOf(connection);
    if (at >= 0) free.splice(at, 1);
    if (unreachable) refuseAll(unreachable);
    else if (!isClosed) waiting.shift()?.take(add());
  }

  async function take(): Promise<Connection> {
    if (isClosed) throw new ConnectionEnded();
    const connection = free.pop() ?? (all.size < most ? add() : undefined);
    return connection ?? new Promise((resolve, reject) => waiting.push({ take: resolve, giveUp: reject }));
  }

  function giveBack(connection: Connection): void {
    if (!all.has(connection)) return;
    const expiresAt = connection.isExpired();
    const next = expiresAt ? undefined : waiting.shift();
    if (expiresAt) retire(connection);
    else if (next) next.take(connection);
    else free.push(connection);
  }

  function retire(connection: Connection): void {
    lose(connection);
    void connection.end();
  }

  function refuseAll(error: Error): void {
    for (const { giveUp } of waiting.splice(0)) giveUp(error);
  }

  return {
    /**
     * Work that only finds out that its connection was cut off while nobody used it starts over with another.
     * @param work may tell that it has begun, and so cannot start over.
     */
    async use<T>(work: (connection: Connection, begin: () => void) => Promise<T>): Promise<T> {
      for (;;) {
        const connection = await take();
        let mayStartOver = served.has(connection);
        served.add(connection);
        try {
          return await work(connection, () => {
            mayStartOver = false;
          });
        } catch (error) {
          if (!mayStartOver || !isDatabaseLost(error)) throw error;
          retire(connection);
        } finally {
          giveBack(connection);
        }
      }
    },
    /** Ends the connections when what is running on them has ended; nobody gets one any more. */
    async close(): Promise<void> {
      isClosed = true;
      refuseAll(new ConnectionEnded());
      await Promise.all([...all].map((connection) => connection.end()));
    },
  };
}
