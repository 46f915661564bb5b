import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, type Transaction, transaction } from '../../db/driver/client.ts';
import { type Given, statement } from '../../db/driver/statement.ts';
import { handledRequests } from '../../db/schema/handled-requests.ts';
import { members } from '../../db/schema/members.ts';
import { createDatabase } from '../kit/database.ts';

const connections = 3;
let database: Awaited<ReturnType<typeof createDatabase>>;
let pool: ReturnType<typeof openDatabase>;

beforeAll(async () => {
  database = await createDatabase();
  pool = openDatabase(database.url, connections);
});
afterAll(async () => {
  await pool.close();
  await database.drop();
});

const missing = undefined as unknown as string;
const plain = statement(
  (_, given: Given<{ first: string; id: string }>) => sql`select ${given.first}::text, ${given.id}::text`,
);
const bound = statement((db, given: Given<{ id: string }>) =>
  db.select().from(handledRequests).where(eq(handledRequests.id, given.id)),
);

/** A transaction that sends something before the bad statement and something behind it, without waiting. */
const around = (bad: (tx: Transaction) => Promise<unknown>) =>
  transaction(pool.db, { system: 'test' }, (tx) =>
    Promise.all([tx.execute(sql`select 1`), bad(tx), tx.execute(sql`select 2`)]),
  );

/** Every connection at the same time: each waits in its transaction until all of them are there. */
async function requireAllConnections(): Promise<void> {
  let here = 0;
  let open = () => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  await Promise.all(
    Array.from({ length: connections }, () =>
      transaction(pool.db, { system: 'test' }, async (tx) => {
        await tx.execute(sql`select 1`);
        here += 1;
        if (here === connections) open();
        await all;
      }),
    ),
  );
}

describe('R-SEC-10: a value that cannot be sent is the fault of one request, and of no connection', () => {
  test.each<[string, (tx: Transaction) => Promise<unknown>, string]>([
    [
      'a condition',
      async (tx) => tx.select().from(members).where(eq(members.id, missing)),
      'Parameter 1 .* is undefined',
    ],
    [
      'a list',
      async (tx) =>
        tx
          .select()
          .from(members)
          .where(inArray(members.name, ['a', missing])),
      'Parameter 2 .* is undefined',
    ],
    [
      'a template',
      async (tx) => tx.execute(sql`select ${'a'}::text, ${sql.param(missing)}::text`),
      'Parameter 2 .* is undefined',
    ],
    [
      'an inserted row',
      async (tx) => tx.insert(handledRequests).values({ id: sql`${sql.param(missing)}`, at: new Date(0) }),
      'Parameter 1 .* is undefined',
    ],
    ['a statement’s value', (tx) => plain(tx, { first: 'a', id: missing }), 'Parameter 2 .* is undefined'],
    ['a column’s value in a statement', (tx) => bound(tx, { id: missing }), 'Parameter 1 .* is undefined'],
    ['a statement’s value that is left out', (tx) => plain(tx, { first: 'a' } as never), 'placeholder "id"'],
    [
      'a savepoint',
      (tx) => tx.transaction(async (inner) => inner.select().from(members).where(eq(members.id, missing))),
      'is undefined',
    ],
    [
      'a date that no column has turned into text',
      async (tx) => tx.execute(sql`select ${new Date(0)}::timestamptz`),
      'Parameter 1 .* is an object \\(Date\\)',
    ],
    [
      'a NUL character',
      async (tx) => tx.insert(handledRequests).values({ id: 'secret\0', at: new Date(0) }),
      'Parameter 1 .* NUL',
    ],
    [
      'too many values',
      async (tx) => tx.execute(sql`select 1 where 1 in ${Array(70_000).fill(1)}`),
      'is one too many',
    ],
  ])('%s', async (_, bad, says) => {
    for (let times = 0; times < 10; times += 1) {
      const said = await around(bad).then(
        () => 'done',
        (error) => error.cause?.message ?? error.message,
      );
      expect(said).toMatch(new RegExp(says));
      expect(said).not.toContain('secret');
    }
    await requireAllConnections();
  });

  test('outside of a transaction too', async () => {
    for (let times = 0; times < 10; times += 1) {
      const bad = pool.db.execute(sql`select ${sql.param(missing)}::text`);
      await expect(bad).rejects.toMatchObject({
        cause: { message: 'Parameter 1 of the statement is undefined' },
      });
    }
    await requireAllConnections();
  });
});
