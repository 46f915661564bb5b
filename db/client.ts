import type { ExtractTablesWithRelations } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { PgTransaction } from 'drizzle-orm/pg-core';
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from './schema/index.ts';

export type Database = PostgresJsDatabase<typeof schema>;
export type Transaction = PgTransaction<
  PostgresJsQueryResultHKT,
  typeof schema,
  ExtractTablesWithRelations<typeof schema>
>;

/**
 * Opens the one pool of connections.
 * @param connections how many at most; acts wait for a free one.
 */
export function openDatabase(
  url: string,
  connections = 10,
): { readonly db: Database; close(): Promise<void> } {
  const client = postgres(url, {
    max: connections,
    connect_timeout: 5,
    connection: { application_name: 'accord' },
    onnotice: () => {},
  });
  return { db: drizzle(client, { schema }), close: () => client.end({ timeout: 5 }) };
}

/** What a transaction may see: an organization's rows, or every row for work of the system that names itself. */
export type Standing = { readonly organization: string } | { readonly system: string };

/** Takes the restricted role and states for whom, in one statement (R-SEC-06). */
const enter = (standing: Standing) =>
  'organization' in standing
    ? sql`select set_config('role', 'accord_app', true), set_config('accord.organization', ${standing.organization}, true)`
    : sql`select set_config('role', 'accord_app', true), set_config('accord.system', ${standing.system}, true)`;

/**
 * Runs work in one transaction, as an organization or as a named part of the system (R-SEC-06). The statement that
 * states it is sent together with the first query of the work, so it costs no round trip of its own.
 */
export function transaction<T>(
  db: Database,
  standing: Standing,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    const entering = tx.execute(enter(standing)).then(() => undefined);
    const [, value] = await Promise.all([entering, work(tx)]);
    return value;
  });
}

/** From here to its end, the transaction of an organization's act works for the system: it tells others of the act. */
export async function continueAsSystem(tx: Transaction, system: string): Promise<void> {
  await tx.execute(sql`select set_config('accord.system', ${system}, true)`);
}
