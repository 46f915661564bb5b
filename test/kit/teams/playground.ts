import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { endWithParent } from '../end-with-parent.ts';
import type { Activity } from './activity.ts';
import { createTeams, type Delivered, type PersonOptions, type Teams } from './client.ts';
import { type Microsoft, SERVICE_URL } from './microsoft.ts';
import { startRelay } from './relay.ts';
import type { TeamsPerson } from './teams-person.ts';
import type { Conversation } from './world.ts';

/**
 * Microsoft 365 Agents Playground, Microsoft's own local Teams client, between people and the bot.
 *
 * It makes the activities, holds the conversations, and takes or refuses what the bot posts. It signs
 * nothing, so what it sends passes a relay here that adds the channel's token; and it names Teams' own
 * service URL, so that the bot's requests come, under the bot's token, to `microsoft`, which hands them on.
 * So the bot runs as it does in Teams, with authentication on.
 */
export interface Playground {
  readonly teams: Teams;
  /** Those who were named, in order; the first one uses the Playground's client. */
  readonly people: readonly TeamsPerson[];
  readonly groupChat: Conversation;
  /** The channels of its one team: General, and Requests. */
  readonly channels: readonly [Conversation, Conversation];
  /** Its page, for a person with a browser. */
  readonly url: string;
  /** The process that runs it, and leads a group of its own. */
  readonly pid: number;
  stop(): Promise<void>;
}

export interface PlaygroundOptions {
  /** The bot's messaging endpoint. */
  readonly endpoint: string;
  readonly appId: string;
  readonly tenant: string;
  readonly microsoft: Microsoft;
  /** Six at the most. */
  readonly people: readonly PersonOptions[];
  /** Of its page; default: a free one. */
  readonly port?: number;
  /** Where the bot's requests come instead. */
  readonly serviceUrl?: string;
  /** How its activities reach the bot, if not signed. */
  readonly deliver?: (activity: Activity) => Promise<Delivered>;
}

const require = createRequire(import.meta.url);

/** The schema of its configuration wants exactly this number. */
const PEOPLE = 6;
const PATIENCE = 20_000;
const NAMES = { bot: 'Accord', team: 'Alliances', group: 'Deals' };

