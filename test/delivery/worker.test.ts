import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { handledRequests } from '../../db/schema/handled-requests.ts';
import { mails } from '../../db/schema/mails.ts';
import { startWorker, type WorkerParts } from '../../src/delivery/worker.ts';
import type { Mail } from '../../src/kernel/mailer.ts';
import { createSecrets } from '../../src/kernel/secrets.ts';
import { layLine } from '../support/database-line.ts';
import { createRecorder } from './recorder.ts';
import { createScene, type Party, type Person, type Scene, sent, silent } from './scene.ts';

let scene: Scene;
let partner: Party;
let agent: Person;
let channel: string;
let slack: ReturnType<typeof createRecorder>;
let mailed: Mail[];
let worker: Awaited<ReturnType<typeof startWorker>> | undefined;
const secrets = createSecrets('0b'.repeat(32));

beforeEach(async () => {
  scene = await createScene();
  partner = await scene.organization('Fabrikam', 'direct_reseller');
  agent = await scene.member(partner, 'Ana', { agent: 'admin_agent' });
  channel = await scene.channel(partner, 'C1');
  await scene.subscribe(partner, channel);
  slack = createRecorder();
  mailed = [];
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await scene.close();
});

const start = async (parts: Partial<WorkerParts> = {}) => {
  worker = await startWorker({
    url: scene.url,
    posters: { slack: slack.poster },
    mailer: {
      async send(mail) {
        mailed.push(mail);
      },
    },
    secrets,
    newId: () => crypto.randomUUID(),
    now: scene.now,
    log: silent,
    scheduledJobs: [],
    ...parts,
  });
  return worker;
};
const send = async () => {
  const customer = await scene.organization('Contoso');
  const id = await scene.invitation(partner, customer, agent);
  await scene.act(agent, sent(id, partner, customer));
};
interface Job extends Record<string, unknown> {
  readonly key: string | null;
  readonly run_at: string;
  readonly locked_by: string | null;
}
const jobs = () => scene.db.execute<Job>(sql`select key, run_at, locked_by from graphile_worker.jobs`);
const until = (what: () => unknown) => vi.waitFor(what, { timeout: 20_000, interval: 20 });

test('R-AUD-03: what an act tells is delivered as soon as it has committed', async () => {
  await start();
  await send();
  await until(() => expect(slack.sent).toHaveLength(1));
  await until(async () => expect(await jobs()).toEqual([]));
});

