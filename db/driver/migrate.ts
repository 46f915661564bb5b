import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Logger, runMigrations } from 'graphile-worker';
import type postgres from 'postgres';
import type { DatabaseAddress } from './address.ts';
import { openSession } from './connect.ts';
import { faultsOfServer, inspectServer } from './inspect.ts';
import { applyMigrations } from './migration-steps.ts';
import { openQueuePool } from './queue-pool.ts';
import { ensureSearchIndex, hasSearchIndex } from './search-index.ts';
import { migrationLimits } from './session.ts';

/** Migrations by name, oldest first. */
interface MigrationState {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** Applied by another version of the program; only their times are known. */
  readonly unknown: readonly string[];
}

/** The database has migrations that this program does not know. */
export class DatabaseNewer extends Error {
  override readonly name = 'DatabaseNewer';

  constructor(unknown: readonly string[]) {
    super(
      `The database is newer than this program: this version does not know its migrations of ` +
        `${unknown.join(', ')}. Start the newer version, or restore a backup from before it.`,
    );
  }
}

const migrationLock = 0xacc04e;
/** How long another process may take to migrate. */
const migrationLockMs = 5 * 60_000;
const betweenTriesMs = 200;

/** SQL files are not compiled: code in `dist/db` also uses the one folder of migrations. */
const migrationsFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../migrations' : '../../../db/migrations', import.meta.url),
);

/**
 * Migrates the database for this program, including the job queue's own tables. Processes that start at once run one
 * after the other. Throws, with what to do, for a newer database (DatabaseNewer), an unsuitable server
 * (`faultsOfServer`), and a role without the necessary rights.
 */
export function migrateDatabase(
  where: string | DatabaseAddress,
  folder = migrationsFolder,
  onWait: (says: string) => void = () => {},
): Promise<void> {
  return withMigrationLock(where, onWait, async (sql) => {
    const { applied, unknown } = await readState(sql, folder);
    if (unknown.length > 0) throw new DatabaseNewer(unknown);
    if (applied.length === 0) await requireOwner(sql);
    await applyMigrations(sql, folder);
    await ensureSearchIndex(sql);
    await migrateQueue(where);
  });
}

/** Which migrations the database has and lacks. */
export const migrationState = (
  where: string | DatabaseAddress,
  folder = migrationsFolder,
): Promise<MigrationState> => withConnection(where, (sql) => readState(sql, folder));

/** Whether searches use an index, which needs the extension pg_trgm. */
export const searchesByIndex = (where: string | DatabaseAddress): Promise<boolean> =>
  withConnection(where, hasSearchIndex);

/** The properties of the server behind the address that no connection can set. */
export const serverFacts = (where: string | DatabaseAddress): ReturnType<typeof inspectServer> =>
  withConnection(where, (sql) => inspectServer(where, sql));

/**
 * Takes the migration lock, which ends with the connection. Polls instead of waiting in the server, so that a waiting
 * process can say so, and can give up.
 * @param onWait called once if another process has the lock.
 */
async function takeMigrationLock(sql: postgres.Sql, onWait: (says: string) => void): Promise<void> {
  const giveUp = performance.now() + migrationLockMs;
  for (let tries = 0; ; tries += 1) {
    const [row] = await sql`select pg_try_advisory_lock(${migrationLock}) as mine`;
    if (row?.mine) return;
    if (tries === 0) onWait('another process is migrating the database; waiting for it');
    if (performance.now() > giveUp) throw new Error(await whoMigrates(sql));
    await wait(betweenTriesMs);
  }
}

async function whoMigrates(sql: postgres.Sql): Promise<string> {
  const [holder] = await sql<{ pid: number; name: string | null; since: string | null }[]>`
    select l.pid, a.application_name as name, to_char(a.backend_start, 'YYYY-MM-DD HH24:MI TZ') as since
    from pg_locks l left join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and l.objid = ${migrationLock} and l.granted`;
  const who = holder
    ? `session ${holder.pid} (${holder.name ?? 'unknown'}, since ${holder.since})`
    : 'another session';
  return (
    `The migrations wait for ${who}, which has held their lock for ${migrationLockMs / 60_000} minutes. If no other ` +
    `process of Accord is migrating, end that session: select pg_terminate_backend(${holder?.pid ?? 'its pid'})`
  );
}

