import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { migrationState } from '../../db/driver/migrate.ts';
import { openEmbedded } from '../../db/embedded/index.ts';
import { hashOf } from '../../src/kernel/tokens.ts';
import { operatorCommands } from '../../src/operator/index.ts';
import { operate } from '../../src/operator/operate.ts';
import { createDatabase } from '../kit/database.ts';

const organization = (domain: string, tenantId: string) => ({
  name: domain,
  domain,
  tenantId,
  country: 'US',
  cloud: 'public',
  language: 'en',
  workspaces: [{ platform: 'slack', id: `T${tenantId.slice(0, 6)}`, botToken: 'xoxb-secret' }],
  members: [{ name: 'Ana Ruiz', email: 'ana@example.com', roles: ['global_admin'] }],
});
const fabrikam = organization('fabrikam.com', '11111111-1111-4111-8111-111111111111');
const contoso = organization('contoso.com', '22222222-2222-4222-8222-222222222222');

let folder: string;
let database: Awaited<ReturnType<typeof createDatabase>>;
let environment: Record<string, string>;

/** A command line and how it ended. */
async function run(...args: string[]) {
  const said = { out: '', err: '' };
  const code = await operate(operatorCommands, args, {
    environment,
    now: () => new Date('2026-11-02T09:00:00Z'),
    out: (text) => {
      said.out += `${text}\n`;
    },
    err: (text) => {
      said.err += `${text}\n`;
    },
  });
  return { code, ...said };
}

/** The same for a machine. */
async function ask(...args: string[]) {
  const { code, out, err } = await run(...args, '--json');
  return { code, err, ...JSON.parse(out) };
}

async function file(json: unknown): Promise<string> {
  const path = join(folder, 'world.json');
  await fs.writeFile(path, typeof json === 'string' ? json : JSON.stringify(json));
  return path;
}

/** A database that no migration has seen, in the place of the one that is ready. */
async function beforeFirstStart() {
  const empty = await createDatabase('template1');
  environment = { ...environment, DATABASE_URL: empty.url };
  onTestFinished(empty.drop);
  return empty;
}

const query = async (statement: string): Promise<postgres.Row[]> => {
  const sql = postgres(database.url, { max: 1 });
  return sql.unsafe(statement).finally(() => sql.end());
};

beforeAll(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'accord-operator-'));
  await fs.chmod(folder, 0o755);
});

beforeEach(async () => {
  database = await createDatabase();
  environment = { DATABASE_URL: database.url, SECRET_KEY: randomBytes(32).toString('base64') };
  return () => database.drop();
});

afterAll(() => fs.rm(folder, { recursive: true }));

describe('world apply', () => {
  test('works before the first start, and says what became of everything', async () => {
    await beforeFirstStart();
    const world = await file({ organizations: [fabrikam] });
    expect(await run('world', 'apply', world)).toEqual({
      code: 0,
      out: 'created organization fabrikam.com\ncreated member ana@example.com\n2 created, 0 updated, 0 left as they were.\n',
      err: '',
    });
    expect(await ask('world', 'apply', world)).toMatchObject({
      code: 0,
      ok: true,
      created: 0,
      updated: 0,
      left: 2,
    });
  });

  test('names every fault and applies nothing', async () => {
    const world = await file({ organizations: [fabrikam, { ...contoso, country: 'Atlantis', clod: 1 }] });
    expect(await run('world', 'apply', world)).toMatchObject({
      code: 1,
      out: expect.stringMatching(
        /^organizations\[1\]\.country: .*\norganizations\[1\]\.clod: .*\nNothing was applied\.\n$/,
      ),
    });
    expect(await ask('world', 'apply', world)).toMatchObject({
      ok: false,
      faults: [{ path: 'organizations[1].country' }, { path: 'organizations[1].clod' }],
    });
    expect(await ask('organization', 'list')).toMatchObject({ organizations: [] });
  });

  test('reads a file with the mark that some editors put at the beginning', async () => {
    const world = await file(`\ufeff${JSON.stringify({ organizations: [] })}`);
    expect(await ask('world', 'apply', world)).toMatchObject({ code: 0, ok: true });
  });

  test('says what is wrong with a file that is none', async () => {
    expect((await run('world', 'apply', join(folder, 'none.json'))).out).toContain('no such file');
    expect(await ask('world', 'apply', await file('{'))).toMatchObject({ code: 1, ok: false });
  });
});

