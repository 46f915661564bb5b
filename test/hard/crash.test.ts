import { randomInt } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createDatabase } from '../kit/database.ts';
import { type Deployment, startDeployment } from '../kit/deployment.ts';
import type { Answer, Person, PlatformName, SeenCard, SeenForm } from '../kit/person.ts';
import { type BotProcess, buildProgram, freePort } from '../kit/process.ts';
import type { Activity } from '../kit/teams/activity.ts';
import type { TeamsPerson } from '../kit/teams/teams-person.ts';

const rounds = Number(process.env.ROUNDS ?? 100);
/** The same seed gives the same kill points; the machine's timing still varies. */
const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
const random = randomFrom(seed);
const pick = <T>(...choices: readonly [T, ...T[]]): T => choices[Math.floor(random() * choices.length)] as T;

const partners = ['Fabrikam', 'Litware', 'Proseware', 'Tailspin'] as const;
/** A new customer in each round; one person in Slack and one in Teams answer for it at the same time. */
const customers = Array.from({ length: rounds }, (_, at) => ({
  name: `Customer ${String(at + 1).padStart(3, '0')}`,
  partner: partners[at % partners.length] ?? partners[0],
}));
type Customer = (typeof customers)[number];

/** The events that a partner's channels are notified of, in order, and their texts. */
const events = [
  { kind: 'invitation.sent', says: ({ name, partner }: Customer) => `${partner} asks ${name} for` },
  { kind: 'invitation.accepted', says: ({ name }: Customer) => ` of ${name} accepted the invitation` },
  {
    kind: 'agreement.accepted',
    says: ({ name }: Customer) => `Microsoft Customer Agreement, version 2026-01, for ${name}`,
  },
  {
    kind: 'relationship.started',
    says: ({ name, partner }: Customer) => `${name} and ${partner} now work together`,
  },
  { kind: 'roles.granted', says: ({ name }: Customer) => ` of ${name} granted ` },
] as const;
/** Slack's pace is one message a second, so its channels subscribe to less. */
const subscriptions = {
  slack: 'invitations, relationships, roles',
  teams: 'invitations, agreements, relationships, roles',
} as const;

let database: Awaited<ReturnType<typeof createDatabase>>;
let sql: postgres.Sql;
let deployment: Deployment;
/** The process that people talk to, and another one with a worker on the same database. */
let bot: BotProcess;
let other: BotProcess;
let otherPort: string;

beforeAll(async () => {
  const [made] = await Promise.all([createDatabase(), buildProgram()]);
  database = made;
  sql = postgres(database.url, { max: 3 });
  deployment = await startDeployment(
    [
      ...partners.map((name) => ({
        name,
        programme: 'direct_reseller' as const,
        people: { Ana: { roles: ['admin_agent' as const] } },
      })),
      ...customers.map(({ name }) => ({
        name,
        people: {
          Gil: { roles: ['global_admin' as const], on: 'slack' as const },
          Bea: { roles: ['global_admin' as const], on: 'teams' as const },
        },
      })),
    ],
    { DATABASE_URL: database.url },
  );
  otherPort = String(await freePort());
  [bot, other] = await Promise.all([deployment.start(), deployment.start({ PORT: otherPort })]);
  for (const name of partners) {
    for (const platform of ['slack', 'teams'] as const) {
      await ana(name, platform).type(
        `notify on ${subscriptions[platform]}`,
        deployment.channel(name, platform),
      );
    }
  }
});
afterAll(async () => {
  for (const one of [bot, other]) {
    one?.signal('SIGTERM');
    await one?.ended;
  }
  await deployment?.close();
  await sql?.end();
  await database?.drop();
});

const ana = (partner: string, platform: PlatformName) => deployment.person(partner, 'Ana', platform);
const gil = ({ name }: Customer) => deployment.person(name, 'Gil', 'slack');
const bea = ({ name }: Customer) => deployment.person(name, 'Bea', 'teams') as TeamsPerson;

