/** The server's time limits for one of our sessions, in milliseconds; 0 is no limit. */
export interface SessionLimits {
  readonly statementMs: number;
  readonly lockMs: number;
  /** For an idle transaction. */
  readonly idleMs: number;
}

/** Migrations may take any time, but do not wait for a lock forever. */
export const migrationLimits: SessionLimits = { statementMs: 0, lockMs: 60_000, idleMs: 600_000 };

/**
 * Settings that change how values are written, how names are found, or what a transaction sees. A server, a database or
 * a role may have other values, so every session states them.
 */
const settings: Readonly<Record<string, string>> = {
  client_encoding: 'UTF8',
  datestyle: 'ISO, MDY',
  intervalstyle: 'postgres',
  timezone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  search_path: 'public',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  transform_null_equals: 'off',
  row_security: 'on',
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
};

/**
 * The statements that state a session's settings, to send together in the simple protocol. They are sent after the
 * session has begun, because a pooler accepts few of them as startup parameters.
 */
export function statementOfSettings({ statementMs, lockMs, idleMs }: SessionLimits): string {
  const all = {
    ...settings,
    lock_timeout: String(lockMs),
    idle_in_transaction_session_timeout: String(idleMs),
    // Keeps unused connections open.
    idle_session_timeout: '0',
    statement_timeout: String(statementMs),
  };
  const stated = Object.entries(all).map(([name, value]) => `set session ${name} to '${value}';`);
  // PostgreSQL 17 has this setting; earlier versions refuse its name.
  const newer = `select pg_catalog.set_config(name, '0', false) from pg_catalog.pg_settings where name = 'transaction_timeout';`;
  return `${stated.join(' ')} ${newer}`;
}
