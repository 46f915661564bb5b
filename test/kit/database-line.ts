import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The line between the bot and its database, which can be cut: who is connected is cut off, who comes is refused. */
export interface DatabaseLine {
  /** The database's address by way of the line. */
  readonly url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  /**
   * Cuts off the next one whom the database answers this, such as `COMMIT`, before it is told; resolves then. Others
   * stay connected.
   */
  cutBefore(answer: string): Promise<void>;
  close(): Promise<void>;
}

/** Lays a line to a database. */
export async function layLine(url: string): Promise<DatabaseLine> {
  const { hostname, port } = new URL(url);
  const callers = new Set<Socket>();
  let watch: { readonly answer: string; readonly seen: () => void } | undefined;

  const server = createServer((caller) => {
    const database = connect(Number(port), hostname);
    callers.add(caller);
    const hangUp = () => {
      callers.delete(caller);
      caller.destroy();
      database.destroy();
    };
    caller.on('error', hangUp).on('close', hangUp);
    database.on('error', hangUp).on('close', hangUp);
    caller.on('data', (bytes) => database.write(bytes));
    database.on('data', (bytes) => {
      if (!watch || !bytes.includes(`${watch.answer}\0`)) return caller.write(bytes);
      watch.seen();
      watch = undefined;
      return hangUp();
    });
  });
  const open = async (at: number) => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const shut = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const caller of callers) caller.destroy();
    await closed;
  };
  const own = await open(0);
  return {
    url: Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(own) }).href,
    cut: shut,
    mend: async () => {
      await open(own);
    },
    cutBefore: (answer) =>
      new Promise((resolve) => {
        watch = { answer, seen: resolve };
      }),
    close: async () => {
      if (server.listening) await shut();
    },
  };
}