test(`R-INV-12, R-AUD-03: one of two killed ${rounds} times, nothing is half-done and everybody is notified (SEED=${seed})`, async () => {
  console.log(`SEED=${seed}`);
  const kills: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const asked = customers.slice(round, round + 1);
    const invitations = await Promise.all(asked.map((customer) => ask(customer)));
    const answering = await Promise.all(asked.map((customer, at) => review(customer, invitations[at] ?? '')));

    const point = await choosePoint();
    const answers = answering.flatMap(({ inSlack, inTeams }) => [
      gil(inSlack.customer).submit(inSlack.form, { agreement: true }),
      deployment.teams.deliver(inTeams),
    ]);
    const settled = Promise.allSettled(answers);
    await Promise.race([point.reached(), settled]);
    const isOther = pick(true, false);
    await kill(isOther ? other : bot);
    await point.release();
    await settled;
    kills.push(`${isOther ? 'the other one, ' : ''}${point.name}`);
    await requireNothingHalfDone();

    if (pick(true, false, false, false, false, false, false, false)) {
      const ms = Math.floor(random() * 1500);
      const starting = isOther ? deployment.spawn({ PORT: otherPort }) : deployment.spawn();
      await wait(ms);
      await kill(starting);
      kills.push(`starting for ${ms} ms`);
    }
    // The other process takes over its work.
    if (isOther) other = deployment.spawn({ PORT: otherPort });
    else bot = await deployment.start();
    await requireNothingHalfDone();
    // Teams sends an unanswered invoke again; a person in Slack tries again.
    await Promise.all(answering.map(({ inTeams }) => deployment.teams.deliver(inTeams)));
    for (const [at, customer] of asked.entries()) {
      expect((await accept(gil(customer), invitations[at] ?? '')).text).toMatch(/accepted/i);
    }
  }
  console.log(kills.join('\n'));
  await requireNothingHalfDone();
  expect(await acceptances()).toHaveLength(customers.length);

  await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 120_000, interval: 200 });
  for (const partner of partners) {
    for (const platform of ['slack', 'teams'] as const) {
      const repeated = await requireTold(partner, platform);
      console.log(`${partner} in ${platform}: ${repeated} messages twice`);
      expect(repeated).toBeLessThanOrEqual(kills.length);
    }
  }
  for (const customer of customers) await requireShown(customer);
  expect(deployment.violations()).toEqual([]);
});

async function kill(victim: BotProcess): Promise<void> {
  victim.signal('SIGKILL');
  await victim.ended;
}

const formOf = ({ form, text }: Answer): SeenForm => {
  if (!form) throw new Error(`No form, but: ${text}`);
  return form;
};

/** The partner asks in Teams; returns the invitation's id. */
async function ask({ name, partner }: Customer): Promise<string> {
  const person = ana(partner, 'teams');
  const draft = await person.submit(formOf(await person.type(`request ${domainOf(name)}`)), { dap: true });
  await person.submit(formOf(draft), {});
  const [row] = await sql`
    select i.id from invitations i join organizations o on o.id = i.recipient_id
    where o.name = ${name} and i.state = 'sent'`;
  return row?.id;
}

const domainOf = (name: string) => `${name.toLowerCase().replaceAll(' ', '-')}.com`;

/** Both approvers have opened the form. */
async function review(customer: Customer, invitation: string) {
  const [slack, teams] = await Promise.all([
    gil(customer).type(`accept ${invitation}`),
    bea(customer).type(`accept ${invitation}`),
  ]);
  const inTeams: Activity = bea(customer).pressing(formOf(teams), formOf(teams).submitLabel, {
    agreement: true,
  });
  return { inSlack: { customer, form: formOf(slack) }, inTeams };
}

async function accept(person: Person, invitation: string): Promise<Answer> {
  const answer = await person.type(`accept ${invitation}`);
  return answer.form ? person.submit(answer.form, { agreement: true }) : answer;
}

/** Where to kill the process; later requests find it dead. */
interface Point {
  readonly name: string;
  /** Resolves when the point is reached. */
  reached(): Promise<unknown>;
  release(): Promise<unknown>;
}

const choosePoint = (): Promise<Point> =>
  pick(afterMoment, insideTransaction, insideCallToSlack, insideCallToTeams)();

const nothing = async (): Promise<void> => {};

async function afterMoment(): Promise<Point> {
  const ms = Math.floor(random() * 120);
  return { name: `${ms} ms after the answers`, reached: () => wait(ms), release: nothing };
}

/** Before a write to a table, in the act or in a delivery. */
async function insideTransaction(): Promise<Point> {
  const table = pick(
    'agreement_acceptances',
    'relationships',
    'admin_grants',
    'audit_entries',
    'invitations',
    'deliveries',
    'posts',
  );
  const held = await sql.reserve();
  await held`begin`;
  await held`lock table ${held(table)} in share row exclusive mode`;
  const isWaitedFor = async () => {
    const [row] = await sql`select from pg_locks where relation = ${table}::regclass and not granted`;
    return row !== undefined;
  };
  return {
    name: `writing to ${table}`,
    reached: () => vi.waitUntil(isWaitedFor, { timeout: 10_000, interval: 2 }),
    async release() {
      await held`rollback`;
      held.release();
    },
  };
}

/** How long to wait for a call that may not come. */
const callMs = 1000;

/** Slack performs the call, but its answer arrives at a dead process. */
async function insideCallToSlack(): Promise<Point> {
  const method = pick('chat.postMessage', 'chat.update', 'conversations.open');
  const hold = deployment.front.hold({ method });
  return {
    name: `calling ${method}`,
    reached: () => Promise.race([hold.reached, wait(callMs)]),
    release: async () => hold.release(),
  };
}

