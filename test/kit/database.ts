import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';

interface TestDatabase {
  /** As its owner, who is a superuser. */
  readonly url: string;
  /** Disconnects whoever is still in it. */
  drop(): Promise<void>;
}

/** A migrated database of the caller's own, for one test file; `template1` instead gives an empty one. */
export async function createDatabase(template = 'accord_template'): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // Copied as files, which takes half of what it takes to write all of it to the log.
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