describe('what there is', () => {
  test('R-SEC-04: organization list and show tell of everything but the tokens', async () => {
    await run('world', 'apply', await file({ organizations: [fabrikam, contoso] }));
    expect((await run('organization', 'list')).out).toBe(
      'contoso.com   contoso.com   US  public  customer  1 member\n' +
        'fabrikam.com  fabrikam.com  US  public  customer  1 member\n',
    );
    const { out } = await run('organization', 'show', 'Fabrikam.com');
    expect(out).toContain('slack T111111 (bot token kept)');
    expect(out).toContain('ana@example.com  global_admin  has not joined');
    const shown = await ask('organization', 'show', 'fabrikam.com');
    expect(shown.organization).toMatchObject({ domain: 'fabrikam.com', workspaces: [{ hasBotToken: true }] });
    expect(JSON.stringify(shown) + out).not.toContain('xoxb');
    expect(await ask('organization', 'show', 'nowhere.com')).toMatchObject({ code: 1, ok: false });
  });
});

describe('agreement publish', () => {
  const publish = (version: string, url: string, locale = 'en') =>
    ask(
      ...['agreement', 'publish', '--kind', 'microsoft_customer_agreement', '--version', version],
      ...['--locale', locale, '--url', url],
    );

  test('R-AGR-06: a new version is required from then on, and a published one does not change', async () => {
    expect(await publish('2026-01', 'https://a.example/1')).toMatchObject({ code: 0, outcome: 'created' });
    expect(await publish('2026-01', 'https://a.example/1')).toMatchObject({ code: 0, outcome: 'left' });
    expect(await publish('2026-01', 'https://a.example/2')).toMatchObject({
      code: 1,
      error: expect.stringContaining('publish a new version instead'),
    });
    expect(await query('select version, locale, url from agreements')).toEqual([
      { version: '2026-01', locale: 'en', url: 'https://a.example/1' },
    ]);
  });

  test.each(['2026 “final”', '2026  01', '2026"01', '– 2026', '2026\u00a001'])(
    'R-AGR-01: a version that no line can carry could never be accepted, and is refused: %s',
    async (version) => {
      expect(await publish(version, 'https://a.example/1')).toMatchObject({
        code: 2,
        error: expect.stringMatching(/^--version must be /),
      });
    },
  );

  test('a value that is none is mistyped', async () => {
    expect(await publish('2', 'ftp://x', 'zz zz')).toMatchObject({
      code: 2,
      error: expect.stringMatching(/^--locale must be .*\n--url must be /),
    });
  });
});

describe('member code', () => {
  test('R-ID-04: makes a code that is shown once and kept as a hash, and is audited', async () => {
    await run('world', 'apply', await file({ organizations: [fabrikam] }));
    const { code: exit, out } = await run('member', 'code', 'ANA@example.com');
    expect(exit).toBe(0);
    const code = /^join ([0-9a-z]{26,})$/m.exec(out)?.[1] ?? '';
    const [kept] = await query('select hash, used_at from link_codes');
    expect(kept).toEqual({ hash: hashOf(code), used_at: null });
    const entries = await query(
      `select actor_name, after::text from audit_entries where kind = 'member.code_created'`,
    );
    expect(entries).toEqual([{ actor_name: 'operator', after: expect.not.stringContaining(code) }]);
  });

  test('asks which organization where several have the address', async () => {
    await run('world', 'apply', await file({ organizations: [fabrikam, contoso] }));
    expect(await ask('member', 'code', 'ana@example.com')).toMatchObject({
      code: 1,
      error: expect.stringContaining('contoso.com, fabrikam.com'),
    });
    expect(await ask('member', 'code', 'ana@example.com', '--organization', 'contoso.com')).toMatchObject({
      ok: true,
      member: { organization: 'contoso.com' },
    });
    expect(await ask('member', 'code', 'nobody@example.com')).toMatchObject({ code: 1, ok: false });
  });
});

