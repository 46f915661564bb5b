import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import postgres from 'postgres';
import { migrateDatabase } from '../db/driver/migrate.ts';
import { type Figure, figure } from './figures.ts';

/** The size to which the database of the first version is extended before the upgrade. */
const relationships = 100_000;
/** A table of at least this size is large. */
const largeRows = 10_000;
const pollMs = 10;

/**
 * The tables to extend, each from one of its rows: the columns that differ between rows, computed from `n` (from 1).
 */
const copies: readonly (readonly [table: string, perRelationship: number, changes: string])[] = [
  [
    'organizations',
    1,
    `'id', md5('o' || n)::uuid, 'name', 'Customer ' || n, 'domain', 'c' || n || '.example', 'tenant_id', md5('t' || n)::uuid`,
  ],
  ['relationships', 1, `'id', md5('r' || n)::uuid, 'customer_id', md5('o' || n)::uuid`],
  ['invitations', 1, `'id', md5('i' || n)::uuid, 'recipient_id', md5('o' || n)::uuid`],
  ['audit_entries', 3, `'id', 1000000 + n`],
  ['posts', 2, `'id', md5('p' || n)::uuid, 'ref', 'r' || n`],
  ['deliveries', 2, `'id', 1000000 + n, 'entry_id', 1000000 + n`],
  ['handled_requests', 1, `'id', 'request ' || n`],
];

/**
 * Upgrades a database of the first version with 100,000 relationships: how long it takes, and how long a large table
 * cannot be read meanwhile (aim: at most a second).
 * @param server the address of a server on which a database can be created
 */
export async function upgrade(rows: Figure[], server: string): Promise<void> {
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin`create database upgraded template template1`;
  await admin.end();
  const url = Object.assign(new URL(server), { pathname: 'upgraded' }).href;
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const dump = await readFile(new URL('../test/upgrade/0006.sql.gz', import.meta.url));
  await sql.unsafe(gunzipSync(dump).toString('utf8'));
  for (const [table, times, changes] of copies) {
    await sql.unsafe(`
      insert into ${table} overriding system value
      select copy.* from (select to_jsonb(t) as row from ${table} t limit 1) template,
        generate_series(1, ${relationships * times}) n,
        jsonb_populate_record(null::${table}, template.row || jsonb_build_object(${changes})) copy
      on conflict do nothing`);
  }
  await sql.unsafe('analyze');
  const [watch, stop] = watchLocks(url);
  const from = performance.now();
  await migrateDatabase(url);
  const took = performance.now() - from;
  stop();
  const longest = await watch;
  await sql.end();
  rows.push(figure('upgrade of 100,000 relationships', 1, once(took)));
  rows.push(
    figure('upgrade: longest exclusive lock', 1, once(longest), longest / 1000, { aim: 1, at: 'most' }),
  );
}

const once = (ms: number) => ({ perSecond: 1000 / Math.max(ms, 1), p50: ms, p99: ms });

/** The longest time in milliseconds that a large table was locked for readers, found by polling. */
function watchLocks(url: string): [Promise<number>, () => void] {
  let isOver = false;
  const watch = async (): Promise<number> => {
    const sql = postgres(url, { max: 1 });
    let longest = 0;
    const since = new Map<string, number>();
    while (!isOver) {
      const locked = await sql<{ table: string }[]>`
        select c.relname as table from pg_locks l join pg_class c on c.oid = l.relation
        where l.mode = 'AccessExclusiveLock' and l.granted and c.relkind = 'r' and c.reltuples >= ${largeRows}`;
      const now = performance.now();
      const held = new Set(locked.map(({ table }) => table));
      for (const table of since.keys()) if (!held.has(table)) since.delete(table);
      for (const table of held) {
        since.set(table, since.get(table) ?? now);
        longest = Math.max(longest, now - (since.get(table) ?? now));
      }
      await wait(pollMs);
    }
    await sql.end();
    return longest;
  };
  return [
    watch(),
    () => {
      isOver = true;
    },
  ];
}
