import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DrizzleQueryError, sql } from 'drizzle-orm';
import selfsigned from 'selfsigned';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../db/driver/client.ts';
import { migrationState } from '../../db/driver/migrate.ts';
import { openQueuePool } from '../../db/driver/queue-pool.ts';
import { createDatabase } from '../kit/database.ts';
import { startTcpProxy } from './tcp-proxy.ts';

let folder: string;
let database: Awaited<ReturnType<typeof createDatabase>>;
let certificate: { readonly key: string; readonly cert: string };

beforeAll(async () => {
  database = await createDatabase();
  folder = await mkdtemp(join(tmpdir(), 'accord-tls-'));
  const { private: key, cert } = await selfsigned.generate([{ name: 'commonName', value: 'db.example' }], {
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'db.example' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  certificate = { key, cert };
  const other = await selfsigned.generate([{ name: 'commonName', value: 'other' }], { algorithm: 'sha256' });
  await writeFile(join(folder, 'ca.crt'), cert);
  await writeFile(join(folder, 'other.crt'), other.cert);
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const said = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error) => String(error instanceof DrizzleQueryError ? error.cause?.message : error.message),
  );

/** Connects to an address in each way that the program does: acts, migrations, job queue. */
async function tryAll(url: string): Promise<readonly string[]> {
  const { db, close } = openDatabase(url, 1);
  const queue = openQueuePool(url, 1, () => {});
  const outcomes = [
    await said(db.execute(sql`select 1`)),
    await said(migrationState(url)),
    await said(queue.query('select 1')),
  ];
  await Promise.all([close(), queue.end()]);
  return outcomes;
}

describe.each(['127.0.0.1', 'localhost'])('a server with a certificate of its own, at %s', (host) => {
  const isNamed = host === '127.0.0.1';
  const trusted = 'sslrootcert=<folder>/ca.crt';
  test.each([
    ['', 'done'],
    ['?sslmode=prefer', 'done'],
    ['?sslmode=require', 'done'],
    ['?sslmode=no-verify', 'done'],
    [`?sslmode=require&${trusted}`, 'done'],
    [`?sslmode=verify-ca&${trusted}`, 'done'],
    [`?sslmode=verify-full&${trusted}`, isNamed ? 'done' : 'Connect by a name that the certificate has'],
    ['?sslmode=verify-full', 'Name the file of its authority with sslrootcert='],
    ['?sslmode=verify-ca', 'Name the file of its authority with sslrootcert='],
    ['?sslmode=verify-ca&sslrootcert=<folder>/other.crt', 'Name the file of its authority'],
    ['?sslmode=require&sslrootcert=<folder>/other.crt', 'Name the file of its authority'],
    ['?sslmode=no-verify&sslrootcert=<folder>/other.crt', 'done'],
  ])('%s', async (query, expected) => {
    const wire = await startTcpProxy(database.url, { certificate });
    const url = Object.assign(new URL(wire.url), { hostname: host }).href;
    const outcomes = await tryAll(`${url}${query.replace('<folder>', folder)}`);
    expect(outcomes).toEqual(Array(3).fill(expected === 'done' ? 'done' : expect.stringContaining(expected)));
  });
});

test('a server without TLS is used as it is, unless TLS is asked for', async () => {
  expect(await tryAll(`${database.url}?sslmode=prefer`)).toEqual(Array(3).fill('done'));
  expect(await tryAll(`${database.url}?sslmode=require`)).toEqual(
    Array(3).fill(expect.stringContaining('offers no encryption, which sslmode asks for')),
  );
});

test('of several hosts the first that answers serves all of them', async () => {
  const { host } = new URL(database.url);
  const url = database.url.replace(host, `127.0.0.1:1,${host}`);
  expect(await tryAll(url)).toEqual(Array(3).fill('done'));
  expect(await tryAll(`${url}?target_session_attrs=read-write`)).toEqual(Array(3).fill('done'));
  expect(await tryAll(`${url}?target_session_attrs=primary`)).toEqual(Array(3).fill('done'));
});

test('what answers at the address may be no PostgreSQL server', async () => {
  const wire = await startTcpProxy(database.url);
  wire.hangUp(true);
  onTestFinished(() => wire.hangUp(false));
  for (const outcome of await tryAll(wire.url)) expect(outcome).toMatch(/ended|terminated/);
});
