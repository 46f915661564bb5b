import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { actLimits, type Database, openDatabase, transaction } from '../../db/driver/client.ts';
import { isDatabaseBusy, isDatabaseLost } from '../../db/driver/errors.ts';
import { loadLanding } from '../../src/invitations/index.ts';
import { createDatabase } from '../kit/database.ts';
import { createStage } from '../kit/service.ts';

let database: Awaited<ReturnType<typeof createDatabase>>;
let admin: postgres.Sql;

beforeAll(async () => {
  database = await createDatabase();
  admin = postgres(database.url, { max: 1 });
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const mine = '11111111-1111-4111-8111-111111111111';
const theirs = '22222222-2222-4222-8222-222222222222';

const open = (connections: number, limits: Partial<typeof actLimits> = {}) => {
  const opened = openDatabase(database.url, connections, { ...actLimits, ...limits });
  onTestFinished(opened.close);
  return opened;
};
const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error) => (isDatabaseBusy(error) ? 'busy' : isDatabaseLost(error) ? 'lost' : error),
  );
/** Waits for the lock that somebody holds. */
const touch = (db: Database, organization: string) =>
  transaction(db, { organization }, (tx) => tx.execute(sql`select pg_advisory_xact_lock(1)`));
const ask = (db: Database, organization: string) =>
  transaction(db, { organization }, (tx) => tx.execute(sql`select 1`));
const gate = () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
};

describe('R-SEC-10: every wait has a limit, and what exceeds it is "busy"', () => {
  test('a statement', async () => {
    const { db } = open(1, { statementMs: 2000 });
    expect(await outcome(db.execute(sql`select pg_sleep(30)`))).toBe('busy');
    expect(await outcome(ask(db, mine))).toBe('done');
  });

  test('a lock', async () => {
    const { db } = open(1, { lockMs: 1000 });
    await admin.begin(async (holder) => {
      await holder`select pg_advisory_xact_lock(1)`;
      expect(await outcome(touch(db, mine))).toBe('busy');
    });
    expect(await outcome(ask(db, mine))).toBe('done');
  });

  test('a transaction in which nothing happens: its connection is given up and another one serves', async () => {
    const { db } = open(1, { idleMs: 1000 });
    const never = transaction(db, { organization: mine }, async (tx) => {
      await tx.execute(sql`select 1`);
      await new Promise(() => {});
    });
    expect(await outcome(never)).toBe('lost');
    expect(await outcome(ask(db, mine))).toBe('done');
  });

  test('a server that no longer says anything', async () => {
    const { db } = open(1, { statementMs: 2000, lockMs: 0, idleMs: 0 });
    await db.execute(sql`select 1`);
    // The server does not keep to its own limit.
    const silent = db.transaction(async (tx) => {
      await tx.execute(sql`set local statement_timeout to 0`);
      await tx.execute(sql`select pg_sleep(60)`);
    });
    expect(await outcome(silent)).toBe('lost');
    expect(await outcome(ask(db, mine))).toBe('done');
  });

  test('a server that lets us in and then says nothing', async () => {
    const { port, hostname } = new URL(database.url);
    // The first time that a session is ready for a query is the last that is heard of it.
    const muted = createServer((caller) => {
      const server = connect(Number(port), hostname);
      const hangUp = () => [caller, server].map((end) => end.destroy());
      caller
        .on('data', (bytes) => server.write(bytes))
        .on('close', hangUp)
        .on('error', hangUp);
      server.on('error', hangUp).on('data', (bytes) => {
        caller.write(bytes);
        if (bytes.includes('Z\0\0\0\x05I')) caller.removeAllListeners('data').resume();
      });
    }).listen(0, '127.0.0.1');
    await once(muted, 'listening');
    onTestFinished(() => void muted.close());
    const at = Object.assign(new URL(database.url), { port: String((muted.address() as AddressInfo).port) });
    const { db, close } = openDatabase(`${at.href}?connect_timeout=2`, 1);
    onTestFinished(close);
    expect(await outcome(db.execute(sql`select 1`))).toBe('lost');
  });

  test('the wait for a connection', async () => {
    const { db } = open(1, { waitMs: 1000 });
    const held = gate();
    const begun = gate();
    const holding = transaction(db, { organization: mine }, async () => {
      begun.open();
      await held.opened;
    });
    await begun.opened;
    expect(await outcome(ask(db, theirs))).toBe('busy');
    held.open();
    await holding;
    expect(await outcome(ask(db, theirs))).toBe('done');
  });
});

