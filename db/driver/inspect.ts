import type postgres from 'postgres';
import type { DatabaseAddress } from './address.ts';
import { openSession } from './connect.ts';
import { migrationLimits } from './session.ts';

/** Properties of a server that a connection cannot set and that Accord requires. */
interface ServerFacts {
  readonly version: string;
  readonly encoding: string;
  /** False if a pooler gives each transaction another session of the server. */
  readonly hasOwnSession: boolean;
}

const oldestServer = 15;

/** Inspects the server behind a connection. Opens a second connection meanwhile. */
export async function inspectServer(
  where: string | DatabaseAddress,
  sql: postgres.Sql,
): Promise<ServerFacts> {
  const [server] = await sql<{ version: string; encoding: string }[]>`
    select current_setting('server_version') as version, current_setting('server_encoding') as encoding`;
  return {
    version: server?.version ?? '0',
    encoding: server?.encoding ?? '',
    hasOwnSession: await hasOwnSession(where, sql),
  };
}

const pidOf = async (sql: postgres.ISql): Promise<number | undefined> => {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return row?.pid;
};

/**
 * A pooler in transaction mode gives a session that was just used to the next transaction of anybody, and another
 * session to us meanwhile.
 */
async function hasOwnSession(where: string | DatabaseAddress, sql: postgres.Sql): Promise<boolean> {
  const other = openSession(where, { name: 'accord probe', limits: migrationLimits });
  try {
    await other.ready;
    const mine = await pidOf(sql);
    return await other.sql.begin(async (tx) => (await pidOf(tx)) !== mine && (await pidOf(sql)) === mine);
  } finally {
    await other.sql.end({ timeout: 1 });
  }
}

/** The faults of a server, each with what to do; empty if there are none. */
export function faultsOfServer({ version, encoding, hasOwnSession }: ServerFacts): readonly string[] {
  const faults: string[] = [];
  if (Number.parseInt(version, 10) < oldestServer) {
    faults.push(`The database server is PostgreSQL ${version}; Accord needs ${oldestServer} or newer.`);
  }
  if (encoding !== 'UTF8') {
    faults.push(
      `The database's encoding is ${encoding}, which cannot hold every text. Make one with UTF8: ` +
        `create database accord encoding 'UTF8' template template0`,
    );
  }
  if (!hasOwnSession) {
    faults.push(
      'DATABASE_URL leads to a pooler that gives each transaction another session (PgBouncer with pool_mode = ' +
        'transaction, or the like). Accord needs sessions of its own: set pool_mode = session for this database and its ' +
        'users, or let DATABASE_URL lead to the server itself.',
    );
  }
  return faults;
}
