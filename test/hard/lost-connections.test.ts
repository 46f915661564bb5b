import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import selfsigned from 'selfsigned';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { addressWith, requireAddress } from '../../db/driver/address.ts';
import { type Database, openDatabase, type Transaction, transaction } from '../../db/driver/client.ts';
import { isDatabaseLost } from '../../db/driver/errors.ts';
import { migrateDatabase } from '../../db/driver/migrate.ts';
import { openEmbedded } from '../../db/embedded/index.ts';
import { handledRequests } from '../../db/schema/handled-requests.ts';
import { startWorker } from '../../src/delivery/worker.ts';
import { createSecrets } from '../../src/kernel/secrets.ts';
import { createDatabase } from '../kit/database.ts';
import { rolesOfTemplate } from '../kit/roles.ts';
import { startTcpProxy } from './tcp-proxy.ts';

let database: Awaited<ReturnType<typeof createDatabase>>;
let admin: postgres.Sql;
let certificate: { readonly key: string; readonly cert: string };
/** Unhandled errors, which would end the program's process. */
const uncaught: string[] = [];
const note = (error: unknown) => void uncaught.push(String(error));

beforeAll(async () => {
  process.on('uncaughtException', note).on('unhandledRejection', note);
  database = await createDatabase();
  admin = postgres(database.url, { max: 1, connection: { application_name: 'test' } });
  const { private: key, cert } = await selfsigned.generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
  });
  certificate = { key, cert };
});
afterEach(() => expect(uncaught.splice(0)).toEqual([]));
afterAll(async () => {
  await admin.end();
  await database.drop();
  process.off('uncaughtException', note).off('unhandledRejection', note);
});

const open = (url: string, connections = 1): Database => {
  const { db, close } = openDatabase(url, connections);
  onTestFinished(close);
  return db;
};
const act = <T>(db: Database, work: (tx: Transaction) => Promise<T>) =>
  transaction(db, { system: 'test' }, work);
const write = async (tx: Transaction, id: string) => {
  await tx.insert(handledRequests).values({ id, at: new Date(0) });
};
/** The committed rows of an act, by the last part of their ids. */
const written = async (prefix: string): Promise<readonly string[]> => {
  const rows = await admin<{ id: string }[]>`
    select id from handled_requests where starts_with(id, ${`${prefix} `}) order by id`;
  return rows.map(({ id }) => id.slice(prefix.length + 1));
};
const backends = () => admin<{ pid: number }[]>`
  select pid from pg_stat_activity where datname = current_database() and application_name = 'accord'`;
const killAll = () => admin`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and application_name = 'accord'`;
const outcome = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'done',
    (error) => (isDatabaseLost(error) ? 'lost' : error),
  );
const gate = () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
};

describe.each([
  ['closed', 'plain', 'the owner'],
  ['reset', 'plain', 'the owner'],
  ['closed', 'TLS', 'the owner'],
  ['reset', 'TLS', 'the owner'],
  // A role that does not wait for the begin.
  ['closed', 'plain', 'acts'],
  ['reset', 'plain', 'acts'],
] as const)(
  'R-INV-12: a connection that is %s (%s) at whichever moment of its life, of %s',
  (how, kind, whose) => {
    test.each([
      ['before', false],
      ['after', true],
    ] as const)('takes all of the act with it or nothing, %s the server has heard', async (when, arrives) => {
      const wire = await startTcpProxy(database.url, kind === 'TLS' ? { certificate } : {});
      const url = kind === 'TLS' ? `${wire.url}?sslmode=require` : wire.url;
      const { user, password } = rolesOfTemplate(database.url).acts;
      const acts = addressWith(requireAddress(url), { user, password });
      const where = whose === 'acts' ? { acts, system: acts } : url;
      const organization = '11111111-1111-4111-8111-111111111111';
      const run = <T>(db: Database, work: (tx: Transaction) => Promise<T>) =>
        whose === 'acts' ? transaction(db, { organization }, work) : act(db, work);
      const lifeOf = (prefix: string) => async (tx: Transaction) => {
        await write(tx, `${prefix} 1`);
        await tx.transaction(async (inner) => {
          await write(inner, `${prefix} 2`);
          await inner.execute(sql`select 1`);
        });
        const refused = tx.transaction(async (inner) => {
          await write(inner, `${prefix} 3`);
          await inner.execute(sql`select 1 / 0`);
        });
        expect(await refused.catch((error) => isDatabaseLost(error) || error.cause.code)).toBe('22012');
        await Promise.all([write(tx, `${prefix} 4`), write(tx, `${prefix} 5`)]);
      };
      const all = ['1', '2', '4', '5'];
      let moments = 0;
      for (let isOver = false; !isOver; moments += 1) {
        const prefix = `${how}-${kind}-${when}-${whose}-${moments}`;
        const { db, close } = openDatabase(where, 1);
        wire.cutAfter(moments + 1, how, arrives);
        const came = await outcome(run(db, lifeOf(prefix)));
        isOver = !wire.isCut();
        expect(came).toBe(isOver ? 'done' : 'lost');
        wire.cutAfter(Number.POSITIVE_INFINITY, how, arrives);
        await run(db, (tx) => write(tx, `${prefix} after`));
        const done = await written(prefix);
        expect(done.filter((id) => id !== 'after')).toEqual(
          isOver || (arrives && done.length > 1) ? all : [],
        );
        await close();
      }
      expect(moments).toBeGreaterThan(12);
    });
  },
);

