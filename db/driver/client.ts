import type { ExtractTablesWithRelations, SQLWrapper } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { PgDialect, type PgQueryResultKind, type PgTransaction } from 'drizzle-orm/pg-core';
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import { drizzle, PostgresJsSession, PostgresJsTransaction } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import { type DatabaseAddress, requireAddress } from './address.ts';
import { openSession } from './connect.ts';
import { ConnectionEnded } from './errors.ts';
import { createPool, type Holder } from './pool.ts';
import { prepared } from './prepared.ts';
import type { DatabaseRoles } from './roles.ts';
import { type Entered, runRead } from './run-read.ts';
import type { ConnectionState } from './sender.ts';
import type { SessionLimits } from './session.ts';
import { type Given, statement } from './statement.ts';
import { createWatch } from './watch.ts';

export type Transaction = PgTransaction<
  PostgresJsQueryResultHKT,
  Record<string, never>,
  ExtractTablesWithRelations<Record<string, never>>
>;

/** Runs a single statement, or work in a transaction. */
export interface Database {
  /** For a statement that may be repeated: it is sent again if its connection turns out to be lost. */
  execute<Row extends Record<string, unknown>>(
    query: SQLWrapper | string,
  ): Promise<PgQueryResultKind<PostgresJsQueryResultHKT, Row>>;
  /**
   * Uses the role of acts, unless it is work of the system. Call the function `transaction` instead, which states what
   * may be seen.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>, scope?: TransactionScope): Promise<T>;
  /** Reads with the role of acts, in one round trip if the work does not wait in between (`run-read.ts`). */
  read<T>(reading: Reading<T>): Promise<T>;
}

/**
 * What a transaction may see: an organization's rows, the rows of whoever its first statement recognizes, or every row
 * for a named part of the system.
 */
export type TransactionScope =
  | { readonly organization: string }
  | { readonly recognizes: Holder }
  | { readonly system: string };

/** A read, and for whom. */
interface Reading<T> {
  /** The holder of the connection. */
  readonly holder: Holder;
  /** The first statement, which states for whom the transaction reads, and returns it. */
  readonly enter: (tx: Transaction) => Promise<Entered>;
  readonly work: (tx: Transaction, entered: Promise<Entered>) => Promise<T>;
}

/** How long callers wait at most (R-SEC-10). */
export interface DatabaseLimits extends SessionLimits {
  /** For a free connection. */
  readonly waitMs: number;
}

/** For people's acts, who wait for an answer. */
export const actLimits: DatabaseLimits = {
  statementMs: 15_000,
  lockMs: 5000,
  idleMs: 30_000,
  waitMs: 5000,
};

/** For background work, which may hold a conversation while a chat platform is slow. */
export const backgroundLimits: DatabaseLimits = {
  statementMs: 60_000,
  lockMs: 10_000,
  idleMs: 300_000,
  waitMs: 60_000,
};

interface OpenDatabase {
  readonly db: Database;
  /** Whether all connections have been in use for longer than any limit: only a new process helps. */
  isStuck(): boolean;
  close(): Promise<void>;
}

/**
 * Opens the connections of both roles; with a single address, one pool for everything. Work on a lost connection fails
 * with `isDatabaseLost`, work that takes too long with `isDatabaseBusy`, and the next caller gets a working connection.
 * @param connections the maximum for acts, which wait for a free one; the system has half as many of its own.
 */
export function openDatabase(
  where: string | DatabaseAddress | DatabaseRoles,
  connections = 10,
  limits: DatabaseLimits = actLimits,
): OpenDatabase {
  const open = (address: DatabaseAddress, max: number, isRestricted: boolean) =>
    createPool({ connections: max, waitMs: limits.waitMs }, (onLost) =>
      connect(address, limits, isRestricted, onLost),
    );
  const isOne = typeof where === 'string' || 'hosts' in where;
  const acts = isOne ? open(requireAddress(where), connections, false) : open(where.acts, connections, true);
  const system = isOne ? acts : open(where.system, Math.max(2, Math.ceil(connections / 2)), false);
  const db: Database = {
    execute: (query) => acts.use((connection) => connection.db.execute(query)),
    transaction: (work, scope) => {
      const isSystem = scope !== undefined && 'system' in scope;
      const holder = holderOf(scope);
      return (isSystem ? system : acts).use(
        (connection, begin) =>
          connection.db.transaction((tx) => {
            begin();
            return work(tx);
          }),
        holder,
      );
    },
    read: (reading) =>
      new Promise((resolve, reject) => {
        acts.use((connection) => connection.read(reading, resolve), reading.holder).catch(reject);
      }),
  };
  const longestMs = Math.max(limits.statementMs, limits.idleMs) + marginMs;
  return {
    db,
    isStuck: () => acts.isStuck(longestMs) || system.isStuck(longestMs),
    async close() {
      await Promise.all(system === acts ? [acts.close()] : [acts.close(), system.close()]);
    },
  };
}

