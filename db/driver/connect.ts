import type { Socket } from 'node:net';
import postgres from 'postgres';
import { type DatabaseAddress, requireAddress } from './address.ts';
import { createDialer } from './dial.ts';
import { NoAnswer } from './lost.ts';
import { type SessionLimits, statementOfSettings } from './session.ts';

interface ConnectionOptions {
  /** What the server's lists of sessions call it. */
  readonly name: string;
  /** The connection was lost, or has ended. */
  readonly onclose?: () => void;
}

/**
 * One connection, which is made when it is first asked for something, and not again once it is lost. Its settings are
 * those of the server; `openSession` states our own.
 * @param onUnreachable is told why, when none of the hosts can be reached, or lets us in.
 */
export function openConnection(
  where: string | DatabaseAddress,
  { name, onclose = () => {} }: ConnectionOptions,
  onUnreachable: (why: Error) => void = () => {},
): postgres.Sql {
  const address = requireAddress(where);
  const { user, password = '', database, options, targetSession, connectTimeoutMs } = address;
  const [first = { host: 'localhost', port: 5432 }] = address.hosts;
  const settings = {
    // For the driver's own messages; the sockets come from our dialling, encrypted where that is asked for.
    host: first.host,
    port: first.port,
    user,
    pass: password,
    database,
    ssl: false,
    max: 1,
    // An end of its own accord would cut off whoever has just taken it.
    max_lifetime: null,
    idle_timeout: 0,
    connect_timeout: connectTimeoutMs / 1000,
    // Asked for when it connects; lost meanwhile, the driver lets nobody catch it. Drizzle reads arrays itself.
    fetch_types: false,
    onnotice: () => {},
    onclose,
    connection: {
      application_name: address.applicationName ?? name,
      ...(options === undefined ? {} : { options }),
    },
    ...(targetSession === 'any' ? {} : { target_session_attrs: targetSession }),
    socket: reportingTo(createDialer(address), (why) => {
      onUnreachable(why);
      void connection.end({ timeout: 0 });
    }),
  };
  const connection = postgres(settings as postgres.Options<Record<string, postgres.PostgresType>>);
  return connection;
}

/**
 * Left to itself the driver calls for ever and without a pause when whoever answers hangs up, as a proxy does whose
 * server is down (porsager/postgres#1193), and when none of several hosts answers.
 */
const reportingTo =
  (dial: () => Promise<Socket>, onNobody: (why: Error) => void) => async (): Promise<Socket> => {
    try {
      return await dial();
    } catch (error) {
      onNobody(error as Error);
      throw error;
    }
  };

/**
 * One connection that connects at once and states its settings before anything else.
 * @returns `ready` rejects with why nobody can be reached or lets us in; then the connection is of no use.
 */
export function openSession(
  where: string | DatabaseAddress,
  options: ConnectionOptions & { readonly limits: SessionLimits },
): { readonly sql: postgres.Sql; readonly ready: Promise<void> } {
  const address = requireAddress(where);
  let unreachable: Error | undefined;
  const sql = openConnection(address, options, (why) => {
    unreachable = why;
  });
  // The driver itself waits for a server that lets us in and then says nothing.
  const patience = setTimeout(
    () => {
      unreachable = new NoAnswer();
      void sql.end({ timeout: 0 });
    },
    address.connectTimeoutMs * (address.hosts.length + 1),
  );
  const stated = sql.unsafe(statementOfSettings(options.limits)).then(
    () => clearTimeout(patience),
    (error: unknown) => {
      clearTimeout(patience);
      void sql.end({ timeout: 0 });
      throw unreachable ?? error;
    },
  );
  // Whoever uses the connection waits for it; nobody may have come to that yet.
  stated.catch(() => {});
  return { sql, ready: stated };
}
