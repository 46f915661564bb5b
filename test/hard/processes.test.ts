import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createDatabase } from '../kit/database.ts';
import { sign } from '../kit/slack/sign.ts';
import { cleanUp, freePort, makeFolder, start } from './product.ts';

const signingSecret = 'signing secret';
const slack = { SLACK_SIGNING_SECRET: signingSecret };
const secretKey = Buffer.alloc(32, 7).toString('base64');
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await cleanUp();
  for (const close of closing.splice(0).reverse()) await close();
});

/** A database for the test, and the settings to use it. */
async function ownDatabase() {
  const database = await createDatabase();
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  closing.push(database.drop, () => sql.end());
  return { sql, url: database.url, settings: { DATABASE_URL: database.url, SECRET_KEY: secretKey } };
}

/** A connection to the database that can be cut. */
async function wayTo(url: string) {
  const target = new URL(url);
  const port = await freePort();
  let server: Server | undefined;
  const sockets = new Set<Socket>();
  const way = {
    url: Object.assign(new URL(url), { port: String(port) }).href,
    open: () =>
      new Promise<void>((resolve) => {
        server = createServer((near) => {
          const far = connect(Number(target.port), target.hostname);
          for (const [one, other] of [
            [near, far],
            [far, near],
          ] as const) {
            sockets.add(one);
            one
              .on('error', () => {})
              .on('close', () => {
                sockets.delete(one);
                other.destroy();
              })
              .pipe(other);
          }
        }).listen(port, '127.0.0.1', resolve);
      }),
    async cut() {
      server?.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  closing.push(way.cut);
  return way;
}

/** Sends `/partner help` as Slack does; returns the text of the acknowledgement. */
async function askForHelp(origin: string): Promise<string> {
  const body = new URLSearchParams({
    command: '/partner',
    text: 'help',
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'D1',
    channel_name: 'directmessage',
    trigger_id: 'trigger',
    response_url: 'http://127.0.0.1:9/',
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...sign(signingSecret, body) };
  const answer = await fetch(`${origin}/slack/events`, { method: 'POST', body, headers });
  return answer.text();
}

/** Blocks every read of an invitation until released, so that a request is in the middle of its work. */
async function hold(sql: postgres.Sql) {
  const held = await sql.reserve();
  await held`begin`;
  await held`lock table invitations in access exclusive mode`;
  return {
    waiting: () =>
      vi.waitFor(async () => {
        const found =
          await held`select 1 from pg_locks where relation = 'invitations'::regclass and not granted`;
        expect(found).toHaveLength(1);
      }),
    async release() {
      await held`commit`;
      held.release();
    },
  };
}

const refusesConnections = (origin: string) =>
  vi.waitFor(() => expect(fetch(`${origin}/healthz`)).rejects.toThrow('fetch failed'));

describe('a start', () => {
  test('R-SEC-02: with no platform says so, names the sandbox and what to set, and exits with 2', async () => {
    const { ended, output } = await start({});
    expect(await ended).toBe(2);
    for (const word of [
      'npm run demo',
      'SLACK_SIGNING_SECRET',
      'MICROSOFT_APP_ID',
      'TEAMS_AUTH=off',
      '.env',
    ]) {
      expect(output()).toContain(word);
    }
  });

  test('with faults in the configuration names them all, shows no secret, and exits with 2', async () => {
    const { ended, output } = await start({
      PORT: 'eighty',
      DATABASE_URL: 'postgres://accord:hunter2@db/accord',
      SMTP_URL: 'hunter2',
    });
    expect(await ended).toBe(2);
    for (const variable of ['PORT', 'SECRET_KEY', 'SMTP_URL', 'MAIL_FROM'])
      expect(output()).toContain(variable);
    expect(output()).toContain('Accord has no chat platform');
    expect(output()).not.toContain('hunter2');
  });

  test('on a port that is taken says so, and exits with 1', async () => {
    const { settings } = await ownDatabase();
    const taken = await freePort();
    const other = createServer().listen(taken);
    closing.push(async () => other.close());
    const { ended, output } = await start({ ...slack, ...settings, PORT: String(taken) });
    expect(await ended).toBe(1);
    expect(output()).toContain(`Port ${taken} is taken by another program`);
  });

  test('on a database that is newer than the program says so, and exits with 1', async () => {
    const { sql, settings } = await ownDatabase();
    await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 4102444800000)`;
    const { ended, output } = await start({ ...slack, ...settings });
    expect(await ended).toBe(1);
    expect(output()).toContain('Accord ends: The database is newer than this program');
  });
});

describe('an end', () => {
  test('by SIGTERM takes no more requests, finishes what is running, and exits with 0', async () => {
    const { sql, settings } = await ownDatabase();
    const { origin, child, ended, readyIs } = await start({ ...slack, ...settings });
    await readyIs(200);
    const held = await hold(sql);
    const answer = fetch(`${origin}/i/${'0'.repeat(26)}`);
    await held.waiting();

    child.kill('SIGTERM');
    await refusesConnections(origin);
    expect(child.exitCode).toBeNull();
    await held.release();

    expect((await answer).status).toBe(404);
    expect(await ended).toBe(0);
  });

  test('by a second signal does not wait for that', async () => {
    const { sql, settings } = await ownDatabase();
    const { origin, child, ended, readyIs } = await start({ ...slack, ...settings });
    await readyIs(200);
    const held = await hold(sql);
    const answer = fetch(`${origin}/i/${'0'.repeat(26)}`).catch(() => 'cut off');
    await held.waiting();

    // Signals within a second of the first belong to the same Ctrl+C.
    const insisting = setInterval(() => child.kill('SIGINT'), 100);
    expect(await ended).toBe(1);
    clearInterval(insisting);
    expect(await answer).toBe('cut off');
    await held.release();
  });

  test('comes at once while the database is still waited for', async () => {
    const settings = {
      DATABASE_URL: `postgres://accord@127.0.0.1:${await freePort()}/accord`,
      SECRET_KEY: secretKey,
    };
    const { child, ended, readyIs, output } = await start({ ...slack, ...settings });
    await readyIs(503);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(output()).not.toContain('Accord ends');
  });
});

describe('the database', () => {
  test('that is not there yet, or is lost, is waited for without a restart, and answers say so', async () => {
    const { url, settings } = await ownDatabase();
    const way = await wayTo(url);
    const { origin, child, readyIs, ended } = await start({ ...slack, ...settings, DATABASE_URL: way.url });

    await readyIs(503);
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({
      database: 'unavailable',
      worker: 'stopped',
    });
    expect(await askForHelp(origin)).toContain('I cannot reach my records at the moment');

    await way.open();
    await readyIs(200);
    expect(await askForHelp(origin)).toContain('redeem');

    await way.cut();
    await readyIs(503);
    expect(await askForHelp(origin)).toContain('I cannot reach my records at the moment');

    await way.open();
    await readyIs(200);
    expect(await askForHelp(origin)).toContain('redeem');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test('that is embedded is shared by processes that start at once, and stopped by the last one out', async () => {
    const DATA_DIR = await makeFolder();
    const both = await Promise.all([start({ ...slack, DATA_DIR }), start({ ...slack, DATA_DIR })]);
    await Promise.all(both.map(({ readyIs }) => readyIs(200)));
    const { mode } = await stat(join(DATA_DIR, 'secret-key'));
    expect(mode & 0o777).toBe(0o600);

    for (const { child } of both) child.kill('SIGTERM');
    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
    expect(existsSync(join(DATA_DIR, 'postgres/cluster/postmaster.pid'))).toBe(false);
  });
});

describe('the worker apart', () => {
  test('works while the server does not, and gives its work back at SIGTERM', async () => {
    const { settings } = await ownDatabase();
    const [server, worker] = await Promise.all([
      start({ ...slack, ...settings, WORKER: 'off' }),
      start({ ...slack, ...settings }, 'worker'),
    ]);
    await server.readyIs(200);
    expect(await (await fetch(`${server.origin}/readyz`)).json()).toEqual({
      database: 'ok',
      worker: 'elsewhere',
    });
    await vi.waitFor(() => expect(worker.output()).toContain('working'), { timeout: 20_000 });
    worker.child.kill('SIGTERM');
    server.child.kill('SIGTERM');
    expect(await Promise.all([worker.ended, server.ended])).toEqual([0, 0]);
  });
});
