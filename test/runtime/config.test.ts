import fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ok, refuse } from '../../src/kernel/result.ts';
import { type Config, environmentIn, readConfig } from '../../src/runtime/config.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const appId = '11111111-2222-3333-4444-555555555555';
const teams = {
  MICROSOFT_APP_ID: appId,
  MICROSOFT_APP_PASSWORD: 'pass word',
  MICROSOFT_APP_TENANT_ID: appId,
};

function configOf(environment: Record<string, string>): Config {
  const read = readConfig(environment);
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return read.value;
}

/** The faults by variable. */
function faultsIn(environment: Record<string, string>): Record<string, string> {
  const read = readConfig(environment);
  if (read.ok) throw new Error('there is no fault');
  return Object.fromEntries(read.problem.map(({ variable, fault }) => [variable, fault]));
}

describe('the configuration', () => {
  test('of an empty environment is a local one with both platforms off', () => {
    expect(configOf({})).toEqual({
      port: 3000,
      host: undefined,
      publicUrl: 'http://localhost:3000',
      trustedProxies: 0,
      database: {
        address: undefined,
        roles: undefined,
        connections: 10,
        limits: { statementMs: 15_000, lockMs: 5000, idleMs: 30_000, waitMs: 5000 },
      },
      dataDir: '.data',
      secretKey: undefined,
      logLevel: 'info',
      runsWorker: true,
      keepDays: { deliveries: 30, cards: 180, links: 30, requests: 1 },
      callsAtOnce: { chat: 64, mail: 8 },
      slack: undefined,
      teams: undefined,
      mail: undefined,
    });
  });

  test('takes every variable', () => {
    const config = configOf({
      PORT: '8080',
      PUBLIC_URL: 'https://Accord.example/',
      TRUSTED_PROXIES: '1',
      DATABASE_URL: 'postgres://accord:secret@db/accord',
      DATABASE_APP_URL: 'postgres://acts:secret@db/accord',
      DATABASE_SYSTEM_URL: 'postgres://system:secret@db/accord',
      DATABASE_CONNECTIONS: '40',
      DATABASE_STATEMENT_TIMEOUT_MS: '20000',
      DATABASE_LOCK_TIMEOUT_MS: '2000',
      DATABASE_WAIT_TIMEOUT_MS: '1000',
      DATA_DIR: '/var/lib/accord',
      LOG_LEVEL: 'warn',
      WORKER: 'off',
      KEEP_DELIVERIES_DAYS: '7',
      KEEP_CARDS_DAYS: '30',
      KEEP_LINKS_DAYS: '5',
      KEEP_REQUESTS_DAYS: '2',
      CHAT_CALLS_AT_ONCE: '100',
      MAIL_CALLS_AT_ONCE: '2',
      SECRET_KEY: `${key}, ${'0a'.repeat(32)}`,
      SLACK_SIGNING_SECRET: 'signing',
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1-A1-1-1',
      SLACK_API_URL: 'http://127.0.0.1:4000/api/',
      ...teams,
      MICROSOFT_APP_TYPE: 'SingleTenant',
      TEAMS_AUTH: 'on',
      SMTP_URL: 'smtps://user:password@mail.example',
      MAIL_FROM: 'Accord <accord@example.com>',
    });
    expect(config).toEqual({
      port: 8080,
      host: undefined,
      publicUrl: 'https://accord.example',
      trustedProxies: 1,
      database: {
        address: expect.objectContaining({ user: 'accord', hosts: [{ host: 'db', port: 5432 }] }),
        roles: {
          acts: expect.objectContaining({ user: 'acts' }),
          system: expect.objectContaining({ user: 'system' }),
        },
        connections: 40,
        limits: { statementMs: 20_000, lockMs: 2000, idleMs: 30_000, waitMs: 1000 },
      },
      dataDir: '/var/lib/accord',
      secretKey: `${key}, ${'0a'.repeat(32)}`,
      logLevel: 'warn',
      runsWorker: false,
      keepDays: { deliveries: 7, cards: 30, links: 5, requests: 2 },
      callsAtOnce: { chat: 100, mail: 2 },
      slack: {
        signingSecret: 'signing',
        botToken: 'xoxb-1',
        appToken: 'xapp-1-A1-1-1',
        apiUrl: 'http://127.0.0.1:4000/api/',
      },
      teams: { appId, appPassword: 'pass word', tenantId: appId, appType: 'SingleTenant', auth: 'on' },
      mail: { url: 'smtps://user:password@mail.example', from: 'Accord <accord@example.com>' },
    });
  });

  test('counts a variable that is set to nothing as left out', () => {
    expect(configOf({ PORT: '', SLACK_SIGNING_SECRET: '  ', DATABASE_URL: '' })).toEqual(configOf({}));
  });

  test('names every fault together, with what to do', () => {
    const faults = faultsIn({
      PORT: '70000',
      PUBLIC_URL: 'ftp://accord.example',
      TRUSTED_PROXIES: 'yes',
      DATABASE_URL: 'mysql://db/accord',
      DATABASE_CONNECTIONS: '1',
      DATABASE_STATEMENT_TIMEOUT_MS: '0',
      DATABASE_LOCK_TIMEOUT_MS: 'none',
      DATABASE_WAIT_TIMEOUT_MS: '5s',
      LOG_LEVEL: 'loud',
      WORKER: 'maybe',
      SLACK_BOT_TOKEN: 'xoxp-1',
      SLACK_APP_TOKEN: 'xoxb-1',
      SLACK_API_URL: 'http://slack.example/api',
      MICROSOFT_APP_ID: 'accord',
      MICROSOFT_APP_TENANT_ID: 'contoso.com',
      MICROSOFT_APP_TYPE: 'UserAssignedMSI',
      TEAMS_AUTH: 'none',
      SMTP_URL: 'mail.example',
      MAIL_FROM: 'accord',
    });
    expect(Object.keys(faults).sort()).toEqual([
      'DATABASE_CONNECTIONS',
      'DATABASE_LOCK_TIMEOUT_MS',
      'DATABASE_STATEMENT_TIMEOUT_MS',
      'DATABASE_URL',
      'DATABASE_WAIT_TIMEOUT_MS',
      'LOG_LEVEL',
      'MAIL_FROM',
      'MICROSOFT_APP_ID',
      'MICROSOFT_APP_PASSWORD',
      'MICROSOFT_APP_TENANT_ID',
      'MICROSOFT_APP_TYPE',
      'PORT',
      'PUBLIC_URL',
      'SECRET_KEY',
      'SLACK_API_URL',
      'SLACK_APP_TOKEN',
      'SLACK_BOT_TOKEN',
      'SMTP_URL',
      'TEAMS_AUTH',
      'TRUSTED_PROXIES',
      'WORKER',
    ]);
    for (const fault of Object.values(faults)) expect(fault).toMatch(/^is .*Set it to .*\.$/);
  });

  test('R-SEC-04: never repeats what a variable was set to', () => {
    const secret = 'hunter2';
    for (const variable of [
      'SECRET_KEY',
      'DATABASE_URL',
      'SLACK_BOT_TOKEN',
      'SMTP_URL',
      'PUBLIC_URL',
      'PORT',
    ]) {
      const faults = faultsIn({ [variable]: `http://x:${secret}@` });
      expect(Object.keys(faults)).toContain(variable);
      expect(JSON.stringify(faults)).not.toContain(secret);
    }
  });

  test('needs a key of the operator’s own once the database is', () => {
    expect(faultsIn({ DATABASE_URL: 'postgres://db/accord' })).toHaveProperty('SECRET_KEY');
    expect(faultsIn({ SECRET_KEY: key.slice(4) })).toHaveProperty('SECRET_KEY');
  });
});