test('killed twenty times under ten acts at once, each act fails once at most and then succeeds', async () => {
  const db = open(database.url, 10);
  let stopped = false;
  const workers = Array.from({ length: 10 }, (_, at) => ({ at, done: 0, failures: 0, worst: 0 }));
  const working = workers.map(async (worker) => {
    while (!stopped) {
      const id = `kill-${worker.at} ${worker.done}`;
      const came = await outcome(
        act(db, async (tx) => {
          await tx.execute(sql`select count(*) from organizations`);
          await tx.transaction((inner) => write(inner, id));
          await tx.execute(sql`select count(*) from invitations`);
          await tx.delete(handledRequests).where(sql`id = ${id}`);
        }),
      );
      expect(came === 'done' || came === 'lost').toBe(true);
      worker.failures = came === 'done' ? 0 : worker.failures + 1;
      worker.worst = Math.max(worker.worst, worker.failures);
      if (came === 'done') worker.done += 1;
    }
  });
  for (let times = 0; times < 20; times += 1) {
    await killAll();
    const before = workers.map(({ done }) => done);
    // The first one may have been almost done when the connection was lost.
    const again = () => workers.every(({ done }, at) => done >= (before[at] ?? 0) + 2);
    await vi.waitUntil(again, { timeout: 20_000, interval: 1 });
  }
  stopped = true;
  await Promise.all(working);
  expect(Math.max(...workers.map(({ worst }) => worst))).toBeLessThanOrEqual(1);
  expect((await backends()).length).toBeLessThanOrEqual(10);
});

describe('Work that goes on when its connection is lost', () => {
  test.each(['in its transaction', 'behind a savepoint', 'with a statement that was made before'])(
    'changes nothing, for nobody: %s',
    async (where) => {
      const db = open(database.url);
      const begun = gate();
      const held = gate();
      const late = gate();
      let said: unknown;
      const work = async (tx: Transaction) => {
        const made = tx.insert(handledRequests).values({ id: `${where} made`, at: new Date(0) });
        await write(tx, `${where} early`);
        begun.open();
        await held.opened;
        said = await outcome(where.includes('made') ? made.execute() : write(tx, `${where} late`));
        late.open();
        await write(tx, `${where} later`);
      };
      const lost = outcome(act(db, (tx) => (where.includes('savepoint') ? tx.transaction(work) : work(tx))));
      await begun.opened;
      await killAll();
      expect(await lost).toBe('lost');

      // Another caller has the pool's only connection.
      await act(db, async (tx) => {
        await write(tx, `${where} of another`);
        held.open();
        await late.opened;
        await write(tx, `${where} of another too`);
      });
      expect(said).toMatchObject({ cause: { message: expect.stringContaining('over') } });
      expect(await written(where)).toEqual(['of another', 'of another too']);
    },
  );
});

describe('A connection that is cut off while nobody uses it', () => {
  test.each(['by the server', 'by what lies between, which says nothing'])(
    'is nobody’s trouble: %s',
    async (by) => {
      const wire = await startTcpProxy(database.url);
      const db = open(wire.url, 5);
      const all = () =>
        Promise.all(Array.from({ length: 5 }, () => outcome(act(db, (tx) => tx.execute(sql`select 1`)))));
      expect(await all()).toEqual(Array(5).fill('done'));
      const before = (await backends()).length;
      expect(before).toBe(5);
      for (let times = 0; times < 5; times += 1) {
        if (by.includes('server')) await killAll();
        else wire.forgetAll();
        expect(await all()).toEqual(Array(5).fill('done'));
        wire.forgetAll();
        await db.execute(sql`select 1`);
      }
    },
  );

  test('but a statement of an act that has begun is not sent twice', async () => {
    const wire = await startTcpProxy(database.url);
    const db = open(wire.url);
    await db.execute(sql`select 1`);
    let times = 0;
    const came = outcome(
      act(db, async (tx) => {
        times += 1;
        await tx.execute(sql`select 1`);
        wire.forgetAll();
        await write(tx, 'twice once');
      }),
    );
    expect([await came, times, await written('twice')]).toEqual(['lost', 1, []]);
  });
});