/** Servers and their host names change, and the server keeps every prepared statement. */
const lifetimeMs = 45 * 60_000;
/** How much longer than the server's limit we wait before giving up. */
const marginMs = 5000;

/**
 * One connection with its own client of the driver. The driver's own pool reuses a lost connection with its unsent
 * statements, and may then never recover.
 */
function connect(address: DatabaseAddress, limits: SessionLimits, isRestricted: boolean, onLost: () => void) {
  let isReady = false;
  let isLost = false;
  let tellLoss = (_: Error) => {};
  const lost = new Promise<never>((_, reject) => {
    tellLoss = reject;
  });
  lost.catch(() => {});
  const lose = () => {
    if (isLost) return;
    isLost = true;
    silence.stop();
    tellLoss(new ConnectionEnded());
    if (isReady) onLost();
  };
  const { sql, ready } = openSession(address, { name: 'accord', limits, onclose: lose });
  const silence = createWatch(limits.statementMs && limits.statementMs + marginMs, () => {
    lose();
    void sql.end({ timeout: 0 });
  });
  ready.then(() => {
    isReady = true;
  }, lose);
  const expiresAt = performance.now() + lifetimeMs;
  const state = { isLost: () => isLost, lost, watch: silence.watch, isRestricted };
  const db = drizzle(prepared(sql, state));
  return {
    db,
    read: <T>(reading: Reading<T>, answer: (value: T) => void): Promise<void> =>
      isRestricted
        ? readOn(sql, state, reading, answer)
        : db.transaction(async (tx) => answer(await reading.work(tx, reading.enter(tx)))),
    ready,
    isExpired: () => performance.now() > expiresAt,
    end: () => sql.end({ timeout: 1 }),
  };
}

const holderOf = (scope: TransactionScope | undefined): Holder => {
  if (scope === undefined || 'system' in scope) return undefined;
  return 'recognizes' in scope ? scope.recognizes : scope.organization;
};

const dialect = new PgDialect();

function readOn<T>(
  sql: postgres.Sql,
  state: ConnectionState,
  { enter, work }: Reading<T>,
  answer: (value: T) => void,
): Promise<void> {
  let tx: Transaction | undefined;
  const on = (client: postgres.Sql): Transaction => {
    // A transaction without savepoints, because a read has nothing to roll back.
    const session = new PostgresJsSession(client, dialect, undefined);
    tx ??= new PostgresJsTransaction(dialect, session as never, undefined) as unknown as Transaction;
    return tx;
  };
  const reading = {
    enter: (client: postgres.Sql) => enter(on(client)),
    work: (client: postgres.Sql, entered: Promise<Entered>) => work(on(client), entered),
  };
  return runRead(sql, state, reading, answer);
}

const stateOrganization = statement(
  (_, given: Given<{ organization: string }>) =>
    sql`select set_config('accord.organization', ${given.organization}, true)`,
);

/** States for whom the transaction works (R-SEC-06). */
export async function enterAs(tx: Transaction, organization: string): Promise<string> {
  await stateOrganization(tx, { organization });
  return organization;
}

/**
 * Runs work in one transaction, as an organization or as a named part of the system (R-SEC-06): each has its own role
 * and connections (R-SEC-11). The statement that states the organization is sent together with the work's first query,
 * so it costs no extra round trip.
 */
export function transaction<T>(
  db: Database,
  scope: TransactionScope,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  if (!('organization' in scope)) return db.transaction(work, scope);
  return db.transaction(async (tx) => {
    const [, value] = await Promise.all([enterAs(tx, scope.organization), work(tx)]);
    return value;
  }, scope);
}
