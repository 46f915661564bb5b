import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import postgres from 'postgres';
import { ConnectionEnded } from './pool.ts';

/** Where the server is, as the driver read it from the URL and the environment. */
interface Address {
  readonly host: readonly string[];
  readonly port: readonly number[];
  /** A Unix socket, which then is the only way. */
  readonly path: string | false | undefined;
}

type Options = postgres.Options<Record<string, postgres.PostgresType>>;

const patienceMs = 5000;

/**
 * One connection, which is made when it is first asked for something, and not again once it is lost.
 * @param onUnreachable is told why, when none of the hosts can be reached, or lets us in.
 */
export function openConnection(
  url: string,
  options: Options,
  onUnreachable: (why: Error) => void = () => {},
): postgres.Sql {
  const settings = {
    max: 1,
    // An end of its own accord would cut off whoever has just taken it.
    max_lifetime: null,
    idle_timeout: 0,
    connect_timeout: patienceMs / 1000,
    // Asked for when it connects; lost meanwhile, the driver lets nobody catch it. Drizzle reads arrays itself.
    fetch_types: false,
    onnotice: () => {},
    ...options,
    socket: connectOnce((why) => {
      onUnreachable(why);
      // Of one host among several the driver says nothing.
      void connection.end({ timeout: 0 });
    }),
  };
  const connection = postgres(url, settings);
  return connection;
}

/**
 * The sockets of one connection, for the driver's option `socket`: calls each host once, in their order, when the driver
 * asks for another one. Left to itself the driver calls for ever and without a pause when whoever answers hangs up, as a
 * proxy does whose server is down (porsager/postgres#1193), and when none of several hosts answers.
 * @param onNone is told why, when there is nobody left to call.
 */
function connectOnce(onNone: (why: Error) => void): (address: Address) => Promise<Socket> {
  let tried = 0;
  return async ({ host, port, path }) => {
    const ways = path ? [{ path }] : host.map((name, at) => ({ host: name, port: port[at] ?? 5432 }));
    let why: Error = new ConnectionEnded();
    for (let way = ways[tried]; way; way = ways[tried]) {
      tried += 1;
      const socket = connect({ ...way, noDelay: true });
      try {
        await once(socket, 'connect', { signal: AbortSignal.timeout(patienceMs) });
        // The driver takes the name for the server's certificate from here.
        return Object.assign(socket, way);
      } catch (error) {
        socket.destroy();
        why = reasonOf(error);
      }
    }
    onNone(why);
    throw why;
  };
}

/** A name with several addresses fails once for each of them. */
function reasonOf(error: unknown): Error {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  if (error instanceof Error && error.name === 'AbortError') {
    return Object.assign(new Error('The database server does not answer'), { code: 'CONNECT_TIMEOUT' });
  }
  return error as Error;
}