describe('A server that is away', () => {
  test('is said to be, at once and to everybody, and found again without a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'accord-away-'));
    await chmod(folder, 0o755);
    onTestFinished(() => rm(folder, { recursive: true }));
    const start = () => openEmbedded({ dataDir: folder, unsafeFast: true });
    let server = await start();
    onTestFinished(() => server.stop());
    await migrateDatabase(server.url);
    const db = open(server.url, 5);
    const ask = () => outcome(act(db, (tx) => tx.execute(sql`select 1`)));
    const asks = (count: number) => Promise.all(Array.from({ length: count }, ask));
    for (let times = 0; times < 2; times += 1) {
      expect(await asks(10)).toEqual(Array(10).fill('done'));
      await server.stop();
      for (let more = 0; more < 20; more += 1) expect(await asks(20)).toEqual(Array(20).fill('lost'));
      server = await start();
      expect(await asks(10)).toEqual(Array(10).fill('done'));
    }
  });

  test('and something accepts connections and closes them: the driver does not reconnect forever', async () => {
    const wire = await startTcpProxy(database.url);
    const db = open(wire.url, 3);
    wire.hangUp(true);
    const asks = Array.from({ length: 9 }, () => outcome(act(db, (tx) => tx.execute(sql`select 1`))));
    expect(await Promise.all(asks)).toEqual(Array(9).fill('lost'));
    expect(await outcome(db.execute(sql`select 1`))).toBe('lost');
    expect(wire.calls()).toBe(4);
    expect(await outcome(migrateDatabase(wire.url))).toBe('lost');
    expect(wire.calls()).toBe(5);
    wire.hangUp(false);
    expect(await outcome(db.execute(sql`select 1`))).toBe('done');
  });
});

describe('The address of the database', () => {
  const hostOf = (url: string) => new URL(url).host;
  const onHosts = (...hosts: string[]) => database.url.replace(hostOf(database.url), hosts.join(','));
  const nobody = '127.0.0.1:1';

  test('may name several servers: the first that answers serves, and none is said to be away', async () => {
    const wire = await startTcpProxy(database.url);
    const server = hostOf(database.url);
    expect(await outcome(open(onHosts(nobody, server)).execute(sql`select 1`))).toBe('done');
    expect(await outcome(open(onHosts(nobody, nobody)).execute(sql`select 1`))).toBe('lost');
    wire.hangUp(true);
    expect(await outcome(open(onHosts(hostOf(wire.url), nobody, server)).execute(sql`select 1`))).toBe(
      'done',
    );
    expect(await outcome(open(onHosts(hostOf(wire.url), nobody)).execute(sql`select 1`))).toBe('lost');
    const primary = `${onHosts(nobody, server)}?target_session_attrs=primary`;
    expect(await outcome(open(primary).execute(sql`select 1`))).toBe('done');
    const standby = `${onHosts(server, server)}?target_session_attrs=standby`;
    expect(() => open(standby)).toThrow('Set target_session_attrs=read-write');
  });

  test('may be a Unix socket', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'accord-socket-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await startTcpProxy(database.url, { at: join(folder, '.s.PGSQL.5432') });
    const { username, password, pathname } = new URL(database.url);
    vi.stubEnv('PGHOST', folder);
    vi.stubEnv('PGUSER', username);
    vi.stubEnv('PGPASSWORD', password);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await outcome(open(`postgres://${pathname}`).execute(sql`select 1`))).toBe('done');
  });

  test('R-SEC-04: may ask for TLS, and for a certificate that somebody vouches for', async () => {
    const wire = await startTcpProxy(database.url, { certificate });
    const by = (mode: string) => outcome(open(`${wire.url}?sslmode=${mode}`).execute(sql`select 1`));
    expect(await by('require')).toBe('done');
    expect(await by('prefer')).toBe('done');
    expect(await by('disable')).not.toBe('done');
    expect(await by('no-verify')).toBe('done');
    expect(await by('verify-full')).toMatchObject({ cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
    const plain = `${database.url}?sslmode=prefer`;
    expect(await outcome(open(plain).execute(sql`select 1`))).toBe('done');
  });
});

test('closing waits for what has begun and refuses what waits', async () => {
  const { db, close } = openDatabase(database.url, 1);
  const begun = gate();
  const held = gate();
  const last = act(db, async (tx) => {
    begun.open();
    await held.opened;
    await write(tx, 'closing last');
  });
  await begun.opened;
  const waiting = outcome(db.execute(sql`select 1`));
  const closing = close();
  held.open();
  await Promise.all([last, closing]);
  expect(await waiting).toBe('lost');
  expect(await outcome(db.execute(sql`select 1`))).toBe('lost');
  expect(await written('closing')).toEqual(['last']);
});

test('a database that goes away as the worker ends does not end the process', async () => {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  for (let times = 0; times < 3; times += 1) {
    const own = await createDatabase();
    const worker = await startWorker({
      url: own.url,
      posters: {},
      mailer: null,
      secrets: createSecrets('0b'.repeat(32)),
      newId: () => crypto.randomUUID(),
      now: () => new Date(),
      log: silent,
      scheduledJobs: [],
      callsAtOnce: { chat: 64, mail: 8 },
    });
    await vi.waitUntil(() => worker.isRunning());
    await Promise.all([worker.stop(), own.drop()]);
  }
});
