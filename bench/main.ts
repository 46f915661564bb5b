import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { requireAddress } from '../db/driver/address.ts';
import { type Database, openDatabase } from '../db/driver/client.ts';
import { migrateDatabase } from '../db/driver/migrate.ts';
import { type DatabaseRoles, ensureRoles, rolesOf } from '../db/driver/roles.ts';
import { openEmbedded, removeEmbedded } from '../db/embedded/index.ts';
import { createSecrets } from '../src/kernel/secrets.ts';
import { SERVICE_URL, startMicrosoft } from '../test/kit/teams/microsoft.ts';
import { driver } from './driver.ts';
import { fanOut } from './fanout.ts';
import { atLeast, type Figure, figure, printFigures, rateOf } from './figures.ts';
import { client, type Measured, measure } from './load.ts';
import { openRecorder, replay, type Script } from './replay.ts';
import { scale } from './scale.ts';
import { idOf, partnerUser, related, seed, slackTeam, teamsTenant, teamsUser } from './seed.ts';
import { servicesOn } from './services.ts';
import { upgrade } from './upgrade.ts';

/**
 * Compares the bot with the least that its SDK or driver could do for the same request, in one run: requests per
 * second, median and 99th percentile in milliseconds, and the ratio to that lower bound. `npm run bench -- acts` runs
 * one part: commands, clicks, acts, driver, fanout, upgrade or scale.
 */
const connectionCounts = [1, 20] as const;
/** The same number runs before without being counted, because code is still being compiled. */
const reads = { 1: 2000, 20: 4000 } as const;
const accepts = { 1: 300, 20: 1200 } as const;
const warmUp = 200;
/** Each number of connections, over HTTP, by the service, and by SQL, has its own invitations. */
const waiting = connectionCounts.reduce((sum, count) => sum + accepts[count] + warmUp, 0);

const secretKey = randomBytes(32).toString('base64');
const { derive } = createSecrets(secretKey);
const signingSecret = randomBytes(16).toString('hex');
const app = { appId: randomUUID(), password: randomBytes(16).toString('hex'), tenantId: randomUUID() };
const folder = await mkdtemp(join(tmpdir(), 'accord-bench-'));
await chmod(folder, 0o755);
const children: ChildProcess[] = [];
const server = await openEmbedded({ dataDir: folder });
const microsoft = await startMicrosoft(app);

try {
  await prepare();
  const table: Figure[] = [];
  const parts = {
    commands,
    clicks,
    acts,
    driver: (rows: typeof table) => driver(rows, databaseUrl('accord')),
    fanout: (rows: typeof table) => fanOut(rows, { database: clone, start, startBot, accepting, secretKey }),
    upgrade: (rows: typeof table) => upgrade(rows, databaseUrl('postgres')),
    scale: (rows: typeof table) => scale(rows, databaseUrl),
  };
  const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  for (const [name, part] of Object.entries(parts)) {
    // Runs only on request, because it fills databases for minutes.
    if (wanted.includes(name) || (wanted.length === 0 && name !== 'scale')) await part(table);
  }
  printFigures(table);
} finally {
  for (const child of children) child.kill();
  await microsoft.stop();
  await server.stop();
  await removeEmbedded(folder);
  await rm(folder, { recursive: true });
}

function databaseUrl(name: string): string {
  return Object.assign(new URL(server.url), { pathname: name }).href;
}

/** The program's roles in a database. */
function rolesIn(name: string): DatabaseRoles {
  return rolesOf(requireAddress(databaseUrl(name)), derive);
}

/** With the role of acts, to which row-level security applies. */
function actsUrl(name: string): string {
  const { user, password = '' } = rolesIn(name).acts;
  return Object.assign(new URL(databaseUrl(name)), { username: user, password }).href;
}

/** One seeded database, and a clone of it for each way of accepting. */
async function prepare(): Promise<void> {
  await migrateDatabase(server.url);
  await seed(server.url, waiting);
  const admin = postgres(databaseUrl('postgres'), { max: 1, onnotice: () => {} });
  await admin.end();
  for (const name of ['by_http', 'by_service', 'by_sql', 'recorded']) await clone(name);
}

