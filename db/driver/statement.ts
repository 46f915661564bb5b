import { type Placeholder, SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsSession } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import type { Transaction } from './client.ts';

/** Builds queries: a transaction, or the shared builder. */
export type Builder = Pick<Transaction, 'select' | 'selectDistinct' | 'insert' | 'update'>;

/** Placeholders for the values of a statement. */
export type Given<Values> = { readonly [Name in keyof Values & string]: Placeholder<Name, Values[Name]> };

interface Built<Rows> {
  execute(values?: Record<string, unknown>): Promise<Rows>;
}
/** A query of Drizzle, or plain SQL with declared rows. */
type Query<Rows> = { prepare(name: string): Built<Rows> } | SQL<Rows>;

/** The transaction that sends the current statement; set only during the synchronous call of the driver. */
let sender: Pick<postgres.ISql, 'unsafe'> | undefined;

/** Builds statements for any transaction: its driver forwards to the current sender. */
const builder = drizzle({
  options: { parsers: {}, serializers: {} },
  unsafe(...statement: Parameters<postgres.ISql['unsafe']>) {
    if (!sender) throw new Error('A statement was sent outside of its transaction');
    return sender.unsafe(...statement);
  },
} as unknown as postgres.Sql);
const dialect = new PgDialect();

/**
 * A statement that is built once for all transactions, and is sent as soon as it is called, even if nobody awaits it.
 * Drizzle's own prepared statements belong to one connection, and building a query takes longer than sending it; this
 * is for frequent statements.
 */
export function statement<Values, Rows>(
  build: (db: Builder, given: Given<Values>) => Query<Rows>,
): (tx: Transaction, values: Values) => Promise<Rows> {
  let built: Built<Rows> | undefined;
  return (tx, values) => {
    built ??= prepare(build(builder, places as Given<Values>));
    sender = sessionOf(tx).client;
    try {
      return built.execute(values as Record<string, unknown>);
    } finally {
      sender = undefined;
    }
  };
}

const places = new Proxy({}, { get: (_, name) => sql.placeholder(String(name)) });

const prepare = <Rows>(query: Query<Rows>): Built<Rows> =>
  query instanceof SQL
    ? (sessionOf(builder).prepareQuery(dialect.sqlToQuery(query), undefined, '', false) as Built<Rows>)
    : query.prepare('');

type Session = PostgresJsSession<postgres.Sql, Record<string, never>, Record<string, never>>;

const sessionOf = (db: { readonly _: { readonly session: unknown } }) => db._.session as Session;
