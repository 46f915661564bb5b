import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { requireAddress } from '../../db/driver/address.ts';
import { openDatabase } from '../../db/driver/client.ts';
import { ensureRoles, rolesOf } from '../../db/driver/roles.ts';
import { createSecrets } from '../../src/kernel/secrets.ts';
import { operatorCommands } from '../../src/operator/index.ts';
import { operate } from '../../src/operator/operate.ts';
import { applyWorld } from '../../src/operator/world/apply.ts';
import { parseWorld } from '../../src/operator/world/file.ts';
import { createDatabase } from '../kit/database.ts';
import { type Front, startFront } from '../kit/slack/front.ts';
import { startWorkspaces, type Team, type Workspaces } from '../kit/slack/workspace.ts';
import { type Microsoft, startMicrosoft } from '../kit/teams/microsoft.ts';

const app = {
  appId: '66666666-6666-4666-8666-666666666666',
  password: 'the password of the app',
  tenantId: '77777777-7777-4777-8777-777777777777',
};
const now = new Date('2026-11-02T09:00:00Z');
const secretKey = randomBytes(32).toString('base64');

let workspaces: Workspaces;
let front: Front;
let microsoft: Microsoft;
let database: Awaited<ReturnType<typeof createDatabase>>;
let environment: Record<string, string>;
let fabrikam: Team;
let contoso: Team;

beforeAll(async () => {
  workspaces = await startWorkspaces([
    { name: 'Fabrikam', people: ['ana'] },
    { name: 'Contoso', people: ['cora'], scopes: ['commands', 'chat:write'] },
  ]);
  front = await startFront(workspaces);
  microsoft = await startMicrosoft(app);
  fabrikam = workspaces.team('Fabrikam');
  contoso = workspaces.team('Contoso');
});

afterAll(async () => {
  await microsoft.stop();
  await front.close();
  await workspaces.close();
});

beforeEach(async () => {
  database = await createDatabase();
  await prepareRoles(secretKey);
  environment = {
    DATABASE_URL: database.url,
    SECRET_KEY: secretKey,
    SLACK_SIGNING_SECRET: 'signing secret',
    SLACK_API_URL: front.apiUrl,
    MICROSOFT_APP_ID: app.appId,
    MICROSOFT_APP_PASSWORD: app.password,
    MICROSOFT_APP_TENANT_ID: app.tenantId,
  };
  return () => database.drop();
});

/** As a start with this key does. */
async function prepareRoles(key: string): Promise<void> {
  const owner = requireAddress(database.url);
  await ensureRoles(owner, rolesOf(owner, createSecrets(key).derive));
}

/** What the doctor finds, as one line each, and how the process ends. */
async function examine() {
  let said = '';
  const code = await operate(operatorCommands, ['doctor', '--json'], {
    environment,
    now: () => now,
    out: (text) => {
      said += text;
    },
    err: (text) => {
      throw new Error(text);
    },
  });
  const { findings } = JSON.parse(said) as { findings: { of: string; state: string; says: string }[] };
  return {
    code,
    findings,
    found: Object.fromEntries(findings.map(({ of, state, says }) => [of, `${state}: ${says}`])),
  };
}

/** Organizations with a Slack workspace each. */
async function connect(...workspaceNames: readonly { team: Team; botToken?: string }[]): Promise<void> {
  const { db, close } = openDatabase(database.url, 4);
  const organizations = workspaceNames.map(({ team, botToken }) => ({
    name: team.name,
    domain: `${team.name.toLowerCase()}.com`,
    tenantId: `${team === fabrikam ? 1 : 2}1111111-1111-4111-8111-111111111111`,
    country: 'US',
    cloud: 'public',
    language: 'en',
    workspaces: [{ platform: 'slack', id: team.id, ...(botToken ? { botToken } : {}) }],
  }));
  const world = parseWorld({ organizations });
  if (!world.ok) throw new Error(JSON.stringify(world.problem));
  const env = { db, now: () => now, newId: () => crypto.randomUUID(), secrets: createSecrets(secretKey) };
  expect(await applyWorld(env, world.value).finally(close)).toMatchObject({ ok: true });
}

async function query(statement: string): Promise<void> {
  const sql = postgres(database.url, { max: 1 });
  await sql.unsafe(statement).finally(() => sql.end());
}

const workerSeen = (at: Date) =>
  query(`insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
    values ('expire', '${at.toISOString()}', '${at.toISOString()}')`);

