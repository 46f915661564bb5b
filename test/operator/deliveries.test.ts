import { randomBytes, randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { operatorCommands } from '../../src/operator/index.ts';
import { operate } from '../../src/operator/operate.ts';
import { createDatabase } from '../kit/database.ts';

const now = new Date('2026-11-02T09:00:00Z');
const old = new Date('2026-11-02T07:00:00Z').toISOString();

let database: Awaited<ReturnType<typeof createDatabase>>;
let sql: postgres.Sql;
let environment: Record<string, string>;

beforeEach(async () => {
  database = await createDatabase();
  sql = postgres(database.url, { max: 1, onnotice: () => {} });
  environment = { DATABASE_URL: database.url, SECRET_KEY: randomBytes(32).toString('base64') };
});
afterEach(async () => {
  await sql.end();
  await database.drop();
});

/** A command line and how it ended. */
async function run(...args: string[]) {
  const said = { out: '', err: '' };
  const code = await operate(operatorCommands, args, {
    environment,
    now: () => now,
    out: (text) => {
      said.out += `${text}\n`;
    },
    err: (text) => {
      said.err += `${text}\n`;
    },
  });
  return { code, ...said };
}

/** A channel with one message that was set aside, one that has waited for two hours, and one that is new; their ids. */
async function stuck(): Promise<readonly number[]> {
  const organization = randomUUID();
  const channel = randomUUID();
  await sql`
    insert into organizations (id, name, domain, tenant_id, country, cloud, language)
    values (${organization}, 'Fabrikam', 'fabrikam.com', ${randomUUID()}, 'US', 'public', 'en')`;
  await sql`
    insert into conversations (id, organization_id, kind, platform, workspace, external_id, not_before)
    values (${channel}, ${organization}, 'channel', 'slack', 'T1', 'C1', '2026-11-02T12:00:00Z')`;
  const rows = await sql`
    insert into deliveries (conversation_id, act_id, entry_ids, told_ids, state, attempts, rejections, is_plain,
      last_error, created_at, done_at)
    values
      (${channel}, ${randomUUID()}, '{1}', '{1}', 'set_aside', 0, 5, true, 'invalid_blocks', ${old}, ${old}),
      (${channel}, ${randomUUID()}, '{2}', '{2}', 'waiting', 3, 0, false, 'fetch failed', ${old}, null),
      (${channel}, ${randomUUID()}, '{3}', '{3}', 'waiting', 0, 0, false, null, ${now.toISOString()}, null)
    returning id::int`;
  return rows.map(({ id }) => id);
}
const states = async () => (await sql`select state from deliveries order by id`).map(({ state }) => state);

describe('R-NOTE-09: messages that did not go out', () => {
  test('are listed with where they were to go and why they did not; a message that is new is not', async () => {
    const [rejected, waits] = await stuck();
    const { code, out } = await run('deliveries', 'list');
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toEqual([
      expect.stringMatching(
        new RegExp(
          `^${rejected} +set aside +fabrikam.com +slack +C1 .*since 2026-11-02T07:00:00Z +5 tries +invalid_blocks$`,
        ),
      ),
      expect.stringMatching(new RegExp(`^${waits} +overdue +fabrikam.com .* 3 tries +fetch failed$`)),
    ]);
    const asJson = JSON.parse((await run('deliveries', 'list', '--json')).out);
    expect(asJson).toMatchObject({
      ok: true,
      setAside: 1,
      overdue: 1,
      deliveries: [{ id: rejected }, { id: waits }],
    });
  });

  test('are none in an empty list, which says so', async () => {
    expect(await run('deliveries', 'list')).toEqual({
      code: 0,
      out: 'Every message went out, or has waited for less than an hour.\n',
      err: '',
    });
    expect(await run('deliveries', 'retry', 'all')).toMatchObject({
      code: 0,
      out: '0 messages are sent again.\n',
    });
  });

  test('are sent again as cards, at once', async () => {
    const [rejected] = await stuck();
    expect(await run('deliveries', 'retry', String(rejected))).toEqual({
      code: 0,
      out: '1 message is sent again.\n',
      err: '',
    });
    expect(await states()).toEqual(['waiting', 'waiting', 'waiting']);
    const [delivery] =
      await sql`select attempts, rejections, is_plain, done_at from deliveries where id = ${rejected ?? 0}`;
    expect(delivery).toEqual({ attempts: 0, rejections: 0, is_plain: false, done_at: null });
    expect(await sql`select due_at, not_before from conversations`).toEqual([
      { due_at: now, not_before: null },
    ]);
  });

  test('are dropped, one or all that were set aside', async () => {
    const [, waits] = await stuck();
    expect((await run('deliveries', 'drop', String(waits))).out).toBe('1 message is dropped.\n');
    expect(await states()).toEqual(['set_aside', 'dropped', 'waiting']);
    expect((await run('deliveries', 'drop', 'all')).out).toBe('1 message is dropped.\n');
    expect(await states()).toEqual(['dropped', 'dropped', 'waiting']);
  });

  test('have numbers: another one, a word and none are refused, and nothing changes', async () => {
    await stuck();
    const before = await states();
    expect(await run('deliveries', 'retry', '999')).toMatchObject({
      code: 1,
      out: 'No message 999 waits or was set aside. See: deliveries list\n',
    });
    expect(await run('deliveries', 'drop', 'everything')).toMatchObject({
      code: 2,
      out: '"everything" is not a message\'s number. See: deliveries list\n',
    });
    expect(await run('deliveries', 'drop')).toMatchObject({
      code: 2,
      err: expect.stringContaining('<id or all> is missing.'),
    });
    expect(await states()).toEqual(before);
  });

  test('have commands that help explains, also for a verb that there is not', async () => {
    const { code, out } = await run('help', 'deliveries', 'retry');
    expect([code, out]).toEqual([0, expect.stringContaining('deliveries retry <id or all>')]);
    const { err } = await run('deliveries', 'show');
    for (const verb of ['list', 'retry', 'drop']) expect(err).toContain(`deliveries ${verb}`);
  });

  test('R-SEC-12: are counted by doctor, which tells the sizes of the tables that grow', async () => {
    await stuck();
    await run('database', 'migrate');
    const { out } = await run('doctor');
    expect(out).toMatch(/^wrong +deliveries +1 rejected by a platform, 1 waiting for more than an hour/m);
    expect(out).toMatch(/^ok +sizes +.*deliveries \d+ kB/m);
  });
});
