import { causeOf } from '../../db/driver/errors.ts';

/** The log of background work, a part of pino's interface. Never log message texts or secrets (R-SEC-04). */
export interface Log {
  debug(facts: Readonly<Record<string, unknown>>, what: string): void;
  info(facts: Readonly<Record<string, unknown>>, what: string): void;
  warn(facts: Readonly<Record<string, unknown>>, what: string): void;
  error(facts: Readonly<Record<string, unknown>>, what: string): void;
}

const maxLength = 300;

/** What went wrong, for a log or a table: shortened, and without the values of a failed query. */
export function faultOf(error: unknown): string {
  const fault = causeOf(error);
  const text = fault instanceof Error ? `${fault.name}: ${fault.message}` : 'unknown';
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}