describe('the command line', () => {
  test('database migrate brings an empty database up', async () => {
    const database = await beforeFirstStart();
    expect(await ask('database', 'migrate')).toMatchObject({ code: 0, ok: true });
    expect((await migrationState(database.url)).pending).toEqual([]);
  });

  test.each([
    ['wrld aply', 'npm run operator -- world apply <file.json> [--json]'],
    ['docter', 'npm run operator -- doctor'],
    ['organisation show x', 'npm run operator -- organization show <domain>'],
    ['member', 'npm run operator -- member code <e-mail> [--organization <domain>]'],
    ['world apply', '<file.json> is missing.'],
    ['doctor please', 'There are words too many.'],
    ['organization list --url x', '--url is not for this command.'],
    ['agreement publish --version 1', '--kind is missing.'],
    ['doctor --frobnicate', '--frobnicate'],
    ['', 'organization show <domain>'],
  ])('"%s" is mistyped: it says what to type and ends with 2', async (line, expected) => {
    const args = line.split(' ').filter(Boolean);
    expect(await run(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(expected) });
    expect(await ask(...args)).toMatchObject({
      code: 2,
      ok: false,
      error: expect.stringContaining(expected),
    });
  });

  test('help lists every command, or explains one', async () => {
    const { code, out } = await run('help');
    expect(code).toBe(0);
    for (const { name } of operatorCommands) expect(out).toContain(name);
    expect((await run('help', 'member', 'code')).out).toContain(
      'member code <e-mail> [--organization <domain>]',
    );
    expect((await run('doctor', '--help')).code).toBe(0);
  });

  test('a configuration that is wrong, or a database that is away, is said', async () => {
    environment = { DATABASE_URL: 'mysql://x' };
    expect((await ask('organization', 'list')).faults).toEqual(
      expect.arrayContaining([expect.objectContaining({ variable: 'DATABASE_URL' })]),
    );
    const away = Object.assign(new URL(database.url), { port: '1' }).href;
    environment = { DATABASE_URL: away, SECRET_KEY: randomBytes(32).toString('base64') };
    const { code, out, err } = await run('organization', 'list');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('The database cannot be reached');
  });
});

/** The program as it is started by hand. */
async function start(args: readonly string[], env: Readonly<Record<string, string>>) {
  const program = join(import.meta.dirname, '../../src/operator/main.ts');
  const node = ['--import', import.meta.resolve('tsx'), program, ...args];
  const { PATH = '', HOME = '' } = process.env;
  return promisify(execFile)(process.execPath, node, { cwd: folder, env: { PATH, HOME, ...env } }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

describe('as a process', () => {
  test('it answers on standard output and ends with its exit code', async () => {
    const [help, mistyped] = await Promise.all([start(['help'], {}), start(['wrld', 'aply'], {})]);
    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('world apply'), stderr: '' });
    expect(mistyped).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('world apply') });
  });

  test('it works while a bot runs on the embedded database, and leaves it running', async () => {
    const dataDir = join(folder, 'data');
    const running = await openEmbedded({ dataDir, unsafeFast: true });
    try {
      const world = await file({ organizations: [fabrikam] });
      const applied = await start(['world', 'apply', world, '--json'], { DATA_DIR: dataDir });
      expect(applied).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(applied.stdout)).toMatchObject({ ok: true, created: 2 });
      const sql = postgres(running.url, { max: 1 });
      expect(await sql`select domain from organizations`.finally(() => sql.end())).toEqual([
        { domain: 'fabrikam.com' },
      ]);
    } finally {
      await running.stop();
    }
  });
});