describe('R-SEC-02: a platform', () => {
  test('is off without its secrets', () => {
    const config = configOf({ SLACK_SIGNING_SECRET: 'signing' });
    expect(config.slack).toBeDefined();
    expect(config.teams).toBeUndefined();
    expect(configOf(teams).slack).toBeUndefined();
  });

  test('Slack is on by Socket Mode alone too', () => {
    const { slack } = configOf({ SLACK_APP_TOKEN: 'xapp-1-A1-1-1' });
    expect(slack).toMatchObject({ signingSecret: undefined, appToken: 'xapp-1-A1-1-1' });
  });

  test('that is half configured is refused, and what is missing is named', () => {
    expect(Object.keys(faultsIn({ SLACK_BOT_TOKEN: 'xoxb-1' }))).toEqual(['SLACK_SIGNING_SECRET']);
    expect(Object.keys(faultsIn({ SLACK_API_URL: 'https://slack.example/' }))).toEqual([
      'SLACK_SIGNING_SECRET',
    ]);
    expect(Object.keys(faultsIn({ MICROSOFT_APP_ID: appId }))).toEqual([
      'MICROSOFT_APP_PASSWORD',
      'MICROSOFT_APP_TENANT_ID',
    ]);
    expect(Object.keys(faultsIn({ MICROSOFT_APP_PASSWORD: 'x', MICROSOFT_APP_TYPE: 'MultiTenant' }))).toEqual(
      ['MICROSOFT_APP_ID'],
    );
  });

  test('of several tenants needs none of its own', () => {
    const { MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD } = teams;
    const several = { MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD, MICROSOFT_APP_TYPE: 'MultiTenant' };
    expect(configOf(several).teams).toMatchObject({ appType: 'MultiTenant', tenantId: '' });
  });

  test('mail needs both the server and the address', () => {
    expect(Object.keys(faultsIn({ SMTP_URL: 'smtp://mail.example' }))).toEqual(['MAIL_FROM']);
    expect(Object.keys(faultsIn({ MAIL_FROM: 'accord@example.com' }))).toEqual(['SMTP_URL']);
  });
});