describe('R-SEC-10: one organization cannot take all connections', () => {
  test('those of others are answered while its acts wait for a lock that somebody holds', async () => {
    const { db } = open(4, { lockMs: 60_000, waitMs: 60_000 });
    let stuck: Promise<unknown[]> = Promise.resolve([]);
    await admin.begin(async (holder) => {
      await holder`select pg_advisory_xact_lock(1)`;
      stuck = Promise.all(Array.from({ length: 20 }, () => outcome(touch(db, mine))));
      for (let times = 0; times < 10; times += 1) expect(await outcome(ask(db, theirs))).toBe('done');
      expect(await outcome(db.execute(sql`select 1`))).toBe('done');
    });
    expect(await stuck).toEqual(Array(20).fill('done'));
  });

  test('of those who wait, an organization that has none comes before one that has some', async () => {
    const { db } = open(4, { waitMs: 60_000 });
    const order: string[] = [];
    const held = gate();
    const hold = (organization: string) =>
      transaction(db, { organization }, async (tx) => {
        await tx.execute(sql`select 1`);
        await held.opened;
      });
    const enter = (organization: string, name: string) =>
      transaction(db, { organization }, async () => {
        order.push(name);
      });
    const third = '33333333-3333-4333-8333-333333333333';
    const holding = [hold(mine), hold(mine), hold(theirs), hold(theirs)];
    const waiting = [
      enter(mine, 'mine'),
      enter(mine, 'mine'),
      enter(theirs, 'theirs'),
      enter(third, 'third'),
    ];
    held.open();
    await Promise.all([...holding, ...waiting]);
    expect(order[0]).toBe('third');
    expect(order.toSorted()).toEqual(['mine', 'mine', 'theirs', 'third']);
  });
});

test('R-SEC-10: people and readers of links are answered while another organization’s row is locked', async () => {
  const stage = await createStage();
  onTestFinished(stage.close);
  await stage.add({ name: 'Fabrikam', programme: 'direct_reseller', people: { Ana: ['admin_agent'] } });
  await stage.add({ name: 'Contoso', people: { Gil: ['global_admin'] } });
  const holder = postgres(stage.url, { max: 1 });
  onTestFinished(() => holder.end());
  const channel = { kind: 'channel', serviceUrl: null } as const;
  let stuck: Promise<readonly unknown[]> = Promise.resolve([]);

  await holder.begin(async (tx) => {
    await tx`select from organizations where name = 'Fabrikam' for update`;
    // More than there are connections; each waits to write down a row of its organization's.
    const asks = Array.from({ length: 30 }, () =>
      stage.service.notifications.subscribe(stage.as('ana@fabrikam.com'), channel, 'invitations'),
    );
    stuck = Promise.all(asks.map(outcome));
    for (let times = 0; times < 5; times += 1) {
      const gil = { platform: 'slack', tenant: 'slack-contoso.com', user: 'gil' } as const;
      expect(await stage.service.members.recognize(gil)).toMatchObject({
        tenant: gil.tenant,
      });
      expect(await stage.service.members.self(stage.as('gil@contoso.com'))).toMatchObject({ ok: true });
      expect(await loadLanding(stage.env.db, 'unknown', stage.env.now())).toBeUndefined();
    }
  });
  expect((await stuck).every((came) => came === 'done' || came === 'busy')).toBe(true);
});
