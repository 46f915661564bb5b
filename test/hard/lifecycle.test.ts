import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createDatabase } from '../kit/database.ts';
import { startDatabaseProxy } from '../kit/database-proxy.ts';
import { type Deployment, type DeploymentOrganization, startDeployment } from '../kit/deployment.ts';
import type { Answer, Person, PlatformName, SeenForm } from '../kit/person.ts';
import { type BotProcess, buildProgram, freePort, makeFolder } from '../kit/process.ts';

const patience = { timeout: 60_000, interval: 20 };
const noRecords = 'I cannot reach my records at the moment';

const fabrikam: DeploymentOrganization = {
  name: 'Fabrikam',
  programme: 'direct_reseller',
  people: { Ana: { roles: ['admin_agent'] } },
};
/** Two approvers, one on each platform. */
const customer = (name: string): DeploymentOrganization => ({
  name,
  people: {
    Gil: { roles: ['global_admin'], on: 'slack' },
    Bea: { roles: ['global_admin'], on: 'teams' },
  },
});
const customers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `Customer ${String(from + at).padStart(2, '0')}`);

const running: BotProcess[] = [];
/** A process that ends with its test. */
async function start(
  deployment: Deployment,
  more: Readonly<Record<string, string>> = {},
): Promise<BotProcess> {
  const bot = await deployment.start(more);
  running.push(bot);
  return bot;
}
async function end(bot: BotProcess): Promise<void> {
  bot.signal('SIGTERM');
  expect(await bot.ended).toBe(0);
}
afterEach(async () => {
  for (const bot of running.splice(0)) {
    bot.signal('SIGKILL');
    await bot.ended;
  }
});

beforeAll(buildProgram);

