import type { ExtractTablesWithRelations, SQLWrapper } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { PgQueryResultKind, PgTransaction } from 'drizzle-orm/pg-core';
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import { drizzle } from 'drizzle-orm/postgres-js';
import { type DatabaseAddress, requireAddress } from './address.ts';
import { openSession } from './connect.ts';
import { ConnectionEnded } from './lost.ts';
import { createPool } from './pool.ts';
import { prepared } from './prepared.ts';
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
  /** @param holder whom its connection counts for: one of them never has all. */
  transaction<T>(work: (tx: Transaction) => Promise<T>, holder?: string): Promise<T>;
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
 * Opens a pool of connections. What a lost connection interrupts is refused (`isDatabaseLost`), what takes too long too
 * (`isDatabaseBusy`), and the next to come gets a connection that works.
 * @param connections how many at most; acts wait for a free one.
 */
export function openDatabase(
  where: string | DatabaseAddress,
  connections = 10,
  limits: DatabaseLimits = actLimits,
): OpenDatabase {
  const address = requireAddress(where);
  const pool = createPool({ connections, waitMs: limits.waitMs }, (onLost) =>
    connect(address, limits, onLost),
  );
  const db: Database = {
    execute: (query) => pool.use((connection) => connection.db.execute(query)),
    transaction: (work, holder) =>
      pool.use(
        (connection, begin) =>
          connection.db.transaction((tx) => {
            begin();
            return work(tx);
          }),
        holder,
      ),
  };
  const longestMs = Math.max(limits.statementMs, limits.idleMs) + marginMs;
  return { db, isStuck: () => pool.isStuck(longestMs), close: pool.close };
}

/** Servers and the names of their hosts change; and the server keeps every statement that was prepared. */
const lifetimeMs = 45 * 60_000;
/** How much later than the server we give up on it. */
const marginMs = 5000;

/**
 * One connection, with a client of the driver's for itself. The driver's own pool takes a lost connection up again
 * with what was left to send on it, and then may never get through.
 */
function connect(address: DatabaseAddress, limits: SessionLimits, onLost: () => void) {
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
  return {
    db: drizzle(prepared(sql, { isLost: () => isLost, lost, watch: silence.watch })),
    ready,
    isExpired: () => performance.now() > expiresAt,
    end: () => sql.end({ timeout: 1 }),
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
  const run = async (tx: Transaction): Promise<T> => {
    const entering =
      'organization' in scope
        ? enter(tx, { setting: 'accord.organization', whom: scope.organization })
        : enter(tx, { setting: 'accord.system', whom: scope.system });
    const [, value] = await Promise.all([entering, work(tx)]);
    return value;
  };
  return db.transaction(run, 'organization' in scope ? scope.organization : undefined);
}

/** From here to its end, the transaction of an organization's act works for the system: it tells others of the act. */
export async function continueAsSystem(tx: Transaction, system: string): Promise<void> {
  await workFor(tx, { system });
}
