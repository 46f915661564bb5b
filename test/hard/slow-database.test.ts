import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createDatabase } from '../kit/database.ts';
import { type Deployment, startDeployment } from '../kit/deployment.ts';
import type { SeenForm } from '../kit/person.ts';
import { type BotProcess, buildProgram } from '../kit/process.ts';

/** Longer than Slack waits, and longer than we let a Teams click wait. */
const slownessMs = 3500;

let database: Awaited<ReturnType<typeof createDatabase>>;
let sql: postgres.Sql;
let deployment: Deployment;
let bot: BotProcess;

beforeAll(async () => {
  const [made] = await Promise.all([createDatabase(), buildProgram()]);
  database = made;
  sql = postgres(database.url, { max: 1 });
  deployment = await startDeployment(
    [
      {
        name: 'Fabrikam',
        programme: 'direct_reseller',
        people: { Ana: { roles: ['admin_agent'] } },
      },
      { name: 'Contoso', people: { Gil: { roles: ['global_admin'] } } },
    ],
    { DATABASE_URL: database.url },
  );
  bot = await deployment.start();
});
afterAll(async () => {
  bot?.signal('SIGTERM');
  await bot?.ended;
  await deployment?.close();
  await sql?.end();
  await database?.drop();
});

/** Runs an act while every command is blocked in the database at recognizing the person. */
async function whileSlow<T>(act: () => Promise<T>): Promise<T> {
  const answer = sql.begin(async (held) => {
    await held`lock table chat_identities in access exclusive mode`;
    const pending = act();
    await wait(slownessMs);
    return { pending };
  });
  return (await answer).pending;
}

const ana = (platform: 'slack' | 'teams') => deployment.person('Fabrikam', 'Ana', platform);
const gil = (platform: 'slack' | 'teams') => deployment.person('Contoso', 'Gil', platform);

function formOf({ form, text }: { readonly form: SeenForm | undefined; readonly text: string }): SeenForm {
  if (!form) throw new Error(`No form, but: ${text}`);
  return form;
}

/** An invitation for Contoso, and Gil's question about it. */
async function ask(): Promise<string> {
  const draft = await ana('slack').submit(formOf(await ana('slack').type('request contoso.com')), {});
  await ana('slack').submit(formOf(draft), {});
  const [row] = await sql`select id from invitations where state = 'sent'`;
  onTestFinished(async () => {
    await ana('slack').type(`withdraw ${row?.id} --yes`);
  });
  return row?.id;
}

describe('While the database is slow', () => {
  test('Slack gets its acknowledgement in time, and the person the answer by response_url', async () => {
    const answer = await whileSlow(() => ana('slack').type('whoami'));

    expect(answer).toMatchObject({ status: 200, by: 'later' });
    expect(answer.text).toContain('Fabrikam');
    expect(answer.card?.private).toBe(true);
    expect(deployment.front.calls('response_url')).toHaveLength(1);
    expect(deployment.violations()).toEqual([]);
  });

  test('a form that no modal can be opened for any more is one click away', async () => {
    const answer = await whileSlow(() => ana('slack').type('request contoso.com'));

    expect(answer).toMatchObject({ status: 200, by: 'later', card: { buttons: ['Open the form'] } });
    if (!answer.card) throw new Error('no card');
    const form = formOf(await ana('slack').click(answer.card, 'Open the form'));
    expect(form.fields[0]).toMatchObject({ name: 'customer', value: 'contoso.com' });
    expect(deployment.violations()).toEqual([]);
  });

  test('a click in Slack is answered all the same', async () => {
    const id = await ask();
    const card = await vi.waitUntil(async () => (await gil('slack').direct()).at(-1), { timeout: 10_000 });
    const answer = await whileSlow(() => gil('slack').click(card, 'Review & accept'));

    expect(answer).toMatchObject({ status: 200, by: 'later', card: { buttons: ['Open the form'] } });
    expect(await sql`select state from invitations where id = ${id}`).toEqual([{ state: 'sent' }]);
    expect(deployment.violations()).toEqual([]);
  });

  test('a modal in Slack says that it is being worked on, and then what came of it', async () => {
    const form = formOf(await ana('slack').type('request contoso.com'));
    const answer = await whileSlow(() => ana('slack').submit(form, {}));

    expect(answer).toMatchObject({ status: 200, by: 'acknowledgement' });
    expect(answer.text).toContain('Working on it…');
    const modal = () => deployment.slack.person({ name: 'Ana', team: 'Fabrikam' }).modal();
    const draft = await vi.waitUntil(() => modal().form, { timeout: 10_000 });
    expect(draft.fields.map(({ name }) => name)).toContain('text');
    expect(deployment.violations()).toEqual([]);
  });

  test('a click in Teams is answered with “working on it”, and its result comes in the personal chat', async () => {
    await ask();
    const shown = (await ana('teams').type('invitations')).card;
    if (!shown) throw new Error('no card');
    const before = (await ana('teams').direct()).length;
    const answer = await whileSlow(() => ana('teams').click(shown, shown.buttons[0] ?? ''));

    expect(answer).toMatchObject({ status: 200, by: 'acknowledgement' });
    expect(answer.text).toContain('The answer comes in our personal chat.');
    const chat = await vi.waitUntil(
      async () => {
        const cards = await ana('teams').direct();
        return cards.length > before && cards;
      },
      { timeout: 10_000 },
    );
    expect(chat.at(-1)?.text).toContain('Contoso');
    expect(deployment.violations()).toEqual([]);
  });
});
