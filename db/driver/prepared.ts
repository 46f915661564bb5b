import type postgres from 'postgres';
import { runTransaction } from './run-transaction.ts';
import { type ConnectionState, sender, withMethods } from './sender.ts';

const neverLost: ConnectionState = {
  isLost: () => false,
  lost: new Promise(() => {}),
  isRestricted: false,
  watch: () => {},
};

/**
 * A client for one connection, with every statement prepared. Drizzle sends statements by `unsafe`, which first asks
 * the server about each one: two round trips, without pipelining. A prepared statement that the connection knows is
 * sent with its values at once, together with the following ones.
 * Transactions are our own: the driver's would send what the work leaves behind after their end, and sending on a lost
 * connection ends the process (porsager/postgres#1208).
 */
export const prepared = (client: postgres.Sql, state: ConnectionState = neverLost): postgres.Sql =>
  withMethods(client, {
    unsafe: sender(client, state, state.isLost),
    begin: (work: Parameters<typeof runTransaction>[2]) => runTransaction(client, state, work),
  });
