import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, readTransaction, transaction } from '../../db/driver/client.ts';
import { type Given, statement } from '../../db/driver/statement.ts';
import { createDatabase } from '../kit/database.ts';
import { rolesOfTemplate } from '../kit/roles.ts';

let database: Awaited<ReturnType<typeof createDatabase>>;
let pool: ReturnType<typeof openDatabase>;
let close: () => Promise<unknown>;
/** How often this side has spoken since the server last did. */
let trips = 0;

beforeAll(async () => {
  database = await createDatabase();
  const roles = rolesOfTemplate(database.url);
  const [server] = roles.acts.hosts;
  let isServersTurn = false;
  const line = createServer((near) => {
    const far = connect(server?.port ?? 0, server?.host);
    near.on('data', (bytes) => {
      if (!isServersTurn) trips += 1;
      isServersTurn = true;
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      isServersTurn = false;
      near.write(bytes);
    });
    const end = () => [near, far].map((socket) => socket.destroy());
    near.on('close', end).on('error', end);
    far.on('error', end);
  }).listen(0, '127.0.0.1');
  await once(line, 'listening');
  const hosts = [{ host: '127.0.0.1', port: (line.address() as AddressInfo).port }];
  pool = openDatabase({ acts: { ...roles.acts, hosts }, system: { ...roles.system, hosts } }, 1);
  close = () => Promise.all([pool.close(), once(line.close(), 'close')]);
});
afterAll(async () => {
  await close?.();
  await database?.drop();
});

const one = statement((_, given: Given<{ n: number }>) => sql`select ${given.n}::int as n`);
const organization = '11111111-1111-4111-8111-111111111111';

/** Round trips of the second time: the first prepares the statements. */
async function tripsOf(work: () => Promise<unknown>): Promise<number> {
  await work();
  await pool.db.execute(sql`select 1`);
  trips = 0;
  await work();
  return trips;
}

test('what an act sends first leaves together with the beginning of its transaction', async () => {
  const act = () =>
    transaction(pool.db, { organization }, async (tx) => {
      await Promise.all([one(tx, { n: 1 }), one(tx, { n: 2 }), one(tx, { n: 3 })]);
      await one(tx, { n: 4 });
    });
  // Begin, organization and three statements; one statement; commit.
  expect(await tripsOf(act)).toBe(3);
});

test('what only reads is answered without waiting for the commit', async () => {
  let answered = 0;
  const read = async () => {
    await readTransaction(pool.db, { organization }, (tx) =>
      Promise.all([one(tx, { n: 1 }), one(tx, { n: 2 })]),
    );
    answered = trips;
  };
  await tripsOf(read);
  expect(answered).toBe(1);
});
