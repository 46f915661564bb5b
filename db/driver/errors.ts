import { DrizzleQueryError } from 'drizzle-orm';

/** The pool is closed, or the other side closed the connection. */
export class ConnectionEnded extends Error {
  override readonly name = 'ConnectionEnded';
  /** The driver's code. */
  readonly code = 'CONNECTION_ENDED';

  constructor() {
    super('The connection to the database has ended');
  }
}

/** The other side at the database's address does not answer in time. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** The driver's code. */
  readonly code = 'CONNECT_TIMEOUT';

  constructor() {
    super('The database server does not answer');
  }
}

/** No connection became free in time (R-SEC-10). */
export class PoolBusy extends Error {
  override readonly name = 'PoolBusy';
  readonly code = 'POOL_BUSY';

  constructor(waitMs: number) {
    super(`No connection to the database was free for ${waitMs} ms`);
  }
}

/** Error codes of the driver and the server if there is no connection, or the current one was lost. */
const lost = new Set([
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  // SQLSTATE: the server is starting, stopping, or out of connections.
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '53300',
]);

/** The cause of a failed query: the query's own message would contain its values. */
export const causeOf = (error: unknown): unknown =>
  error instanceof DrizzleQueryError && error.cause ? error.cause : error;

/** Error codes for something that took too long and may succeed next time. */
const busy = new Set([
  'POOL_BUSY',
  // SQLSTATE: a statement or the wait for a lock took too long, or a transaction was left open.
  '57014',
  '55P03',
  '25P03',
  '25P04',
  // SQLSTATE: two transactions conflicted.
  '40001',
  '40P01',
]);

/** The code of an error from the driver or the server: SQLSTATE, or a word. */
export const codeOf = (error: unknown): string | undefined => {
  const fault = causeOf(error);
  return fault instanceof Error && 'code' in fault ? String(fault.code) : undefined;
};

/** Whether an error means that the database cannot be reached now. */
export const isDatabaseLost = (error: unknown): boolean => lost.has(codeOf(error) ?? '');

/** Whether an error means that the database is busy: nothing was changed, and a retry may succeed. */
export const isDatabaseBusy = (error: unknown): boolean => busy.has(codeOf(error) ?? '');
