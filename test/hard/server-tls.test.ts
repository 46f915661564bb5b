import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import selfsigned from 'selfsigned';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../db/driver/client.ts';
import { migrateDatabase } from '../../db/driver/migrate.ts';
import { openQueuePool } from '../../db/driver/queue-pool.ts';
import { openEmbedded } from '../../db/embedded/index.ts';

let folder: string;
let server: Awaited<ReturnType<typeof openEmbedded>>;

/** A PostgreSQL with its own certificate, which accepts the role "guarded" by certificate only. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accord-server-tls-'));
  await chmod(folder, 0o755);
  server = await openEmbedded({ dataDir: join(folder, 'data'), unsafeFast: true });
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  const [at] = await admin<{ data: string; hba: string }[]>`
    select current_setting('data_directory') as data, current_setting('hba_file') as hba`;
  const own = await selfsigned.generate([{ name: 'commonName', value: 'guarded' }], {
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  await writeFile(join(folder, 'ca.crt'), own.cert);
  await writeFile(join(folder, 'client.key'), own.private, { mode: 0o600 });
  const data = at?.data ?? '';
  await writeFile(join(data, 'server.crt'), own.cert);
  await writeFile(join(data, 'server.key'), own.private, { mode: 0o600 });
  for (const name of ['server.crt', 'server.key']) {
    execFileSync('chown', ['--reference', data, join(data, name)]);
  }
  await writeFile(
    at?.hba ?? '',
    'hostssl all guarded 127.0.0.1/32 cert\nhost all all 127.0.0.1/32 scram-sha-256\n',
  );
  await admin.unsafe('create role guarded superuser login');
  await admin.unsafe(`alter system set ssl = 'on'`);
  await admin.unsafe(`alter system set ssl_ca_file = 'server.crt'`);
  await admin.unsafe('select pg_reload_conf()');
  await admin.end();
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const inUse = sql`select version from pg_stat_ssl where pid = pg_backend_pid() and ssl`;

test.each(['', '?sslmode=require', '?sslmode=verify-full&sslrootcert=<folder>/ca.crt'])(
  'PostgreSQL’s own encryption is used by acts, migrations and the queue: %s',
  async (query) => {
    const url = `${server.url}${query.replace('<folder>', folder)}`;
    const { db, close } = openDatabase(url, 1);
    expect(await db.execute(inUse)).toEqual([{ version: expect.stringMatching(/^TLSv1/) }]);
    await close();
    await migrateDatabase(url);
    const queue = openQueuePool(url, 1, () => {});
    const { rows } = await queue.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
    expect(rows).toEqual([{ ssl: true }]);
    await queue.end();
  },
);

test('a client’s certificate is shown to a server that asks for it', async () => {
  const { host, pathname } = new URL(server.url);
  const files = `sslcert=${folder}/ca.crt&sslkey=${folder}/client.key&sslrootcert=${folder}/ca.crt`;
  const url = `postgres://guarded@${host}${pathname}?sslmode=verify-full&${files}`;
  const { db, close } = openDatabase(url, 1);
  expect(await db.execute(sql`select current_user::text as who`)).toEqual([{ who: 'guarded' }]);
  await close();
});
