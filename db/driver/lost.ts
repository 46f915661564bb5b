import { DrizzleQueryError } from 'drizzle-orm';

/** The pool is closed, or whoever answered has hung up. */
export class ConnectionEnded extends Error {
  override readonly name = 'ConnectionEnded';
  /** As the driver says it. */
  readonly code = 'CONNECTION_ENDED';

  constructor() {
    super('The connection to the database has ended');
  }
}

/** Whoever is called at the address of the database does not answer in time. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** As the driver says it. */
  readonly code = 'CONNECT_TIMEOUT';

  constructor() {
    super('The database server does not answer');
  }
}

/** Nobody gave a connection back in time (R-SEC-10). */
export class PoolBusy extends Error {
  override readonly name = 'PoolBusy';
  readonly code = 'POOL_BUSY';

  constructor(waitMs: number) {
    super(`No connection to the database was free for ${waitMs} ms`);
  }
}

/** What the driver and the server say when there is no connection to be had, or the one in use went away. */
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

/** What is behind a fault of a query: its own message would hold the query's values. */
export const causeOf = (error: unknown): unknown =>
  error instanceof DrizzleQueryError && error.cause ? error.cause : error;

/** What they say when something took longer than it may, and would perhaps not the next time. */
const busy = new Set([
  'POOL_BUSY',
  // SQLSTATE: a statement or the wait for a lock took too long, or a transaction was left open.
  '57014',
  '55P03',
  '25P03',
  '25P04',
  // SQLSTATE: two transactions were in each other's way.
  '40001',
  '40P01',
]);

/** What the driver or the server calls a fault: SQLSTATE, or a word. */
export const codeOf = (error: unknown): string | undefined => {
  const fault = causeOf(error);
  return fault instanceof Error && 'code' in fault ? String(fault.code) : undefined;
};

/** Whether a fault is that the database cannot be reached just now. */
export const isDatabaseLost = (error: unknown): boolean => lost.has(codeOf(error) ?? '');

/** Whether a fault is that the database is busy: nothing was changed, and the same may succeed when tried again. */
export const isDatabaseBusy = (error: unknown): boolean => busy.has(codeOf(error) ?? '');
