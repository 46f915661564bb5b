import type { ExtractTablesWithRelations, SQLWrapper } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { PgQueryResultKind, PgTransaction } from 'drizzle-orm/pg-core';
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import { drizzle } from 'drizzle-orm/postgres-js';
import { openConnection } from './connect.ts';
import { createPool } from './pool.ts';
import { prepared } from './prepared.ts';
import { type Given, statement } from './statement.ts';

export type Transaction = PgTransaction<
  PostgresJsQueryResultHKT,
  Record<string, never>,
  ExtractTablesWithRelations<Record<string, never>>
>;

/** What is asked of a database: a single statement, or work in a transaction. */
export interface Database {
  /** For a statement that may be repeated: it is, when its connection turns out to be gone. */
  execute<Row extends Record<string, unknown>>(
    query: SQLWrapper | string,
  ): Promise<PgQueryResultKind<PostgresJsQueryResultHKT, Row>>;
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

/**
 * Opens the one pool of connections. What a lost connection interrupts is refused (`isDatabaseLost`), and the next to
 * come gets a new one.
 * @param connections how many at most; acts wait for a free one.
 */
export function openDatabase(
  url: string,
  connections = 10,
): { readonly db: Database; close(): Promise<void> } {
  const { use, close } = createPool(connections, (onLost) => connect(url, onLost));
  const db: Database = {
    execute: (query) => use((connection) => connection.db.execute(query)),
    transaction: (work) =>
      use((connection, begin) =>
        connection.db.transaction((tx) => {
          begin();
          return work(tx);
        }),
      ),
  };
  return { db, close };
}

/** Servers and the names of their hosts change; and the server keeps every statement that was prepared. */
const lifetimeMs = 45 * 60_000;

/**
 * One connection, with a client of the driver's for itself. The driver's own pool takes a lost connection up again
 * with what was left to send on it, and then may never get through.
 */
function connect(url: string, onLost: (unreachable?: Error) => void) {
  let isLost = false;
  const lose = (unreachable?: Error) => {
    isLost = true;
    onLost(unreachable);
  };
  const options = { connection: { application_name: 'accord' }, onclose: () => lose() };
  const client = openConnection(url, options, lose);
  const expiresAt = performance.now() + lifetimeMs;
  return {
    db: drizzle(prepared(client, () => isLost)),
    isExpired: () => performance.now() > expiresAt,
    end: () => client.end({ timeout: 5 }),
  };
}

/** What a transaction may see: an organization's rows, or every row for work of the system that names itself. */
export type TransactionScope = { readonly organization: string } | { readonly system: string };

/** Takes the restricted role and states for whom, in one statement (R-SEC-06). */
const enter = statement(
  (_, given: Given<{ setting: string; whom: string }>) =>
    sql`select set_config('role', 'accord_app', true), set_config(${given.setting}, ${given.whom}, true)`,
);
const workFor = statement(
  (_, given: Given<{ system: string }>) => sql`select set_config('accord.system', ${given.system}, true)`,
);

/**
 * Runs work in one transaction, as an organization or as a named part of the system (R-SEC-06). The statement that
 * states it is sent together with the first query of the work, so it costs no round trip of its own.
 */
export function transaction<T>(
  db: Database,
  scope: TransactionScope,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    const entering =
      'organization' in scope
        ? enter(tx, { setting: 'accord.organization', whom: scope.organization })
        : enter(tx, { setting: 'accord.system', whom: scope.system });
    const [, value] = await Promise.all([entering, work(tx)]);
    return value;
  });
}

/** From here to its end, the transaction of an organization's act works for the system: it tells others of the act. */
export async function continueAsSystem(tx: Transaction, system: string): Promise<void> {
  await workFor(tx, { system });
}
