import type { Socket } from 'node:net';
import postgres from 'postgres';
import { type DatabaseAddress, requireAddress } from './address.ts';
import { createSocketConnector } from './connect-socket.ts';
import { NoAnswer } from './errors.ts';
import { type SessionLimits, statementOfSettings } from './session.ts';

interface ConnectionOptions {
  /** The name in the server's lists of sessions. */
  readonly name: string;
  /** Called when the connection was lost or has ended. */
  readonly onclose?: () => void;
}

/**
 * One connection. It connects at the first statement, and never again once it is lost. It has the server's settings;
 * `openSession` sets ours.
 * @param onUnreachable called with the reason if none of the hosts can be reached, or none accepts us.
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
    // Only for the driver's error messages; we open the sockets ourselves, encrypted if required.
    host: first.host,
    port: first.port,
    user,
    pass: password,
    database,
    ssl: false,
    max: 1,
    // A connection that the driver ends could interrupt whoever has just taken it.
    max_lifetime: null,
    idle_timeout: 0,
    connect_timeout: connectTimeoutMs / 1000,
    // The driver would fetch them when connecting, and an error there cannot be caught. Drizzle reads arrays itself.
    fetch_types: false,
    onnotice: () => {},
    onclose,
    connection: {
      application_name: address.applicationName ?? name,
      ...(options === undefined ? {} : { options }),
    },
    ...(targetSession === 'any' ? {} : { target_session_attrs: targetSession }),
    socket: reportingTo(createSocketConnector(address), (why) => {
      onUnreachable(why);
      void connection.end({ timeout: 0 });
    }),
  };
  const connection = postgres(settings as postgres.Options<Record<string, postgres.PostgresType>>);
  return connection;
}

/**
 * Without this, the driver reconnects forever and without a pause if the other side closes the connection, as a proxy
 * does while its server is down (porsager/postgres#1193), or if none of several hosts answers.
 */
const reportingTo =
  (connectSocket: () => Promise<Socket>, onNobody: (why: Error) => void) => async (): Promise<Socket> => {
    try {
      return await connectSocket();
    } catch (error) {
      onNobody(error as Error);
      throw error;
    }
  };

/**
 * One connection that connects at once and states its settings first.
 * @returns `ready` rejects with the reason if no host can be reached or none accepts us; the connection is then
 * useless.
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
  // The driver has no limit for a server that accepts the connection and then says nothing.
  const giveUp = setTimeout(
    () => {
      unreachable = new NoAnswer();
      void sql.end({ timeout: 0 });
    },
    address.connectTimeoutMs * (address.hosts.length + 1),
  );
  const stated = sql.unsafe(statementOfSettings(options.limits)).then(
    () => clearTimeout(giveUp),
    (error: unknown) => {
      clearTimeout(giveUp);
      void sql.end({ timeout: 0 });
      throw unreachable ?? error;
    },
  );
  // Callers await it later; without this an early rejection would be unhandled.
  stated.catch(() => {});
  return { sql, ready: stated };
}
