import { setTimeout as sleep } from 'node:timers/promises';
import type { types } from '@slack/bolt';
import postgres from 'postgres';
import { openDatabase } from '../db/driver/client.ts';
import type { DatabaseRoles } from '../db/driver/roles.ts';
import { createSecrets } from '../src/kernel/secrets.ts';
import { sealBotToken } from '../src/organizations/index.ts';
import { atLeast, atMost, type Figure, figure } from './figures.ts';
import { type Measured, measureInTurns } from './load.ts';
import { idOf, slackTeam } from './seed.ts';

/** The requests that the server received since it was last asked. */
export interface Posts {
  readonly calls: number;
  /** From the first request to the last answer. */
  readonly ms: number;
  readonly mostUnderWay: number;
  /** The body of the last request. */
  readonly body: string;
  readonly channels: number;
  readonly mostInChannel: number;
}

/** The request for the bare client. */
export interface Floor {
  readonly calls: number;
  readonly underWay: number;
  readonly message: { readonly text: string; readonly blocks: types.KnownBlock[] };
}

/** The benchmark's helpers. */
interface BenchmarkTools {
  /** Creates a database of its own for a benchmark. */
  database(name: string): Promise<{ readonly url: string; readonly roles: DatabaseRoles }>;
  /** Starts a script in this folder; returns its address. */
  start(script: string, env: Readonly<Record<string, string>>): Promise<string>;
  /** Starts the bot with its worker. */
  startBot(url: string, env: Readonly<Record<string, string>>): Promise<string>;
  accepting(db: ReturnType<typeof openDatabase>['db']): (invitation: number) => Promise<void>;
  readonly secretKey: string;
}

const many = 10_000;
const few = 10;
const acceptances = 200;
const rounds = 2;
/** One workspace gets four fifths of them. */
const callsAtOnce = 125;

/** An acceptance that very many channels are notified of: how fast it commits, and how fast they are notified. */
export async function fanOut(table: Figure[], tools: BenchmarkTools): Promise<void> {
  const [withFew, withMany] = await Promise.all([
    tools.database(`channels_${few}`),
    tools.database(`channels_${many}`),
  ]);
  await subscribe(withFew.url, few, tools.secretKey);
  await subscribe(withMany.url, many, tools.secretKey);
  await commits(table, tools, withFew.roles, withMany.roles);
  await posts(table, tools, withMany);
}

/** Channels of the partner that subscribe to everything. */
async function subscribe(url: string, count: number, secretKey: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const ids = Array.from({ length: count }, (_, index) => idOf('channel', index));
  const partner = idOf('partner', 0);
  const token = sealBotToken(createSecrets(secretKey), { platform: 'slack', id: slackTeam }, 'xoxb-bench');
  await sql`update workspaces set bot_token = ${token} where id = ${slackTeam}`;
  await sql`
    insert into conversations (id, organization_id, kind, platform, workspace, external_id)
    select id, ${partner}, 'channel', 'slack', ${slackTeam}, 'C' || n
    from unnest(${ids}::uuid[]) with ordinality as t(id, n)`;
  await sql`
    insert into subscriptions (id, organization_id, conversation_id, kinds, expression, created_by_name)
    select gen_random_uuid(), ${partner}, id, '{everything}', 'everything', 'Ana' from unnest(${ids}::uuid[]) as id`;
  await sql`vacuum analyze`;
  await sql.end();
}

/** Nothing is sent meanwhile. */
async function commits(
  table: Figure[],
  { accepting }: BenchmarkTools,
  withFew: DatabaseRoles,
  withMany: DatabaseRoles,
): Promise<void> {
  const open = [withFew, withMany].map((roles) => openDatabase(roles, 10));
  const accepts = open.map(({ db }) => accepting(db));
  const [least, most] = await measureInTurns(acceptances, accepts);
  if (!least || !most) return;
  table.push(figure(`fan-out: an acceptance, ${few} channels listening`, 1, least));
  table.push(
    figure(`fan-out: an acceptance, ${many} channels listening`, 1, most, most.p50 / least.p50, atMost(1.2)),
  );
  for (const { close } of open) await close();
}

async function posts(
  table: Figure[],
  { start, startBot, accepting }: BenchmarkTools,
  { url, roles }: { readonly url: string; readonly roles: DatabaseRoles },
): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql`delete from outbox`;
  await sql.end();
  const server = await start('slack-server.ts', {});
  const apiUrl = `${server}/api/`;
  const bare = await start('floor-webclient.ts', { SLACK_API_URL: apiUrl });
  await startBot(url, {
    ...{ SLACK_API_URL: apiUrl, WORKER: 'on', CHAT_CALLS_AT_ONCE: String(callsAtOnce), LOG_LEVEL: 'warn' },
  });
  const { db, close } = openDatabase(roles, 2);
  const accept = accepting(db);
  const counted = async (path = ''): Promise<Posts> =>
    (await fetch(`${server}${path}`)).json() as Promise<Posts>;

  const ours: Posts[] = [];
  const floors: Posts[] = [];
  // The first round of each is not counted, because code is still being compiled.
  for (let round = 0; round <= rounds; round += 1) {
    await counted('/next');
    await accept(2 * acceptances + round);
    for (let at = await counted(); at.calls < many; at = await counted()) {
      await sleep(100);
    }
    const sent = await counted('/next');
    const { text = '', blocks = '[]' } = Object.fromEntries(new URLSearchParams(sent.body));
    const body: Floor = {
      ...{ calls: many, underWay: sent.mostUnderWay },
      message: { text, blocks: JSON.parse(blocks) },
    };
    await fetch(bare, { method: 'POST', body: JSON.stringify(body) });
    const floor = await counted('/next');
    if (round > 0) ours.push(sent);
    if (round > 0) floors.push(floor);
    await sleep(1000);
  }
  await close();
  const [least, most] = [rateOf(floors), rateOf(ours)];
  const { mostUnderWay = 0 } = ours[0] ?? {};
  table.push(figure('fan-out: posts, WebClient alone', mostUnderWay, least));
  table.push(figure('fan-out: posts', mostUnderWay, most, most.perSecond / least.perSecond, atLeast(0.8)));
  const perChannel = Math.max(...ours.map(({ mostInChannel }) => mostInChannel));
  table.push(figure('fan-out: messages in a channel for one act', mostUnderWay, most, perChannel, atMost(1)));
}

/** The rate of all rounds together. */
function rateOf(all: readonly Posts[]): Measured {
  const seconds = all.reduce((sum, { ms }) => sum + ms, 0) / 1000;
  return { perSecond: all.reduce((sum, { calls }) => sum + calls, 0) / seconds, p50: 0, p99: 0 };
}