/** A copy of the seeded database. */
async function clone(name: string) {
  const admin = postgres(databaseUrl('postgres'), { max: 1, onnotice: () => {} });
  await admin`create database ${admin(name)} template accord`;
  await admin.end();
  const url = databaseUrl(name);
  await ensureRoles(requireAddress(url), rolesIn(name));
  return { url, roles: rolesIn(name) };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => probe.once('listening', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

/** Starts a process that reaches the test double of Microsoft. */
async function start(script: string, env: Readonly<Record<string, string>>): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, [...microsoft.child.execArgv, join(import.meta.dirname, script)], {
    env: { ...process.env, ...microsoft.child.env, ...env, PORT: String(port), NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 600; tries += 1) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return url;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${script} did not start`);
}

function startOurs(): Promise<string> {
  return startBot(databaseUrl('by_http'), { WORKER: 'off' });
}

function startBot(url: string, env: Readonly<Record<string, string>>): Promise<string> {
  return start('../src/main.ts', {
    DATABASE_URL: url,
    SECRET_KEY: secretKey,
    ...env,
    SLACK_SIGNING_SECRET: signingSecret,
    MICROSOFT_APP_ID: app.appId,
    MICROSOFT_APP_PASSWORD: app.password,
    MICROSOFT_APP_TENANT_ID: app.tenantId,
  });
}

async function commands(table: Figure[]): Promise<void> {
  const bolt = await start('floor-bolt.ts', { SLACK_SIGNING_SECRET: signingSecret });
  const bot = await startOurs();
  for (const connections of connectionCounts) {
    const floor = await slash(`${bolt}/slack/events`, connections, 'help');
    table.push(figure('slash command: Bolt alone, which only acknowledges', connections, floor));
    for (const text of ['help', 'customers', `show customer${related}.example`]) {
      const ours = await slash(`${bot}/slack/events`, connections, text);
      const aim = text === 'help' ? atLeast(0.4) : null;
      table.push(figure(`slash command: ${text.split(' ')[0]}`, connections, ours, rateOf(ours, floor), aim));
    }
  }
}

async function slash(url: string, connections: 1 | 20, text: string): Promise<Measured> {
  const { post, close } = client(url, connections);
  const count = reads[connections];
  const work = async () => {
    const body = new URLSearchParams({
      command: '/partner',
      text,
      team_id: slackTeam,
      user_id: partnerUser,
      channel_id: 'D0BENCH',
      channel_name: 'directmessage',
      trigger_id: randomUUID(),
      response_url: 'http://127.0.0.1:9/',
      api_app_id: 'A0BENCH',
    }).toString();
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
    await post(
      {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature,
      },
      body,
    );
  };
  const measured = await measure(connections, count, work, count);
  close();
  return measured;
}

async function clicks(table: Figure[]): Promise<void> {
  const bare = await start('floor-bot.ts', {
    MicrosoftAppId: app.appId,
    MicrosoftAppPassword: app.password,
    MicrosoftAppTenantId: app.tenantId,
    MicrosoftAppType: 'SingleTenant',
  });
  const bot = await startOurs();
  let from = 0;
  for (const connections of connectionCounts) {
    const floor = await click(`${bare}/`, connections, from);
    table.push(figure('click in Teams: botbuilder alone, a constant', connections, floor));
    const ours = await click(`${bot}/api/messages`, connections, from, 'Accepted');
    table.push(figure('click in Teams: accept', connections, ours, rateOf(ours, floor)));
    from += accepts[connections] + warmUp;
  }
}

async function click(url: string, connections: 1 | 20, from: number, expected = ''): Promise<Measured> {
  const { post, close } = client(url, connections);
  const authorization = await microsoft.authorization({ appId: app.appId, serviceUrl: SERVICE_URL });
  const measured = await measure(connections, accepts[connections], async (index) => {
    const invitation = from + index;
    const customer = related + invitation;
    const answer = await post(
      { 'content-type': 'application/json', authorization },
      JSON.stringify({
        type: 'invoke',
        name: 'adaptiveCard/action',
        id: randomUUID(),
        channelId: 'msteams',
        serviceUrl: SERVICE_URL,
        from: { id: `29:${customer}`, name: 'Gil', aadObjectId: teamsUser(customer) },
        recipient: { id: `28:${app.appId}`, name: 'Accord' },
        conversation: {
          id: `a:${customer}`,
          conversationType: 'personal',
          tenantId: teamsTenant(customer),
        },
        channelData: { tenant: { id: teamsTenant(customer) } },
        locale: 'en-US',
        value: {
          trigger: 'manual',
          action: {
            type: 'Action.Execute',
            verb: 'accord',
            data: {
              command: `accept ${idOf('invitation', invitation)} --agreement "2026-01"`,
              'form:kinds': { agreement: 'tick' },
              agreement: 'true',
            },
          },
        },
      }),
    );
    if (!answer.includes(expected)) throw new Error(answer.slice(0, 400));
  });
  close();
  return measured;
}

/** Accepts by the service, and by exactly its statements, recorded on a third database. */
async function acts(table: Figure[]): Promise<void> {
  const scripts = await recordScripts();
  const sql = postgres(actsUrl('by_sql'), { max: 20, onnotice: () => {} });
  // Drizzle sets its driver to pass on JSON and dates unchanged; the recorded values need the same.
  drizzle(sql);
  const { db, close } = openDatabase(rolesIn('by_service'), 40);
  const accept = accepting(db);
  let from = 0;
  for (const connections of connectionCounts) {
    const count = accepts[connections];
    const floor = await measure(connections, count, async (index) => {
      await replay(sql, scripts[from + index] ?? []);
    });
    table.push(figure('act: the same SQL by postgres.js alone', connections, floor));
    const ours = await measure(connections, count, (index) => accept(from + index));
    table.push(figure('act: acceptInvitation', connections, ours, rateOf(ours, floor), atLeast(0.9)));
    from += count + warmUp;
  }
  await close();
  await sql.end();
}

function accepting(db: Database) {
  const service = servicesOn(db);
  return async (invitation: number): Promise<void> => {
    const customer = related + invitation;
    const accepted = await service.invitations.accept(
      {
        memberId: idOf('gil', customer),
        organizationId: idOf('customer', customer),
        origin: {
          kind: 'chat',
          platform: 'teams',
          workspace: teamsTenant(customer),
          conversation: `a:${customer}`,
        },
        deliveryId: randomUUID(),
      },
      idOf('invitation', invitation),
      { ticked: true, agreementVersion: '2026-01', replaces: null },
    );
    if (!accepted.ok) throw new Error(accepted.problem.code);
  };
}

async function recordScripts(): Promise<readonly Script[]> {
  const recorder = openRecorder(actsUrl('recorded'));
  const accept = accepting(recorder.db);
  const scripts: Script[] = [];
  for (let index = 0; index < waiting; index += 1) scripts.push(await recorder.record(() => accept(index)));
  await recorder.close();
  return scripts;
}
