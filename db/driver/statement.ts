import { type Placeholder, SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsSession } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import type { Transaction } from './client.ts';

/** What queries are built on: a transaction, or what builds them for all. */
export type Builder = Pick<Transaction, 'select' | 'selectDistinct' | 'insert' | 'update'>;

/** Places for the values that a statement gets when it is sent. */
export type Given<Values> = { readonly [Name in keyof Values & string]: Placeholder<Name, Values[Name]> };

interface Built<Rows> {
  execute(values?: Record<string, unknown>): Promise<Rows>;
}
/** A query of Drizzle's, or plain SQL, whose rows are what it says they are. */
type Query<Rows> = { prepare(name: string): Built<Rows> } | SQL<Rows>;

/** In whose transaction a statement is sent; set for as long as handing it to the driver takes, which waits for nothing. */
let sender: Pick<postgres.ISql, 'unsafe'> | undefined;

/** Builds what any transaction sends: its driver is that of the sender. */
const builder = drizzle({
  options: { parsers: {}, serializers: {} },
  unsafe(...statement: Parameters<postgres.ISql['unsafe']>) {
    if (!sender) throw new Error('A statement was sent outside of its transaction');
    return sender.unsafe(...statement);
  },
} as unknown as postgres.Sql);
const dialect = new PgDialect();

/**
 * A statement that is built once, for all transactions, and begins at once when it is called, whether or not somebody
 * waits for it. Drizzle's own prepared statements belong to one connection, and building one anew takes longer than
 * sending it: so do the statements of what everybody does all day.
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
