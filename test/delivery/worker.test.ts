import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mails } from '../../db/schema/mails.ts';
import { startWorker, type WorkerParts } from '../../src/delivery/worker.ts';
import type { Mail } from '../../src/kernel/mailer.ts';
import { createSecrets } from '../../src/kernel/secrets.ts';
import { startDatabaseProxy } from '../kit/database-proxy.ts';
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
  worker = await startAnother(parts);
  return worker;
};
const startAnother = (parts: Partial<WorkerParts> = {}) =>
  startWorker({
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
    callsAtOnce: { chat: 64, mail: 8 },
    ...parts,
  });
/** An act that the channel hears of; the worker finds it by itself. */
const send = async (name = 'Contoso') => {
  const customer = await scene.organization(name);
  const id = await scene.invitation(partner, customer, agent);
  await scene.commit(agent, sent(id, partner, customer));
};
const until = (what: () => unknown) => vi.waitFor(what, { timeout: 20_000, interval: 20 });

test('R-AUD-03: an act’s notifications are delivered as soon as it has committed', async () => {
  await start();
  await send();
  await until(() => expect(slack.sent).toHaveLength(1));
});

test('R-AUD-03: work that waits when the worker starts is delivered, even if its process has died', async () => {
  await send();
  const dead = scene.queueOf('slack', slack.poster);
  await dead.hold([channel]);
  const second = await scene.organization('Litware');
  const id = await scene.invitation(partner, second, agent);
  await scene.commit(agent, sent(id, partner, second));
  scene.advance(60_000);
  await start();
  await until(() => expect(slack.sent).toHaveLength(2));
  expect(slack.sent.map(({ card }) => /asks (\w+)/.exec(card.title)?.[1])).toEqual(['Contoso', 'Litware']);
});

test('R-AUD-03: two workers on one database deliver each message once, in the order of its channel', async () => {
  const places = [channel];
  for (const name of ['C2', 'C3', 'C4']) {
    const place = await scene.channel(partner, name);
    await scene.subscribe(partner, place);
    places.push(place);
  }
  const faults: string[] = [];
  const note = (facts: object, what: string) => void faults.push(`${what} ${JSON.stringify(facts)}`);
  const parts = { log: { ...silent, warn: note, error: note } };
  const other = await startAnother(parts);
  await start(parts);
  const names = Array.from({ length: 12 }, (_, at) => `Customer${String.fromCharCode(97 + at)}`);
  for (const name of names) await send(name);
  await until(() => expect(slack.sent).toHaveLength(names.length * places.length));
  await other.stop();
  for (const place of ['C1', 'C2', 'C3', 'C4']) {
    const heard = slack.sent.filter(({ to }) => to.conversation === place);
    expect(heard.map(({ card }) => /asks (\w+)/.exec(card.title)?.[1])).toEqual(names);
  }
  expect(faults).toEqual([]);
});

test('what the database does not keep of a delivery counts as a try that failed', async () => {
  let tries = 0;
  slack.answer(() => {
    tries += 1;
    return tries === 1 ? { outcome: 'posted', ref: '\0', conversation: 'C1', serviceUrl: null } : undefined;
  });
  await start();
  await send();
  await until(async () => expect(await scene.deliveriesOf(channel)).toMatchObject([{ attempts: 1 }]));
  scene.advance(2000);
  await until(() => expect(slack.sent).toHaveLength(1));
});

test('R-NOTE-10: a workspace that hangs keeps back nobody else’s messages', async () => {
  const hanging = await scene.organization('Hanging', 'direct_reseller');
  const hugo = await scene.member(hanging, 'Hugo', { agent: 'admin_agent' });
  for (let at = 0; at < 20; at += 1) await scene.subscribe(hanging, await scene.channel(hanging, `H${at}`));
  let asked = 0;
  slack.answer(({ to }) => {
    if (to.workspace !== hanging.workspace) return undefined;
    asked += 1;
    return new Promise(() => {});
  });
  await start({ callsAtOnce: { chat: 10, mail: 1 } });
  const customer = await scene.organization('Litware');
  const id = await scene.invitation(hanging, customer, hugo);
  await scene.act(hugo, sent(id, hanging, customer));
  await until(() => expect(asked).toBe(8));
  await send();
  await until(() => expect(slack.sent).toHaveLength(1));
});

