import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A proxy between the bot and its database. Cutting it closes all connections and refuses new ones. */
export interface DatabaseProxy {
  /** The database's address through the proxy. */
  readonly url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  /**
   * Cuts the next connection that receives this answer, such as `COMMIT`, before the answer arrives; then resolves.
   * Others stay connected.
   */
  cutBefore(answer: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy in front of a database. */
export async function startDatabaseProxy(url: string): Promise<DatabaseProxy> {
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
