import type { ExtractTablesWithRelations, SQLWrapper } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { PgQueryResultKind, PgTransaction } from 'drizzle-orm/pg-core';
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { createPool } from './pool.ts';
import { prepared } from './prepared.ts';
import * as schema from './schema/index.ts';

export type Transaction = PgTransaction<
  PostgresJsQueryResultHKT,
  typeof schema,
  ExtractTablesWithRelations<typeof schema>
>;

/** What is asked of a database: a single statement, or work in a transaction. */
export interface Database {
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
      use((connection) => connection.db.transaction((tx) => unlessLost(connection, work(tx)))),
  };
  return { db, close };
}

interface Connection {
  readonly db: PostgresJsDatabase<typeof schema>;
  isLost(): boolean;
  end(): Promise<void>;
}

/**
 * One connection, with a client of the driver's for itself. The driver's own pool takes a lost connection up again
 * with what was left to send on it, and then may never get through. Nor may it ask for the types of arrays, which is
 * what a new connection does first by default: when it is lost at that moment, nobody catches the fault.
 */
function connect(url: string, onLost: () => void): Connection {
  let isLost = false;
  const client = postgres(url, {
    max: 1,
    max_lifetime: null,
    connect_timeout: 5,
    fetch_types: false,
    connection: { application_name: 'accord' },
    onnotice: () => {},
    onclose: () => {
      isLost = true;
      onLost();
    },
  });
  return {
    db: drizzle(
      prepared(client, () => isLost),
      { schema },
    ),
    isLost: () => isLost,
    end: () => client.end({ timeout: 5 }),
  };
}

/**
 * What the work of a transaction comes to, if its connection is still there; else nothing ever. The driver refuses the
 * transaction of a lost connection, but if the work failed, too, it would roll back on what is no more, and that ends
 * the process (porsager/postgres#1208).
 */
const unlessLost = <T>({ isLost }: Connection, work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    work.then(
      (value) => isLost() || resolve(value),
      (error) => isLost() || reject(error),
    );
  });

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