test('R-NOTE-08: a paused conversation is tried again when its time has come, with nobody saying so', async () => {
  await send();
  // Who hears of it is settled before another channel listens.
  await scene.fanOut();
  const pausedUntil = (until: Date) =>
    scene.db.execute(sql`
      update conversations set paused_at = now(), paused_reason = 'not_in_channel', not_before = ${until.toISOString()},
        due_at = ${until.toISOString()}
      where id = ${channel}`);
  await pausedUntil(new Date(scene.now().getTime() + 60_000));
  await start();
  const second = await scene.channel(partner, 'C2');
  await scene.subscribe(partner, second);
  await send('Litware');
  await until(() => expect(slack.sent).toHaveLength(1));
  expect(slack.sent[0]?.to.conversation).toBe('C2');
  scene.advance(60_000);
  await until(() => expect(slack.sent.map(({ to }) => to.conversation)).toContain('C1'));
});

test('R-NOTE-07: a conversation that has to wait is taken up when its time has come', async () => {
  slack.answer(() => ({ outcome: 'wait', seconds: 3600 }));
  await start();
  await send();
  await until(async () =>
    expect(await scene.conversation(channel)).toMatchObject({
      ...{ leaseId: null, dueAt: new Date(scene.now().getTime() + 3_600_000) },
    }),
  );
  slack.answer(() => undefined);
  scene.advance(3_600_000);
  await until(() => expect(slack.sent).toHaveLength(1));
});

test('R-SEC-04: queued mail is sent, that of before the start too', async () => {
  const queue = async () => {
    const id = crypto.randomUUID();
    const letter = { to: `${id}@contoso.com`, subject: 'Hello', text: 'Text' };
    await scene.write(async (tx) => {
      const content = secrets.seal(JSON.stringify(letter), `mail:${id}`);
      const at = scene.now();
      await tx.insert(mails).values({ id, organizationId: partner.id, content, createdAt: at, dueAt: at });
    });
    return letter;
  };
  const early = await queue();
  await start();
  await until(() => expect(mailed).toEqual([early]));
  const late = await queue();
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
    const at = scene.now();
    await tx.insert(mails).values({ id, organizationId: partner.id, content, createdAt: at, dueAt: at });
  });
  await start({
    mailer: {
      async send({ text }) {
        throw Object.assign(new Error('connection lost'), { text });
      },
    },
    log: { debug: take, info: take, warn: take, error: take },
  });
  await until(() => expect(said.join()).toContain('Error: connection lost'));
  expect(said.join()).not.toContain('personal link');
  expect(said.join()).not.toContain(content);
});

test('scheduled jobs run by the clock', async () => {
  const ran: unknown[] = [];
  await start({
    scheduledJobs: [{ name: 'expire', at: '* * * * *', run: async (clockwork) => ran.push(clockwork.now()) }],
  });
  await scene.db.execute(sql`select graphile_worker.add_job('expire')`);
  await until(() => expect(ran.length).toBeGreaterThan(0));
});

test('R-AUD-03: who stops gives back at once what waits for a call, and records the call that is under way', async () => {
  const second = await scene.channel(partner, 'C2');
  await scene.subscribe(partner, second);
  let answered = () => {};
  const answer = new Promise<undefined>((resolve) => {
    answered = () => resolve(undefined);
  });
  let asked = 0;
  slack.answer(() => {
    asked += 1;
    return answer;
  });
  const { stop } = await start({ callsAtOnce: { chat: 1, mail: 1 } });
  await send();
  const places = () => Promise.all([channel, second].map((id) => scene.conversation(id)));
  const held = async () => (await places()).filter((place) => place?.leaseId).length;
  await until(async () => expect([asked, await held()]).toEqual([1, 2]));
  worker = undefined;
  const stopped = stop();
  await until(async () => expect(await held()).toBe(1));
  answered();
  await stopped;
  expect(await held()).toBe(0);
  const states = await Promise.all([channel, second].map((id) => scene.deliveriesOf(id)));
  expect(states.flat().map(({ state }) => state)).toEqual(expect.arrayContaining(['done', 'waiting']));
  expect(slack.sent).toHaveLength(1);
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
  expect(await scene.conversation(channel)).toMatchObject({ leaseId: null, leasedUntil: null });
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
  const line = await startDatabaseProxy(scene.url);
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