describe('On a database of the operator’s', () => {
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let sql: postgres.Sql;
  let line: Awaited<ReturnType<typeof startDatabaseProxy>>;
  let deployment: Deployment;

  beforeAll(async () => {
    database = await createDatabase();
    sql = postgres(database.url, { max: 1, connection: { application_name: 'test' } });
    line = await startDatabaseProxy(database.url);
    deployment = await startDeployment([fabrikam, ...customers(0, 50).map(customer)], {
      DATABASE_URL: line.url,
    });
    const bot = await start(deployment, { WORKER: 'off' });
    await ana('teams').type('notify on invitations', deployment.channel('Fabrikam', 'teams'));
    await end(bot);
  });
  afterAll(async () => {
    await deployment?.close();
    await line?.close();
    await sql?.end();
    await database?.drop();
  });

  const ana = (platform: PlatformName) => deployment.person('Fabrikam', 'Ana', platform);
  const gil = (name: string) => deployment.person(name, 'Gil', 'slack');
  const bea = (name: string) => deployment.person(name, 'Bea', 'teams');

  /** Asks the customers while nothing is delivered: each approver and the channel should be notified. */
  async function askAll(names: readonly string[]): Promise<void> {
    const bot = await start(deployment, { WORKER: 'off' });
    await Promise.all(names.map((name) => ask(ana('teams'), name)));
    await end(bot);
  }

  const waiting = async (): Promise<number> => {
    const [row] = await sql`
      select (select count(*) from outbox)::int
        + (select count(*) from deliveries where state = 'waiting')::int as waiting`;
    return row?.waiting;
  };
  const allToldWithin = () => vi.waitFor(async () => expect(await waiting()).toBe(0), patience);

  /** How often each customer is named in the channel and in its approvers' chats. */
  async function timesTold(names: readonly string[]) {
    const about = (name: string) => `Fabrikam asks ${name} for`;
    const channel = await ana('teams').channel(deployment.channel('Fabrikam', 'teams'));
    return Promise.all(
      names.map(async (name) => {
        const seen = [channel, await gil(name).direct(), await bea(name).direct()];
        return [name, ...seen.map((cards) => cards.filter(({ text }) => text.includes(about(name))).length)];
      }),
    );
  }
  const once = (names: readonly string[]) => names.map((name) => [name, 1, 1, 1]);

  test('R-AUD-03: ended by SIGTERM again and again while it delivers, the bot notifies everybody, and nobody twice', async () => {
    const names = customers(0, 16);
    await askAll(names);
    // Slack is slow in the last round.
    for (const ms of [0, 0, 0, 4000]) {
      const bot = await start(deployment, { CHAT_CALLS_AT_ONCE: '2' });
      const { reached, release } = deployment.front.hold({ method: 'chat.postMessage' });
      await reached;
      bot.signal('SIGTERM');
      await bot.said('ending: finishing what is running');
      await wait(ms);
      release();
      expect(await bot.ended).toBe(0);
    }

    const last = await start(deployment);
    await allToldWithin();
    expect(await timesTold(names)).toEqual(once(names));
    await end(last);
    expect(deployment.violations()).toEqual([]);
  });

  test('two processes with workers on one database share the work, and tell nobody twice', async () => {
    const names = customers(16, 32);
    await askAll(names);
    const one = { LOG_LEVEL: 'debug', CHAT_CALLS_AT_ONCE: '1' };
    const { release } = deployment.front.hold({ method: 'chat.postMessage' });
    const bots = await Promise.all([
      start(deployment, one),
      start(deployment, { ...one, PORT: String(await freePort()) }),
    ]);
    await Promise.all(bots.map((bot) => bot.said('taken')));
    release();
    await allToldWithin();

    expect(await timesTold(names)).toEqual(once(names));
    await Promise.all(bots.map(end));
    expect(deployment.violations()).toEqual([]);
  });

  test('a lost database is waited for: answers say so, and all notifications are sent later', async () => {
    const names = customers(32, 40);
    await askAll(names);
    const bot = await start(deployment);
    const before = deployment.front.calls('chat.postMessage').length;
    await vi.waitUntil(() => deployment.front.calls('chat.postMessage').length >= before + 2, patience);
    await line.cut();
    await vi.waitFor(async () => expect(await bot.readiness()).toBe(503), patience);
    for (const platform of ['slack', 'teams'] as const) {
      expect((await ana(platform).type('whoami')).text).toContain(noRecords);
    }
    await line.mend();
    await vi.waitFor(async () => expect(await bot.readiness()).toBe(200), patience);
    for (const platform of ['slack', 'teams'] as const) {
      expect((await ana(platform).type('whoami')).text).toContain('Fabrikam');
    }
    await allToldWithin();
    const told = await timesTold(names);
    expect(told.every(([, ...times]) => times.every((count) => Number(count) >= 1))).toBe(true);
    await end(bot);
    expect(deployment.violations()).toEqual([]);
  });

  test('connections that are cut off under load cost answers, but neither the process nor anybody’s trust', async () => {
    const names = customers(40, 48);
    await askAll(names);
    const bot = await start(deployment);
    const load = typeAway([ana('slack'), ana('teams'), ...names.flatMap((name) => [gil(name), bea(name)])]);
    for (let times = 0; times < 20; times += 1) {
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name <> 'test'`;
      await wait(100);
    }
    const answers = await load.stop();
    const good = answers.filter(({ text }) => /Fabrikam|Customer/.test(text));
    const plain = answers.filter(({ text }) => text.includes(noRecords));
    console.log(`${answers.length} answers: ${good.length} as ever, ${plain.length} without records`);

    expect(good.length).toBeGreaterThan(0);
    expect(answers.filter((one) => !good.includes(one) && !plain.includes(one))).toEqual([]);
    expect((await ana('slack').type('whoami')).text).toContain('Fabrikam');
    await allToldWithin();
    await end(bot);
    expect(deployment.violations()).toEqual([]);
  });

  test('a database lost during the commit: the answer does not claim that nothing has changed', async () => {
    const [name = ''] = customers(48, 49);
    // No other transaction commits.
    const bot = await start(deployment, { WORKER: 'off' });
    await ask(ana('teams'), name);
    const invitation = async () => {
      const [row] = await sql`
        select i.id, i.state from invitations i join organizations o on o.id = i.recipient_id
        where o.name = ${name}`;
      return row;
    };
    const form = formOf(await gil(name).type(`accept ${(await invitation())?.id}`));
    const cut = line.cutBefore('COMMIT');
    const answer = await gil(name).submit(form, { agreement: true });
    await cut;

    expect(await invitation()).toMatchObject({ state: 'accepted' });
    expect(answer.text).toContain(noRecords);
    expect(answer.text).toContain('cannot say whether this was done');
    const again = await gil(name).type(`accept ${(await invitation())?.id}`);
    expect(again.text).toMatch(/accepted/i);
    await end(bot);
    expect(deployment.violations()).toEqual([]);
  });
});

describe('On its own embedded database', () => {
  test('the bot gets it back when its server dies under load, without a restart', async () => {
    const folder = await makeFolder();
    onTestFinished(() => folder.remove());
    const deployment = await startDeployment([fabrikam, customer('Contoso')], { DATA_DIR: folder.path });
    onTestFinished(() => deployment.close());
    const people = (['slack', 'teams'] as const).map((platform) =>
      deployment.person('Fabrikam', 'Ana', platform),
    );
    const bot = await start(deployment);
    const server = async () => {
      const file = join(folder.path, 'postgres', 'cluster', 'postmaster.pid');
      return Number.parseInt(await readFile(file, 'utf8'), 10);
    };
    const load = typeAway(people);
    for (let times = 0; times < 3; times += 1) {
      process.kill(await server(), 'SIGKILL');
      await vi.waitFor(async () => expect(await bot.readiness()).toBe(503), patience);
      await vi.waitFor(async () => expect(await bot.readiness()).toBe(200), patience);
    }
    const answers = await load.stop();

    expect(answers.filter(({ text }) => !text.includes('Fabrikam') && !text.includes(noRecords))).toEqual([]);
    expect(answers.some(({ text }) => text.includes(noRecords))).toBe(true);
    for (const person of people) expect((await person.type('whoami')).text).toContain('Fabrikam');
    await end(bot);
    await expect(server()).rejects.toThrow('ENOENT');
    expect(deployment.violations()).toEqual([]);
  });
});

const formOf = ({ form, text }: Answer): SeenForm => {
  if (!form) throw new Error(`No form, but: ${text}`);
  return form;
};

/** The partner asks a customer. */
async function ask(person: Person, name: string): Promise<void> {
  const domain = `${name.toLowerCase().replaceAll(' ', '-')}.com`;
  const draft = await person.submit(formOf(await person.type(`request ${domain}`)), { dap: true });
  await person.submit(formOf(draft), {});
}

/** People who type one command after the other until stopped. */
function typeAway(people: readonly Person[]): { stop(): Promise<readonly Answer[]> } {
  let stopped = false;
  const answers: Answer[] = [];
  const typing = Promise.all(
    people.map(async (person) => {
      while (!stopped) answers.push(await person.type('whoami'));
    }),
  );
  // A failure is reported when they are stopped.
  typing.catch(() => {});
  return {
    async stop() {
      stopped = true;
      await typing;
      return answers;
    },
  };
}