describe('R-SEC-02: TEAMS_AUTH=off', () => {
  test.each([
    [{}, '127.0.0.1'],
    [{ PUBLIC_URL: 'http://localhost:3978' }, '127.0.0.1'],
    [{ PUBLIC_URL: 'http://127.0.0.1:3978' }, '127.0.0.1'],
    [{ PUBLIC_URL: 'http://[::1]:3978' }, '::1'],
  ])('with %j turns Teams on and listens on loopback alone', (environment, host) => {
    const config = configOf({ TEAMS_AUTH: 'off', ...environment });
    expect(config.teams).toMatchObject({ auth: 'off', appId: '' });
    expect(config.host).toBe(host);
  });

  test.each([
    'https://accord.example',
    'http://localhost.accord.example',
    'http://192.168.1.4:3000',
    'http://127.0.0.1.nip.example',
  ])('is refused for %s', (PUBLIC_URL) => {
    expect(Object.keys(faultsIn({ TEAMS_AUTH: 'off', PUBLIC_URL }))).toEqual(['TEAMS_AUTH']);
  });
});

describe('the environment', () => {
  test('is the process’s, above that of a file .env in the folder where there is one', async () => {
    const folder = await fs.mkdtemp(join(tmpdir(), 'accord-env-'));
    expect(environmentIn(folder, { PORT: '1' })).toEqual(ok({ PORT: '1' }));
    await fs.writeFile(join(folder, '.env'), '# a remark\nPORT=2\nMAIL_FROM="Accord <accord@example.com>"\n');
    expect(environmentIn(folder, { PORT: '1' })).toEqual(
      ok({ PORT: '1', MAIL_FROM: 'Accord <accord@example.com>' }),
    );
    await fs.rm(folder, { recursive: true });
  });

  const lines = 'DATABASE_URL=postgres://db.example/accord\nPORT=2\n';
  const utf16le = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(lines, 'utf16le')]);
  test.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(lines)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${lines}`)],
    ['UTF-16, as PowerShell writes it', utf16le],
    [
      'UTF-16 in the other byte order',
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16le.subarray(2)).swap16()]),
    ],
    ['UTF-8 with line ends of Windows', Buffer.from(lines.replaceAll('\n', '\r\n'))],
  ])('is read from a file .env in %s', async (_, bytes) => {
    const folder = await fs.mkdtemp(join(tmpdir(), 'accord-env-'));
    await fs.writeFile(join(folder, '.env'), bytes);
    expect(environmentIn(folder, {})).toEqual(
      ok({ DATABASE_URL: 'postgres://db.example/accord', PORT: '2' }),
    );
    await fs.rm(folder, { recursive: true });
  });

  test.each<[string, Buffer]>([
    ['Latin-1', Buffer.from('MAIL_FROM=M\u00fcller <a@b.example>\n', 'latin1')],
    ['UTF-16 that ends in half a character', utf16le.subarray(0, -1)],
  ])('is refused with the name of a file in %s', async (_, bytes) => {
    const folder = await fs.mkdtemp(join(tmpdir(), 'accord-env-'));
    const file = join(folder, '.env');
    await fs.writeFile(file, bytes);
    expect(environmentIn(folder, {})).toEqual(
      refuse(`${file} is not text in UTF-8. Save it as UTF-8 and try again.`),
    );
    await fs.rm(folder, { recursive: true });
  });
});
