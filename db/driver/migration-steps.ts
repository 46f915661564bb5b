import { readMigrationFiles } from 'drizzle-orm/migrator';
import type postgres from 'postgres';

/** Ends a step of a migration, on its own line. */
const stepEnd = '--> next step';

/**
 * Applies the missing migrations, oldest first, and records each in Drizzle's own table. A migration is one
 * transaction, or one for each of its steps, so that no lock is held longer than a step takes. A step of a single
 * statement runs without a transaction, and may commit inside. Steps that were applied before a process ended are
 * applied again, so all but the last must be repeatable.
 */
export async function applyMigrations(sql: postgres.Sql, migrationsFolder: string): Promise<void> {
  await sql`create schema if not exists drizzle`;
  await sql`create table if not exists drizzle.__drizzle_migrations (
    id serial primary key, hash text not null, created_at bigint)`;
  const [last] = await sql<{ made: string | null }[]>`
    select max(created_at) as made from drizzle.__drizzle_migrations`;
  for (const { sql: statements, hash, folderMillis } of readMigrationFiles({ migrationsFolder })) {
    if (folderMillis <= Number(last?.made ?? 0)) continue;
    const steps = stepsOf(statements);
    for (const step of steps.slice(0, -1)) await applyStep(sql, step);
    await sql.begin(async (tx) => {
      for (const statement of steps.at(-1) ?? []) await tx.unsafe(statement);
      await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
    });
  }
}

/** The statements of each step, in order. */
function stepsOf(statements: readonly string[]): readonly (readonly string[])[] {
  const steps: string[][] = [[]];
  for (const statement of statements) {
    const [before = '', ...after] = statement.split(stepEnd);
    for (const [at, part] of [before, ...after].entries()) {
      if (at > 0) steps.push([]);
      if (part.trim() !== '') steps.at(-1)?.push(part);
    }
  }
  return steps;
}

async function applyStep(sql: postgres.Sql, [first = '', ...rest]: readonly string[]): Promise<void> {
  if (rest.length === 0) {
    await sql.unsafe(first);
    return;
  }
  await sql.begin(async (tx) => {
    for (const statement of [first, ...rest]) await tx.unsafe(statement);
  });
}
