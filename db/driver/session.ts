/** How long the server lets one of our sessions wait; 0 is no limit. Milliseconds. */
export interface SessionLimits {
  readonly statementMs: number;
  readonly lockMs: number;
  /** For a transaction in which nothing happens. */
  readonly idleMs: number;
}

/** Whoever migrates may take as long as it takes, and does not queue behind a lock for ever. */
export const migrationLimits: SessionLimits = { statementMs: 0, lockMs: 60_000, idleMs: 600_000 };

/**
 * What changes how values are written, how names are found, or what a transaction sees. A server, a database or a role
 * may set each of these otherwise, so every session states them.
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
 * The statements that state a session's settings; several at once, in the simple protocol. They come after the session
 * has begun, because a pooler in between lets few of them through before.
 */
export function statementOfSettings({ statementMs, lockMs, idleMs }: SessionLimits): string {
  const all = {
    ...settings,
    lock_timeout: String(lockMs),
    idle_in_transaction_session_timeout: String(idleMs),
    // A connection that nobody needs for a while stays.
    idle_session_timeout: '0',
    statement_timeout: String(statementMs),
  };
  const stated = Object.entries(all).map(([name, value]) => `set session ${name} to '${value}';`);
  // PostgreSQL 17 has it, and earlier ones refuse its name.
  const newer = `select pg_catalog.set_config(name, '0', false) from pg_catalog.pg_settings where name = 'transaction_timeout';`;
  return `${stated.join(' ')} ${newer}`;
}