describe('doctor', () => {
  test('finds everything well, and ends with 0', async () => {
    await connect({ team: fabrikam, botToken: fabrikam.bot.token });
    await workerSeen(now);
    const { code, findings } = await examine();
    expect(findings.map(({ of, state }) => `${of}: ${state}`)).toEqual([
      'configuration: ok',
      'database: ok',
      'migrations: ok',
      'roles: ok',
      'worker: ok',
      'deliveries: ok',
      'sizes: ok',
      `Slack ${fabrikam.id} of fabrikam.com: ok`,
      'Teams: ok',
    ]);
    expect(code).toBe(0);
  });

  test('says what is next before the first start, which is no fault', async () => {
    const { code, found } = await examine();
    expect(code).toBe(0);
    expect(found.worker).toMatch(/^todo: .*npm start/);
    expect(found.Slack).toMatch(/^todo: no workspace has a bot token/);
  });

  test('finds workspaces without a token, with a token that may too little, is dead, or is another’s', async () => {
    await connect({ team: fabrikam, botToken: contoso.bot.token }, { team: contoso });
    environment.SLACK_BOT_TOKEN = contoso.bot.token;
    const { code, found } = await examine();
    expect(code).toBe(1);
    expect(found.SLACK_BOT_TOKEN).toMatch(/^wrong: lacks im:write: .*manifest\/slack.json/);
    expect(found[`Slack ${fabrikam.id} of fabrikam.com`]).toMatch(/^wrong: lacks im:write/);
    expect(found[`Slack ${contoso.id} of contoso.com`]).toBe('ok: by SLACK_BOT_TOKEN');

    environment.SLACK_BOT_TOKEN = fabrikam.bot.token;
    const again = await examine();
    expect(again.found.SLACK_BOT_TOKEN).toBe(`ok: the bot token of ${fabrikam.id}, with all scopes`);
    expect(again.found[`Slack ${contoso.id} of contoso.com`]).toMatch(/^wrong: has no bot token/);

    await connect({ team: contoso, botToken: fabrikam.bot.token });
    expect((await examine()).found[`Slack ${contoso.id} of contoso.com`]).toBe(
      `wrong: the bot token is the one of ${fabrikam.id}: apply the right one`,
    );

    environment.SLACK_BOT_TOKEN = 'xoxb-unknown';
    expect((await examine()).found.SLACK_BOT_TOKEN).toMatch(
      /^wrong: Slack does not take the token .*invalid_auth/,
    );
  });

  test('R-SEC-04: finds a token that the present keys do not open', async () => {
    await connect({ team: fabrikam, botToken: fabrikam.bot.token });
    const another = randomBytes(32).toString('base64');
    environment.SECRET_KEY = another;
    expect((await examine()).found.roles).toMatch(/^todo: to prepare/);
    await prepareRoles(another);
    const { code, found } = await examine();
    expect(code).toBe(1);
    expect(found[`Slack ${fabrikam.id} of fabrikam.com`]).toMatch(/^wrong: its bot token cannot be opened/);
  });

  test('finds a worker that is away, and jobs that nobody takes or that failed for good', async () => {
    const before = new Date(now.getTime() - 3_600_000);
    await workerSeen(before);
    expect((await examine()).found.worker).toMatch(/^wrong: last at work at 2026-11-02T08:00/);
    await query(`select graphile_worker.add_job('deliver', '{}'::json, run_at => '${before.toISOString()}')`);
    expect((await examine()).found.worker).toMatch(/^wrong: 1 jobs are due and nobody takes them/);
    await query('update graphile_worker._private_jobs set attempts = max_attempts');
    expect((await examine()).found.jobs).toMatch(/^wrong: 1 failed/);
  });

  test('says in Microsoft’s own words why it does not take the credentials', async () => {
    environment.MICROSOFT_APP_PASSWORD = 'another';
    const { code, found } = await examine();
    expect(code).toBe(1);
    expect(found.Teams).toMatch(
      /^wrong: AADSTS7000215: Invalid client secret provided\. Check MICROSOFT_APP_ID/,
    );
    expect(found.Teams).not.toContain('another');
  });

  test('finds a database that is away or behind, and still looks at the platforms', async () => {
    const empty = await createDatabase('template1');
    environment.DATABASE_URL = empty.url;
    const behind = await examine();
    expect(behind.code).toBe(0);
    expect(behind.found.migrations).toMatch(/^todo: \d+ to apply.*database migrate/);
    await empty.drop();
    environment.DATABASE_URL = Object.assign(new URL(database.url), { port: '1' }).href;
    const away = await examine();
    expect(away.code).toBe(1);
    expect(away.found.database).toMatch(/^wrong: .*DATABASE_URL/);
    expect(away.found.Teams).toBe('ok: Microsoft takes the credentials');
  });

  test('R-SEC-02: says which platforms are off, that none is a fault, and every fault of the configuration', async () => {
    const { DATABASE_URL, SECRET_KEY } = environment;
    environment = { DATABASE_URL: DATABASE_URL ?? '', SECRET_KEY: SECRET_KEY ?? '' };
    const none = await examine();
    expect(none.code).toBe(1);
    expect(none.found.configuration).toMatch(/^wrong: No platform is configured/);
    expect(none.found).toMatchObject({
      Slack: expect.stringMatching(/^off/),
      Teams: expect.stringMatching(/^off/),
    });

    environment = { DATABASE_URL: 'mysql://x', SLACK_BOT_TOKEN: 'xoxp-1' };
    const faulty = await examine();
    expect(faulty.code).toBe(1);
    expect(faulty.findings.length).toBeGreaterThan(2);
    expect(faulty.findings.every(({ of, state }) => of === 'configuration' && state === 'wrong')).toBe(true);
  });
});
