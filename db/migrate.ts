import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { Logger, runMigrations } from 'graphile-worker';
import type postgres from 'postgres';
import { openConnection } from './dial.ts';

/** Migrations by name, oldest first. */
interface MigrationState {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** Applied by another version of the program; of these only the time they were made is known. */
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

const oldestServer = 15;
const migrationLock = 0xacc04e;

/** SQL is not compiled: from `dist/db` the way leads back to the one folder of migrations. */
const migrationsFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? 'migrations' : '../../db/migrations', import.meta.url),
);

/**
 * Brings the database up to this program, the job queue's own tables included. Processes that start at once
 * take turns. Refuses a newer database (DatabaseNewer) and a server older than PostgreSQL 15.
 */
export function migrateDatabase(url: string, folder = migrationsFolder): Promise<void> {
  return withConnection(url, async (sql) => {
    await requireServer(sql);
    await sql`select pg_advisory_lock(${migrationLock})`;
    const { unknown } = await readState(sql, folder);
    if (unknown.length > 0) throw new DatabaseNewer(unknown);
    await migrate(drizzle(sql), { migrationsFolder: folder });
    await runMigrations({ connectionString: url, logger: new Logger(() => () => {}) });
  });
}

/** Which migrations the database has and lacks; refuses a server older than PostgreSQL 15. */
export function migrationState(url: string, folder = migrationsFolder): Promise<MigrationState> {
  return withConnection(url, async (sql) => {
    await requireServer(sql);
    return readState(sql, folder);
  });
}

/** Closing the connection, or losing it, gives up the lock. */
async function withConnection<Value>(
  url: string,
  use: (sql: postgres.Sql) => Promise<Value>,
): Promise<Value> {
  const sql = openConnection(url, { connection: { application_name: 'accord migrations' } });
  try {
    return await use(sql);
  } finally {
    await sql.end();
  }
}

async function requireServer(sql: postgres.Sql): Promise<void> {
  const [server] = await sql<{ version: string }[]>`select current_setting('server_version') as version`;
  const version = server?.version ?? '0';
  if (Number.parseInt(version, 10) >= oldestServer) return;
  throw new Error(`The database server is PostgreSQL ${version}; Accord needs ${oldestServer} or newer.`);
}

async function readState(sql: postgres.Sql, folder: string): Promise<MigrationState> {
  const { entries } = await readJournal(folder);
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
  const rows = table?.name
    ? await sql<{ made: string }[]>`select created_at as made from drizzle.__drizzle_migrations order by 1`
    : [];
  // By their times, as Drizzle itself compares them: a hash changes with the ends of the lines.
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
