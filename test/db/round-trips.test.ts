import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Database,
  enterAs,
  openDatabase,
  type Transaction,
  transaction,
} from '../../db/driver/client.ts';
import { type Given, statement } from '../../db/driver/statement.ts';
import { type App, createApp } from '../../src/app.ts';
import { createAnswers } from '../../src/delivery/answers.ts';
import { createServices } from '../../src/subjects.ts';
import { createDatabase } from '../kit/database.ts';
import { rolesOfTemplate } from '../kit/roles.ts';
import { type Customer, createScene, version } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

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
});

const one = statement((_, given: Given<{ n: number }>) => sql`select ${given.n}::int as n`);
const quiet = { debug() {}, info() {}, warn() {}, error: console.error };
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

const reading = (work: (tx: Transaction) => Promise<unknown>) => () =>
  pool.db.read({ holder: organization, enter: (tx) => enterAs(tx, organization), work });

test('what only reads leaves together with the beginning and the end of its transaction', async () => {
  const read = reading((tx) => Promise.all([one(tx, { n: 1 }), one(tx, { n: 2 })]));
  expect(await tripsOf(read)).toBe(1);
});

test('what only reads and goes on after an answer gets another transaction, for the same', async () => {
  const read = reading(async (tx) => {
    await one(tx, { n: 1 });
    return tx.execute(sql`select current_setting('accord.organization') as me`);
  });
  expect(await tripsOf(read)).toBe(2);
  expect(await read()).toEqual([{ me: organization }]);
});

describe('what people read', () => {
  let stage: Stage;
  let customer: Customer;
  let invited: Customer;
  let shown: string;
  beforeAll(async () => {
    stage = await createStage(database);
    await stage.publishAgreement(version);
    await stage.add({ name: 'Fabrikam', programme: 'direct_reseller', people: { Ana: ['global_admin'] } });
    const scene = createScene(stage);
    customer = await scene.customer();
    await scene.relate(customer);
    invited = await scene.customer();
    shown = await scene.invite(invited.domain);
  });
  // The database too.
  afterAll(() => stage?.close());

  const appOn = (db: Database) =>
    createApp({
      service: createServices({ ...stage.env, db }),
      answers: createAnswers({ db, now: stage.env.now }),
      sendsMail: true,
      now: stage.env.now,
      log: quiet,
    });

  const asking = (app: App, line: string) => async () => {
    const where = {
      platform: 'teams',
      workspace: 'teams-fabrikam.com',
      conversation: '19:ana',
      kind: 'personal',
      serviceUrl: 'https://smba.example',
    } as const;
    const who = { platform: 'teams', tenant: 'teams-fabrikam.com', user: 'ana' } as const;
    const answer = await app.handle({ who, where, by: 'typing', line, deliveryId: line });
    expect(answer).toMatchObject({ kind: 'card', as: 'card' });
  };

  test.each([
    'help',
    'home',
    'whoami',
    'customers',
    'invitations',
    'members',
    'history',
    'agreement',
    'show <organization>',
    'show <invitation>',
    'show <invited>',
    'history <organization>',
  ])('R-ROLE-07: recognizing, rights, rows and commit of "%s" are one round trip', async (line) => {
    const names = { '<organization>': customer.domain, '<invited>': invited.domain, '<invitation>': shown };
    const typed = line.replace(/<\w+>/, (name) => names[name as keyof typeof names]);
    expect(await tripsOf(asking(appOn(pool.db), typed))).toBe(1);
  });
});
