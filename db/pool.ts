/** The pool is closed, or the connection of the work that asks is gone. */
export class ConnectionEnded extends Error {
  override readonly name = 'ConnectionEnded';
  /** As the driver says it. */
  readonly code = 'CONNECTION_ENDED';

  constructor() {
    super('The connection to the database has ended');
  }
}

/**
 * At most so many connections, each made when it is needed and used by one at a time, in the order of asking. One that
 * is lost is never used again: the next who needs one gets a new one.
 * @param connect is told whom to tell of the loss.
 */
export function createPool<Connection extends { end(): Promise<void> }>(
  most: number,
  connect: (onLost: () => void) => Connection,
) {
  const all = new Set<Connection>();
  const free: Connection[] = [];
  const waiting: { take(connection: Connection): void; giveUp(error: Error): void }[] = [];
  let isClosed = false;

  function add(): Connection {
    const connection = connect(() => lose(connection));
    all.add(connection);
    return connection;
  }

  function lose(connection: Connection): void {
    if (!all.delete(connection)) return;
    const at = free.indexOf(connection);
    if (at >= 0) free.splice(at, 1);
    if (!isClosed) waiting.shift()?.take(add());
  }

  async function take(): Promise<Connection> {
    if (isClosed) throw new ConnectionEnded();
    const connection = free.pop() ?? (all.size < most ? add() : undefined);
    return connection ?? new Promise((resolve, reject) => waiting.push({ take: resolve, giveUp: reject }));
  }

  function giveBack(connection: Connection): void {
    if (!all.has(connection)) return;
    const next = waiting.shift();
    if (next) next.take(connection);
    else free.push(connection);
  }

  return {
    async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
      const connection = await take();
      try {
        return await work(connection);
      } finally {
        giveBack(connection);
      }
    },
    /** Ends the connections when what is running on them has ended; nobody gets one any more. */
    async close(): Promise<void> {
      isClosed = true;
      for (const { giveUp } of waiting.splice(0)) giveUp(new ConnectionEnded());
      await Promise.all([...all].map((connection) => connection.end()));
    },
  };
}
