import { DrizzleQueryError } from 'drizzle-orm';

/** What the driver and the server say when there is no connection to be had, or the one in use went away. */
const lost = new Set([
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'ECONNREFUSED',
  'ECONNRESET',
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

/** Whether a fault is that the database cannot be reached just now. */
export function isDatabaseLost(error: unknown): boolean {
  const fault = causeOf(error);
  return fault instanceof Error && 'code' in fault && lost.has(String(fault.code));
}
