import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Database, openDatabase, type Transaction, transaction } from '../../db/client.ts';
import { isDatabaseLost } from '../../db/lost.ts';
import { handledRequests } from '../../db/schema/handled-requests.ts';
import { createDatabase } from '../support/database.ts';

let database: Awaited<ReturnType<typeof createDatabase>>;
let admin: postgres.Sql;
const uncaught: unknown[] = [];
const note = (error: unknown) => void uncaught.push(error);

beforeAll(async () => {
  process.on('uncaughtException', note).on('unhandledRejection', note);
  database = await createDatabase();
  admin = postgres(database.url, { max: 1, connection: { application_name: 'test' } });
});
afterEach(() => expect(uncaught.splice(0)).toEqual([]));
afterAll(async () => {
  await admin.end();
  await database.drop();
  process.off('uncaughtException', note).off('unhandledRejection', note);
});

const open = (url: string, connections: number): Database => {
  const { db, close } = openDatabase(url, connections);
  onTestFinished(close);
  return db;
};
const act = <T>(db: Database, work: (tx: Transaction) => Promise<T>) =>
  transaction(db, { system: 'test' }, work);
const write = async (tx: Transaction, id: string) => {
  await tx.insert(handledRequests).values({ id, at: new Date(0) });
};
const written = async () =>
  (await admin<{ id: string }[]>`select id from handled_requests`).map(({ id }) => id);
const kill = () => admin`select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and application_name = 'accord'`;
const outcome = (promise: Promise<unknown>) =>
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

type Cut = 'end' | 'reset';
async function layWire(url: string) {
  const { hostname, port } = new URL(url);
  const callers = new Set<Socket>();
  let calls = 0;
  let sent = 0;
  let cut: { how: Cut; at: number; sends: boolean } | undefined;
  let hangsUp = false;
  const hangUp = (caller: Socket, how: Cut) => (how === 'end' ? caller.end() : caller.resetAndDestroy());
  const server = createServer((caller) => {
    calls += 1;
    caller.on('error', () => {});
    if (hangsUp) return void caller.end();
    const far = connect(Number(port), hostname).on('error', () => caller.destroy());
    callers.add(caller);
    caller.on('close', () => {
      callers.delete(caller);
      far.destroy();
    });
    far.on('close', () => caller.destroy());
    far.on('data', (bytes) => caller.writable && caller.write(bytes));
    caller.on('data', (bytes) => {
      sent += 1;
      if (cut && cut.at === sent) {
        const { how, sends } = cut;
        cut = undefined;
        far.removeAllListeners('data').removeAllListeners('close');
        caller.removeAllListeners('data').resume();
        if (sends) far.end(bytes);
        else far.destroy();
        hangUp(caller, how);
        return;
      }
      far.write(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const caller of callers) caller.destroy();
    server.close();
    await once(server, 'close');
  });
  return {
    url: Object.assign(new URL(url), { port: String((server.address() as AddressInfo).port) }).href,
    calls: () => calls,
    cutAt(at: number, how: Cut, sends: boolean) {
      sent = 0;
      cut = { how, at, sends };
    },
    hangUp: (is: boolean) => {
      hangsUp = is;
    },
    isCut: () => cut === undefined,
  };
}

describe.each(['end', 'reset'] as const)('a connection that is lost (%s)', (how) => {
  test.each([false, true])('at whichever moment (arrives: %s)', async (sends) => {
    const wire = await layWire(database.url);
    const { db, close } = openDatabase(wire.url, 1);
    let done = false;
    let finished = 0;
    for (let at = 1; !done; at += 1) {
      const id = `${how}-${sends}-${at}`;
      wire.cutAt(at, how, sends);
      const { db, close } = openDatabase(wire.url, 1);
      const came = await outcome(
        act(db, async (tx) => {
          await write(tx, `${id}-1`);
          await tx
            .transaction(async (inner) => {
              await write(inner, `${id}-x`);
              await inner.execute(sql`select 1/0`);
            })
            .catch((error) => {
              if (isDatabaseLost(error)) throw error;
            });
          await write(tx, `${id}-2`);
        }),
      );
      done = wire.isCut() === false;
      console.log(
        how,
        sends,
        at,
        came,
        (await written()).filter((one) => one.startsWith(id)),
      );
      finished += 1;
      await act(db, (tx) => write(tx, `${id}-after`));
      await close();
    }
    await close();
  });
});

test('FIN', async () => {
  const wire = await layWire(database.url);
  const db = open(wire.url, 3);
  wire.hangUp(true);
  expect(await Promise.all([1, 2, 3, 4, 5].map(() => outcome(act(db, (tx) => write(tx, 'x')))))).toEqual(
    Array(5).fill('lost'),
  );
  expect(wire.calls()).toBe(5);
  wire.hangUp(false);
  await act(db, (tx) => write(tx, 'y'));
});

test.each(['plain', 'savepoint', 'builder'])('zombie %s', async (kind) => {
  const db = open(database.url, 1);
  const held = gate();
  const begun = gate();
  let late: Promise<string> | undefined;
  const zombie = outcome(
    act(db, async (tx) => {
      const inner = async (t: Transaction) => {
        const q = t.insert(handledRequests).values({ id: `${kind}-zombie0`, at: new Date(0) });
        await write(t, `${kind}-zombie1`);
        begun.open();
        await held.opened;
        late = outcome(kind === 'builder' ? q.execute() : write(t, `${kind}-zombie2`));
        await late;
        late = outcome(write(t, `${kind}-zombie3`));
        await late;
      };
      await (kind === 'savepoint' ? tx.transaction(inner) : inner(tx));
    }),
  );
  await begun.opened;
  await kill();
  const other = act(db, async (tx) => {
    await write(tx, `${kind}-1`);
    held.open();
    await vi.waitFor(() => expect(late).toBeDefined());
    await write(tx, `${kind}-2`);
    throw new Error('rolled back');
  });
  console.log(
    await zombie,
    await outcome(other),
    await Promise.race([late, new Promise((r) => setTimeout(r, 1000, 'hangs'))]),
  );
  expect((await written()).filter((id) => id.startsWith(kind))).toEqual([]);
});