/** Creates the job queue's own tables. */
async function migrateQueue(where: string | DatabaseAddress): Promise<void> {
  const pool = openQueuePool(where, 1, () => {}, { limits: migrationLimits });
  try {
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => {}) });
  } finally {
    await pool.end();
  }
}

/** Works as the owner while no other process migrates the database. */
export const withMigrationLock = <Value>(
  where: string | DatabaseAddress,
  onWait: (says: string) => void,
  work: (sql: postgres.Sql) => Promise<Value>,
): Promise<Value> =>
  withConnection(where, async (sql) => {
    // Behind a pooler that changes sessions, another client's session would keep the lock.
    await requireServer(where, sql);
    await takeMigrationLock(sql, onWait);
    return work(sql);
  });

/** Works as the owner. The lock ends when the connection is closed or lost. */
export async function withConnection<Value>(
  where: string | DatabaseAddress,
  use: (sql: postgres.Sql) => Promise<Value>,
): Promise<Value> {
  const { sql, ready } = openSession(where, { name: 'accord migrations', limits: migrationLimits });
  try {
    await ready;
    return await use(sql);
  } finally {
    await sql.end();
  }
}

async function requireServer(where: string | DatabaseAddress, sql: postgres.Sql): Promise<void> {
  const [fault] = faultsOfServer(await inspectServer(where, sql));
  if (fault) throw new Error(fault);
}

/**
 * Checks what the first migrations need: an own database, and the role of acts, which must be creatable or usable
 * (R-SEC-06).
 */
async function requireOwner(sql: postgres.Sql): Promise<void> {
  const [found] = await sql<{ owner: string; owns: boolean; makes: boolean; takes: boolean }[]>`
    select current_user as owner,
      has_database_privilege(current_database(), 'create') and has_schema_privilege('public', 'create') as owns,
      rolsuper or rolcreaterole as makes,
      rolsuper or coalesce(
        (select pg_has_role(current_user, oid, 'member with admin option') or pg_has_role(current_user, oid, 'member')
          or current_setting('server_version_num')::int < 160000
        from pg_roles where rolname = 'accord_app'), true) as takes
    from pg_roles where rolname = current_user`;
  if (!found) return;
  const owner = `"${found.owner}"`;
  if (!found.owns) {
    throw new Error(
      `DATABASE_URL has to name the owner of the database; ${owner} may not make tables and schemas in it.`,
    );
  }
  const make = `alter role ${owner} createrole`;
  const take = `grant accord_app to ${owner}`;
  if (!found.makes || !found.takes) {
    throw new Error(
      `${owner} may not ${found.makes ? 'take' : 'make'} the role accord_app, under which every act runs. ` +
        `As a superuser: ${found.makes ? take : make}`,
    );
  }
}

async function readState(sql: postgres.Sql, folder: string): Promise<MigrationState> {
  const { entries } = await readJournal(folder);
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
  const rows = table?.name
    ? await sql<{ made: string }[]>`select created_at as made from drizzle.__drizzle_migrations order by 1`
    : [];
  // Compares times, as Drizzle itself does: a hash depends on the line endings.
  const present = new Set(rows.map((row) => Number(row.made)));
  const known = new Set(entries.map((entry) => entry.when));
  return {
    applied: entries.filter((entry) => present.has(entry.when)).map((entry) => entry.tag),
    pending: entries.filter((entry) => !present.has(entry.when)).map((entry) => entry.tag),
    unknown: [...present].filter((made) => !known.has(made)).map((made) => new Date(made).toISOString()),
  };
}

interface Journal {
  readonly entries: readonly { readonly tag: string; readonly when: number }[];
}

async function readJournal(folder: string): Promise<Journal> {
  return JSON.parse(await readFile(join(folder, 'meta', '_journal.json'), 'utf8'));
}
