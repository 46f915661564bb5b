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

/** Whether a fault is that the database cannot be reached just now. */
export function isDatabaseLost(error: unknown): boolean {
  const fault = error instanceof DrizzleQueryError ? error.cause : error;
  return fault instanceof Error && 'code' in fault && lost.has(String(fault.code));
}