/** Starts it and waits until it is ready. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { endpoint, appId, tenant, microsoft, serviceUrl = SERVICE_URL, port = 0 } = options;
  const { connector } = microsoft;
  const straight = createTeams({ endpoint, appId, tenant, microsoft });
  const relay = await startRelay(options.deliver ?? straight.deliver);
  const folder = await mkdtemp(join(tmpdir(), 'playground-'));
  const people = castOf(options.people, tenant);
  await writeFile(join(folder, '.m365agentsplayground.yml'), JSON.stringify(configOf(appId, tenant, people)));
  const child = run(folder, relay.endpoint, serviceUrl, port);
  let url = '';

  async function stop(): Promise<void> {
    connector.upstream = undefined;
    await end(child);
    await relay.stop();
    await rm(folder, { recursive: true, force: true });
  }

  async function ask(
    path: string,
    body?: unknown,
    method = body === undefined ? 'GET' : 'POST',
  ): Promise<Delivered> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
  }

  /** Only the user of its client can write there; messages of others are made here and passed to it. */
  async function deliver(activity: Activity): Promise<Delivered> {
    const { type, from, text = '', value, name, replyToId, conversation } = activity;
    const typed = type === 'message' && from?.id === people[0]?.id;
    const same = (seen: Activity) => {
      if (seen.type !== type || seen.from?.id !== from?.id) return false;
      if (type === 'invoke') return seen.replyToId === replyToId;
      return typed ? seen.text === text : seen.id === activity.id;
    };
    const { turn, passed, forget } = relay.expect(same);
    try {
      const { status, body } = typed
        ? await say(activity, text)
        : type === 'invoke'
          ? await ask('/_conversation/v1/invoke', { name, value, from, conversation, replyToId })
          : await ask('/_internal/v1/customActivities', await inThread(activity));
      if (status >= 300 && !passed()) throw new Error(`The Playground: ${status} ${JSON.stringify(body)}`);
      return await Promise.race([turn, tooLate(`The Playground has not brought the ${type} to the bot.`)]);
    } finally {
      forget();
    }
  }

  /** Types at its client; in a channel, that begins a thread. */
  async function say({ conversation, entities = [] }: Activity, text: string): Promise<Delivered> {
    const place = encodeURIComponent(conversation?.id.split(';')[0] ?? '');
    const mentions = entities.filter(({ type }) => type === 'mention').filter(() => text.includes('<at>'));
    const textFormat = mentions.length > 0 ? 'xml' : 'plain';
    const from = { id: people[0]?.id };
    return ask(`/_conversation/v1/conversations/${place}/messages`, { from, text, textFormat, mentions });
  }

  /** When somebody else writes in a channel, the user of the client begins the thread. */
  async function inThread(activity: Activity): Promise<Activity> {
    if (activity.type !== 'message' || !activity.conversation?.id.includes(';')) return activity;
    const { body } = await say(activity, `${activity.from?.name} says something to ${NAMES.bot}.`);
    const { postConversationId: id } = body as { postConversationId: string };
    return { ...activity, conversation: { ...activity.conversation, id } };
  }

  try {
    url = `http://127.0.0.1:${await portOf(child)}`;
    await untilUp(child, () => ask('/_debug/ping'));
    connector.upstream = (method, path, body) => ask(`/_connector${path}`, body, method);
    const botName = NAMES.bot;
    const teams = createTeams({ endpoint, appId, tenant, microsoft, serviceUrl, deliver, botName });
    const persons: TeamsPerson[] = [];
    for (const [at, { id, ...person }] of people.entries()) {
      const begun = { isGroup: false, members: [{ id }], bot: teams.bot, tenantId: tenant };
      const { body } =
        at === 0 ? { body: { id: chatOf(people) } } : await ask('/_connector/v3/conversations', begun);
      persons.push(teams.person({ ...person, id, chatId: (body as { id: string }).id }));
    }
    const team = { id: GENERAL, name: NAMES.team, aadGroupId: randomUUID() };
    const open = (id: string, name: string) => teams.channel({ id, name, team, members: persons });
    return {
      teams,
      people: persons.slice(0, options.people.length),
      groupChat: teams.groupChat({ id: GROUP, name: NAMES.group, members: persons }),
      channels: [open(GENERAL, 'General'), open(REQUESTS, 'Requests')],
      url,
      pid: child.pid ?? 0,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const MY_CHAT = 'a:my-chat';
const GROUP = '19:deals@thread.v2';
const GENERAL = '19:alliances@thread.tacv2';
const REQUESTS = '19:requests@thread.tacv2';

/** The chat of the client's user with the bot. */
const chatOf = ([current]: readonly PersonOptions[]): string => current?.chatId ?? MY_CHAT;

type Cast = PersonOptions & { readonly id: string; readonly aadObjectId: string };

/** The people who were named, and extras up to the six that it wants. */
function castOf(named: readonly PersonOptions[], tenantId: string): Cast[] {
  if (named.length === 0 || named.length > PEOPLE)
    throw new Error(`The Playground takes 1 to ${PEOPLE} people.`);
  const extras = Array.from({ length: PEOPLE - named.length }, (_, at) => ({ name: `Extra ${at + 1}` }));
  const known = () => ({ tenantId, id: `29:${randomUUID()}`, aadObjectId: randomUUID() });
  return [...named, ...extras].map((person) => ({ ...known(), ...person }));
}

function configOf(appId: string, tenantId: string, people: readonly Cast[]) {
  const [currentUser, ...users] = people.map(
    ({ id, name, aadObjectId, email = `${id.slice(3)}@example.com` }) => {
      const [givenName, ...rest] = name.split(' ');
      const surname = rest.join(' ') || givenName;
      return { id, name, aadObjectId, givenName, surname, email, userPrincipleName: email };
    },
  );
  const channels = [{ id: REQUESTS, name: 'Requests' }];
  return {
    version: '0.1.1',
    tenantId,
    bot: { id: `28:${appId}`, name: NAMES.bot },
    currentUser,
    users,
    personalChat: { id: chatOf(people) },
    groupChat: { id: GROUP, name: NAMES.group },
    team: { id: GENERAL, name: NAMES.team, aadGroupId: randomUUID(), channels },
  };
}

/** By default it listens on every interface. */
const LOOPBACK = `
  import { Server } from 'node:net';
  const { listen } = Server.prototype;
  Server.prototype.listen = function (port, ...rest) {
    return listen.call(this, typeof port === 'number' ? { port, host: '127.0.0.1' } : port, ...rest);
  };
`;

function run(cwd: string, endpoint: string, serviceUrl: string, port: number): ChildProcess {
  const program = require.resolve('@microsoft/m365agentsplayground/cli.js');
  const flags = ['-c', 'msteams', '-e', endpoint, '-p', `${port}`, '--service-url', serviceUrl];
  const preload = `data:text/javascript,${encodeURIComponent(LOOPBACK)}`;
  const child = spawn(
    process.execPath,
    [
      '--import',
      endWithParent('SIGKILL', 'group'),
      '--import',
      preload,
      program,
      'start',
      ...flags,
      '--disable-telemetry',
    ],
    {
      cwd,
      // A group of its own, so that it and what it starts can be ended together.
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, BROWSER: 'none', TEAMSAPPTESTER_BROWSER: 'none' },
    },
  );
  process.once('exit', () => signal(child, 'SIGKILL'));
  return child;
}

/** It takes a free port, and says which. */
async function portOf({ stdout }: ChildProcess): Promise<number> {
  const said = new Promise<number>((resolve, reject) => {
    let text = '';
    stdout?.on('data', (chunk) => {
      text += chunk;
      const [, port] = /Listening on (\d+)/.exec(text) ?? [];
      if (port !== undefined) resolve(Number(port));
    });
    stdout?.on('end', () => reject(new Error(`The Playground ended: ${text}`)));
  });
  return Promise.race([said, tooLate('The Playground does not come up.')]);
}

async function untilUp(child: ChildProcess, ping: () => Promise<Delivered>): Promise<void> {
  const last = Date.now() + PATIENCE;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The Playground ended with ${child.exitCode}.`);
    const up = await ping().catch(() => undefined);
    if (up?.status === 200) return;
    if (Date.now() > last) throw new Error('The Playground does not come up.');
    await wait(50);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((exited) => child.once('exit', exited));
  signal(child, 'SIGTERM');
  const slow = setTimeout(() => signal(child, 'SIGKILL'), 5_000);
  await gone;
  clearTimeout(slow);
}

function signal({ pid, exitCode }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined || exitCode !== null) return;
  try {
    process.kill(-pid, name);
  } catch {
    // It is gone already.
  }
}

async function tooLate(message: string): Promise<never> {
  await wait(PATIENCE, undefined, { ref: false });
  throw new Error(message);
}
