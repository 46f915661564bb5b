import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DatabaseNewer, migrateDatabase, migrationState } from '../../db/driver/migrate.ts';
import { createDatabase } from '../kit/database.ts';

let folder: string;
let database: Awaited<ReturnType<typeof createDatabase>>;

/** A folder as drizzle-kit makes it, with one table per name. */
async function writeMigrations(...tables: string[]): Promise<void> {
  const entries = tables.map((table, idx) => ({
    idx,
    version: '7',
    when: 1000 + idx,
    tag: table,
    breakpoints: true,
  }));
  await fs.mkdir(join(folder, 'meta'), { recursive: true });
  await fs.writeFile(
    join(folder, 'meta', '_journal.json'),
    JSON.stringify({ dialect: 'postgresql', entries }),
  );
  for (const table of tables)
    await fs.writeFile(join(folder, `${table}.sql`), `create table ${table} (id int);`);
}

async function query(statement: string): Promise<postgres.Row[]> {
  const sql = postgres(database.url, { max: 1 });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'accord-migrations-'));
  database = await createDatabase('template1');
});

afterEach(async () => {
  await database.drop();
  await fs.rm(folder, { recursive: true });
});

test('processes that start at once migrate an empty database together, queue included', async () => {
  await writeMigrations('apples', 'pears');

  await Promise.all([1, 2, 3].map(() => migrateDatabase(database.url, folder)));

  expect(await migrationState(database.url, folder)).toEqual({
    applied: ['apples', 'pears'],
    pending: [],
    unknown: [],
  });
  expect(await query(`select count(*)::int from drizzle.__drizzle_migrations`)).toEqual([{ count: 2 }]);
  expect(await query('select id from graphile_worker.jobs')).toEqual([]);
});

test('the state shows what a migration would do, and reading it changes nothing', async () => {
  await writeMigrations('apples');
  expect(await migrationState(database.url, folder)).toEqual({
    applied: [],
    pending: ['apples'],
    unknown: [],
  });

  await migrateDatabase(database.url, folder);
  await writeMigrations('apples', 'pears');
  expect(await migrationState(database.url, folder)).toEqual({
    applied: ['apples'],
    pending: ['pears'],
    unknown: [],
  });
});

test('a database of a newer version is refused and left as it is', async () => {
  await writeMigrations('apples', 'pears');
  await migrateDatabase(database.url, folder);
  await writeMigrations('apples');

  const refusal = migrateDatabase(database.url, folder);

  await expect(refusal).rejects.toBeInstanceOf(DatabaseNewer);
  await expect(refusal).rejects.toThrow('The database is newer than this program');
  expect((await migrationState(database.url, folder)).unknown).toEqual([new Date(1001).toISOString()]);
});

test('a migration that fails leaves nothing of itself, no connection, and no lock', async () => {
  await writeMigrations('apples');
  await fs.writeFile(join(folder, 'apples.sql'), 'create table half (id int); select 1/0;');
  await expect(migrateDatabase(database.url, folder)).rejects.toThrow();

  await vi.waitFor(async () =>
    expect(
      await query(
        'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      ),
    ).toEqual([]),
  );
  await writeMigrations('half');
  await migrateDatabase(database.url, folder);
});

test('a migration with steps that ended in between goes on, and is noted with its last step', async () => {
  await writeMigrations('apples');
  const steps = (last: string) =>
    [
      'create table if not exists eaten (id int primary key)',
      'do $$ begin insert into eaten values (1) on conflict do nothing; commit; end $$',
      last,
    ].join(';\n--> next step\n');
  await fs.writeFile(join(folder, 'apples.sql'), steps('create table half (id int); select 1/0;'));
  await expect(migrateDatabase(database.url, folder)).rejects.toThrow();
  expect(await query('select id from eaten')).toEqual([{ id: 1 }]);
  expect((await migrationState(database.url, folder)).applied).toEqual([]);

  await fs.writeFile(join(folder, 'apples.sql'), steps('create table half (id int);'));
  await migrateDatabase(database.url, folder);
  expect(await query('select id from eaten')).toEqual([{ id: 1 }]);
  expect((await migrationState(database.url, folder)).pending).toEqual([]);
});

describe('an owner that is not a superuser', () => {
  const owner = `owner_${randomUUID().replaceAll('-', '')}`;
  const asOwner = () => Object.assign(new URL(database.url), { username: owner, password: 'secret' }).href;
  const own = async (attributes: string) => {
    await query(`create role ${owner} login password 'secret' ${attributes}`);
    await query(`alter database ${new URL(database.url).pathname.slice(1)} owner to ${owner}`);
  };

  afterEach(async () => {
    await query(`reassign owned by ${owner} to current_user; drop owned by ${owner}; drop role ${owner}`);
  });

  test('R-SEC-06: reports how to allow the owner to create the role of acts', async () => {
    await own('');
    await expect(migrateDatabase(asOwner())).rejects.toThrow(
      `As a superuser: alter role "${owner}" createrole`,
    );
    expect((await migrationState(asOwner())).applied).toEqual([]);
    await query(`alter role ${owner} createrole`);
    await query(`grant accord_app to ${owner}`);
    await migrateDatabase(asOwner());
    expect((await migrationState(asOwner())).pending).toEqual([]);
  });

  test('R-SEC-06: reports how to get the role if it belongs to another database of the server', async () => {
    await own('createrole');
    await expect(migrateDatabase(asOwner())).rejects.toThrow(
      `As a superuser: grant accord_app to "${owner}"`,
    );
    await query(`grant accord_app to ${owner}`);
    await migrateDatabase(asOwner());
  });

  test('reports that the role does not own the database', async () => {
    await query(`create role ${owner} login password 'secret' createrole`);
    await query(`grant accord_app to ${owner}`);
    await expect(migrateDatabase(asOwner())).rejects.toThrow(
      `DATABASE_URL has to name the owner of the database; "${owner}" may not make`,
    );
  });
});

test('every test file gets a database that needs no migration, however many ask at once', async () => {
  const clones = await Promise.all(Array.from({ length: 8 }, () => createDatabase()));
  for (const clone of clones) {
    const { applied, pending, unknown } = await migrationState(clone.url);
    expect({ pending, unknown }).toEqual({ pending: [], unknown: [] });
    expect(applied.length).toBeGreaterThan(0);
  }
  await Promise.all(clones.map((clone) => clone.drop()));
});
