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
 * A client for one connection, with every statement prepared. Drizzle hands statements over by `unsafe`, which asks the
 * server about each one before it sends the values: two round trips, and nothing pipelined. Prepared, a statement that
 * the connection knows goes out with its values at once, together with those that follow it.
 *
 * Its transactions are our own: those of the driver send what the work leaves behind when they are over, and what is
 * sent on a lost connection ends the process (porsager/postgres#1208).
 */
export const prepared = (client: postgres.Sql, state: ConnectionState = neverLost): postgres.Sql =>
  withMethods(client, {
    unsafe: sender(client, state, state.isLost),
    begin: (work: Parameters<typeof runTransaction>[2]) => runTransaction(client, state, work),
  });