/** The same in Teams. */
async function insideCallToTeams(): Promise<Point> {
  const { connector } = deployment.microsoft;
  const held = pick('POST', 'PUT');
  const calls = new EventEmitter();
  const released = once(calls, 'released');
  const arrived = once(calls, 'arrived');
  connector.upstream = async (method) => {
    if (method === held) {
      calls.emit('arrived');
      await released;
    }
    return { status: 200 };
  };
  return {
    name: `calling Teams by ${held}`,
    reached: () => Promise.race([arrived, wait(callMs)]),
    async release() {
      connector.upstream = undefined;
      calls.emit('released');
    },
  };
}

/** Everything that belongs to an acceptance, for each invitation, in one query. */
async function accounts() {
  return sql<
    {
      name: string;
      state: string;
      relationships: number;
      grants: number;
      agreements: number;
      audit: string[];
      untold: number;
    }[]
  >`
    select o.name, i.state,
      (select count(*) from relationships r
        where r.partner_id = i.sender_id and r.customer_id = o.id and r.state = 'active')::int as relationships,
      (select count(*) from admin_grants g where g.customer_id = o.id and g.removed_at is null)::int as grants,
      (select count(*) from agreement_acceptances a where a.organization_id = o.id)::int as agreements,
      array(select e.kind from audit_entries e
        where e.organization_id = o.id and e.counterpart_id = i.sender_id order by e.id) as audit,
      (select count(*) from audit_entries e cross join conversations c
        where e.organization_id = o.id and e.counterpart_id = i.sender_id
          and c.organization_id = i.sender_id and c.kind = 'channel' and c.platform = 'teams'
          and not exists (select from outbox b where b.act_id = e.act_id and b.organization_id = c.organization_id)
          and not exists (
            select from deliveries d where e.id = any (d.told_ids) and d.conversation_id = c.id))::int as untold
    from invitations i join organizations o on o.id = i.recipient_id`;
}

const acceptances = async () => (await accounts()).filter(({ state }) => state === 'accepted');

async function requireNothingHalfDone(): Promise<void> {
  for (const { name, state, ...account } of await accounts()) {
    const whole = {
      relationships: 1,
      grants: 2,
      agreements: 1,
      audit: ['invitation.accepted', 'agreement.accepted', 'relationship.started', 'roles.granted'],
      untold: 0,
    };
    const none = { relationships: 0, grants: 0, agreements: 0, audit: [], untold: 0 };
    expect({ name, state, ...account }).toEqual({ name, state, ...(state === 'accepted' ? whole : none) });
  }
}

async function waiting(): Promise<number> {
  const [row] = await sql`
    select (select count(*) from deliveries where state = 'waiting')::int
      + (select count(*) from outbox)::int as waiting`;
  return row?.waiting;
}

/**
 * Expects that the channel was notified of every event of every customer, in order, and that its cards show the final
 * state. Returns how many messages came more than once.
 */
async function requireTold(partner: string, platform: PlatformName): Promise<number> {
  const channel = deployment.channel(partner, platform);
  const seen = await ana(partner, platform).channel(channel);
  const heard = events.filter(({ kind }) => platform === 'teams' || kind !== 'agreement.accepted');
  let repeated = 0;
  for (const customer of customers.filter((one) => one.partner === partner)) {
    // One message announces everything that an act did; after a kill it may come twice.
    const told = seen
      .map(({ text }) => heard.flatMap(({ says }, at) => (text.includes(says(customer)) ? [at] : [])))
      .filter((message) => message.length > 0);
    expect([...new Set(told.flat())], `${customer.name} in ${platform}`).toEqual(heard.map((_, at) => at));
    const begins = told.map(([first = 0]) => first);
    expect(begins, `${customer.name} in ${platform}`).toEqual([...begins].sort());
    repeated += begins.length - new Set(begins).size;
    requireAccepted(seen.filter(({ text }) => text.includes(events[0].says(customer))));
  }
  return repeated;
}

/** Expects that the approvers' cards show who answered. */
async function requireShown(customer: Customer): Promise<void> {
  for (const person of [gil(customer), bea(customer)]) {
    const cards = (await person.direct()).filter(({ text }) => text.startsWith(events[0].says(customer)));
    requireAccepted(cards);
  }
}

function requireAccepted(cards: readonly SeenCard[]): void {
  const current = cards.filter(
    ({ text, buttons }) => /Accepted by (Gil|Bea)/.test(text) && buttons.length === 0,
  );
  expect(current.length, cards.map(({ text }) => text).join('\n\n')).toBeGreaterThan(0);
}

/** Mulberry32: a small generator with a seed. */
function randomFrom(state: number): () => number {
  let at = state;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
