import type { ExtractTablesWithRelations, SQLWrapper } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { PgDialect, type PgQueryResultKind, type PgTransaction } from 'drizzle-orm/pg-core';
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import { drizzle, PostgresJsSession, PostgresJsTransaction } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import { type DatabaseAddress, requireAddress } from './address.ts';
import { openSession } from './connect.ts';
import { ConnectionEnded } from './lost.ts';
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

/** What is asked of a database: a single statement, or work in a transaction. */
export interface Database {
  /** For a statement that may be repeated: it is, when its connection turns out to be gone. */
  execute<Row extends Record<string, unknown>>(
    query: SQLWrapper | string,
  ): Promise<PgQueryResultKind<PostgresJsQueryResultHKT, Row>>;
  /** By the role of acts, unless it is work of the system. Use `transaction`, which states what it may see. */
  transaction<T>(work: (tx: Transaction) => Promise<T>, scope?: TransactionScope): Promise<T>;
  /** Reads by the role of acts, in one round trip where the work waits for nothing in between (`run-read.ts`). */
  read<T>(reading: Reading<T>): Promise<T>;
}

/**
 * What a transaction may see: an organization's rows, those of whoever its own first statement recognizes, or every row
 * for work of the system that names itself.
 */
export type TransactionScope =
  | { readonly organization: string }
  | { readonly recognizes: Holder }
  | { readonly system: string };

/** Something that is read, and for whom. */
interface Reading<T> {
  /** Whose connection it is. */
  readonly holder: Holder;
  /** The first statement, which states for whom the transaction reads, and says who that is. */
  readonly enter: (tx: Transaction) => Promise<Entered>;
  readonly work: (tx: Transaction, entered: Promise<Entered>) => Promise<T>;
}

/** How long whoever asks waits at most, and for what (R-SEC-10). */
export interface DatabaseLimits extends SessionLimits {
  /** For a free connection. */
  readonly waitMs: number;
}

/** For the acts of people, who are waiting for an answer. */
export const actLimits: DatabaseLimits = {
  statementMs: 15_000,
  lockMs: 5000,
  idleMs: 30_000,
  waitMs: 5000,
};

/** For work in the background, which may hold a conversation while a chat platform is slow. */
export const backgroundLimits: DatabaseLimits = {
  statementMs: 60_000,
  lockMs: 10_000,
  idleMs: 300_000,
  waitMs: 60_000,
};

interface OpenDatabase {
  readonly db: Database;
  /** Whether all connections have been in use for longer than anything may take: only a new process helps. */
  isStuck(): boolean;
  close(): Promise<void>;
}

/**
 * Opens the connections of both roles; with one address, one pool for everything. What a lost connection interrupts is
 * refused (`isDatabaseLost`), what takes too long too (`isDatabaseBusy`), and the next to come gets a connection that
 * works.
 * @param connections how many at most for acts, which wait for a free one; the system has half as many of its own.
 */
export function openDatabase(
  where: string | DatabaseAddress | DatabaseRoles,
  connections = 10,
  limits: DatabaseLimits = actLimits,
): OpenDatabase {
  const open = (address: DatabaseAddress, most: number, isRestricted: boolean) =>
    createPool({ connections: most, waitMs: limits.waitMs }, (onLost) =>
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

/** Servers and the names of their hosts change; and the server keeps every statement that was prepared. */
const lifetimeMs = 45 * 60_000;
/** How much later than the server we give up on it. */
const marginMs = 5000;

/**
 * One connection, with a client of the driver's for itself. The driver's own pool takes a lost connection up again
 * with what was left to send on it, and then may never get through.
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
    // A transaction without savepoints: what reads has nothing to take back.
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
 * Runs work in one transaction, as an organization or as a named part of the system (R-SEC-06): each has a role and
 * connections of its own (R-SEC-11). The statement that states the organization is sent together with the first query of
 * the work, so it costs no round trip of its own.
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