test('R-AUD-03: what waits when the worker starts is delivered, although its job died with another worker', async () => {
  await send();
  await scene.db.execute(
    sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'dead' where key is not null`,
  );
  await start();
  await until(() => expect(slack.sent).toHaveLength(1));
});

test('R-NOTE-08: a paused conversation is tried again when its time has come, with nobody saying so', async () => {
  await send();
  await scene.db.execute(sql`delete from graphile_worker._private_jobs`);
  const pausedUntil = (until: Date) =>
    scene.db.execute(sql`
      update conversations set paused_at = now(), paused_reason = 'not_in_channel', not_before = ${until.toISOString()}
      where id = ${channel}`);
  await pausedUntil(new Date(scene.now().getTime() + 60_000));
  await start();
  await until(async () => expect(await jobs()).toEqual([]));
  await worker?.stop();
  expect(slack.sent).toEqual([]);
  await pausedUntil(scene.now());
  await start();
  await until(() => expect(slack.sent).toHaveLength(1));
});

test('R-NOTE-07: a conversation that has to wait is taken up when its time has come', async () => {
  slack.answer(() => ({ outcome: 'wait', seconds: 3600 }));
  await start();
  await send();
  await until(async () =>
    expect((await jobs()).map(({ key, run_at }) => [key, new Date(run_at)])).toEqual([
      [`deliver:${channel}`, new Date(scene.now().getTime() + 3_600_000)],
    ]),
  );
});

test('R-SEC-04: queued mail is sent, that of before the start too', async () => {
  const queue = async (queued: boolean) => {
    const id = crypto.randomUUID();
    const letter = { to: `${id}@contoso.com`, subject: 'Hello', text: 'Text' };
    await scene.write(async (tx) => {
      const content = secrets.seal(JSON.stringify(letter), `mail:${id}`);
      await tx.insert(mails).values({ id, organizationId: partner.id, content, createdAt: scene.now() });
      if (queued) await tx.execute(sql`select accord_queue_mail(${id})`);
    });
    return letter;
  };
  const early = await queue(false);
  await start();
  await until(() => expect(mailed).toEqual([early]));
  const late = await queue(true);
  await until(() => expect(mailed).toEqual([early, late]));
});

test('R-SEC-04: the queue and the log learn what went wrong, and nothing of what was said', async () => {
  const said: string[] = [];
  const take = (facts: object, what: string) => {
    said.push(JSON.stringify(facts) + what);
  };
  const id = crypto.randomUUID();
  const content = secrets.seal(
    JSON.stringify({ to: 'a@b.com', subject: 's', text: 'personal link' }),
    `mail:${id}`,
  );
  await scene.write(async (tx) => {
    await tx.insert(mails).values({ id, organizationId: partner.id, content, createdAt: scene.now() });
  });
  await start({
    mailer: {
      async send({ text }) {
        throw Object.assign(new Error('connection lost'), { text });
      },
    },
    log: { debug: take, info: take, warn: take, error: take },
  });
  await until(() => expect(said.join()).toContain('mail: Error: connection lost'));
  expect(said.join()).not.toContain('personal link');
  expect(said.join()).not.toContain(content);
});

test('scheduledJobs run by the clock; what only keeps from repeating is swept after a day', async () => {
  const day = 86_400_000;
  await scene.write(async (tx) => {
    await tx.insert(handledRequests).values([
      { id: 'old', at: new Date(scene.now().getTime() - day - 1) },
      { id: 'fresh', at: scene.now() },
    ]);
  });
  const ran: unknown[] = [];
  await start({
    scheduledJobs: [{ name: 'expire', at: '* * * * *', run: async (clockwork) => ran.push(clockwork.now()) }],
  });
  for (const name of ['expire', 'sweep']) {
    await scene.db.execute(sql`select graphile_worker.add_job(${name})`);
  }
  await until(() => expect(ran.length).toBeGreaterThan(0));
  await until(async () =>
    expect((await scene.write((tx) => tx.select().from(handledRequests))).map(({ id }) => id)).toEqual([
      'fresh',
    ]),
  );
});

test('stopping ends within ten seconds and gives back a job that hangs', async () => {
  let asked = false;
  slack.answer(() => {
    asked = true;
    return new Promise(() => {});
  });
  const { stop } = await start();
  await send();
  await until(() => expect(asked).toBe(true));
  worker = undefined;
  const from = performance.now();
  await stop();
  expect(performance.now() - from).toBeLessThan(10_000);
  expect(await scene.deliveriesOf(channel)).toMatchObject([{ state: 'waiting' }]);
  expect((await jobs()).map(({ locked_by }) => locked_by)).toEqual([null]);
});

test('R-AUD-03: the worker says that it does not run when its queue’s connections are lost, and goes on', async () => {
  const { isRunning } = await start();
  await send();
  await until(() => expect(slack.sent).toHaveLength(1));
  await scene.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name <> 'accord'`);
  await until(() => expect(isRunning()).toBe(false));
  await until(() => expect(isRunning()).toBe(true));
  await send();
  await until(() => expect(slack.sent).toHaveLength(2));
});

test('a worker without the database says that it does not run, and runs again when the database is back', async () => {
  const line = await layLine(scene.url);
  const { isRunning } = await start({ url: line.url });
  expect(isRunning()).toBe(true);
  await line.cut();
  await until(() => expect(isRunning()).toBe(false));
  await send();
  await line.mend();
  await until(() => expect(isRunning()).toBe(true));
  await until(() => expect(slack.sent).toHaveLength(1));
  await worker?.stop();
  worker = undefined;
  expect(isRunning()).toBe(false);
  await line.close();
});
