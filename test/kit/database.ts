import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';

interface TestDatabase {
  /** The URL of the owner, a superuser. */
  readonly url: string;
  /** Drops it, closing remaining connections. */
  drop(): Promise<void>;
}

/** A new migrated database for one test file; an empty one with `template1`. */
export async function createDatabase(template = 'accord_template'): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // Copies files, which takes half the time of writing everything to the log.
  await onServer((sql) => sql`create database ${sql(name)} template ${sql(template)} strategy file_copy`);
  return {
    url: Object.assign(new URL(inject('databaseServer')), { pathname: name }).href,
    drop: () => onServer((sql) => sql`drop database ${sql(name)} with (force)`),
  };
}

async function onServer(act: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(inject('databaseServer'), { max: 1 });
  try {
    await act(sql);
  } finally {
    await sql.end();
  }
}
