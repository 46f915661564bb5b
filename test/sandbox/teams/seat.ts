import { type Request, type Response, Router } from 'express';
import type { Activity } from '../../kit/teams/activity.ts';
import { createTeams, type Delivered, type Teams } from '../../kit/teams/client.ts';
import { Connector, type Upstream } from '../../kit/teams/connector.ts';
import type { Microsoft } from '../../kit/teams/microsoft.ts';
import { startPlayground } from '../../kit/teams/playground.ts';
import type { TeamsPerson } from '../../kit/teams/teams-person.ts';
import { botToken } from '../../kit/teams/tokens.ts';
import type { Post, Violation } from '../../kit/teams/world.ts';
import type { Kept } from '../folder.ts';
import type { TeamsUser } from '../world.ts';
import { afterwards, CLIENT, createScreen, type Screen } from './screen.ts';

/** What is kept of somebody's Teams between runs. */
export interface Memory {
  /** Where the bot found its connector. */
  readonly serviceUrl: string;
  /** Where the bot has been added. */
  readonly known: readonly string[];
  readonly posts: readonly Post[];
}

/** Somebody's Teams: a Playground of their own, and the connector between it and the bot. */
export interface TeamsSeat {
  readonly user: TeamsUser;
  /** Its page. */
  readonly url: string;
  readonly person: TeamsPerson;
  readonly violations: readonly Violation[];
  /** Adds the bot, where it is not yet: it must know where to write to, before it has been written to. */
  begin(): Promise<void>;
  /** Does what its page does when it is opened, for somebody without a browser. */
  open(): Promise<void>;
  stop(): Promise<void>;
}

interface SeatOptions {
  readonly user: TeamsUser;
  readonly colleagues: readonly TeamsUser[];
  /** The bot's messaging endpoint. */
  readonly endpoint: string;
  readonly port: number;
  readonly serviceUrl: string;
  /** Puts what takes the bot's requests, from `/v3/` on, at that address. */
  readonly mount: (router: Router) => void;
  readonly kept: Kept<Memory>;
}

/** The bot's registration; nothing is signed here, but the connector wants to know whose requests they are. */
const APP_ID = 'accord';

/** Starts a Playground for one person, with what the bot has said to them in earlier runs. */
export async function takeSeat(options: SeatOptions): Promise<TeamsSeat> {
  const { user, endpoint, serviceUrl, kept } = options;
  const violations: Violation[] = [];
  const connector = new Connector(violations);
  connector.posts.push(...kept.value.posts.map((post) => ({ ...post })));
  const known = new Set(kept.value.serviceUrl === serviceUrl ? kept.value.known : []);
  const save = () => kept.set({ serviceUrl, known: [...known], posts: connector.posts });
  options.mount(routerOf(connector, user.tenant, save));

  const microsoft = nobodySigns(connector, violations);
  const registration = { endpoint, appId: APP_ID, tenant: user.tenant, microsoft, serviceUrl };
  const bot = createTeams(registration);
  const door = createDoor(user, bot, known, save);
  const playground = await startPlayground({
    ...registration,
    port: options.port,
    deliver: door.deliver,
    people: [user, ...options.colleagues].map(personOf),
  });
  const [person] = playground.people as [TeamsPerson];
  const before = connector.upstream as Upstream;
  const screen = createScreen({ connector, viewer: person.somebody, bot, playground: before });
  connector.upstream = screen.upstream;
  door.leadsTo(screen);
  return {
    user,
    url: playground.url.replace('127.0.0.1', 'localhost'),
    person,
    violations,
    stop: playground.stop,
    async begin() {
      if (known.size === 0) await person.install();
    },
    async open() {
      const chat = encodeURIComponent(chatOf(user));
      await fetch(`${playground.url}/_debug/conversation/${chat}/installation`, { method: 'POST' });
    },
  };
}

/** The way from a Playground to the bot, which is added once in Teams, and in the Playground at every opening. */
function createDoor(user: TeamsUser, bot: Teams, known: Set<string>, save: () => void) {
  let screen: Screen | undefined;
  return {
    leadsTo(to: Screen) {
      screen = to;
    },
    async deliver(activity: Activity): Promise<Delivered> {
      const { type, conversation, replyToId } = activity;
      if (type === 'installationUpdate' || type === 'conversationUpdate') {
        const arrival = `${type} ${conversation?.id}`;
        // With the personal chat, the page begins.
        const begins = type === 'installationUpdate' && conversation?.id === chatOf(user);
        if (begins && known.has(arrival)) afterwards(async () => screen?.open());
        if (known.has(arrival)) return { status: 200, body: '' };
        known.add(arrival);
        save();
      }
      const meant = screen?.meant(replyToId);
      return bot.post(meant === undefined ? activity : { ...activity, replyToId: meant }, undefined);
    },
  };
}

const chatOf = ({ objectId }: TeamsUser) => `a:${objectId}`;

const personOf = (user: TeamsUser) => ({
  ...CLIENT,
  name: user.member.name,
  email: user.member.email,
  aadObjectId: user.objectId,
  id: `29:${user.objectId}`,
  chatId: chatOf(user),
});

/** With authentication off there is no login, and there are no keys. */
const nobodySigns = (connector: Connector, violations: Violation[]): Microsoft => ({
  connector,
  violations,
  asked: [],
  authorization: async () => '',
  forged: async () => undefined,
  child: { execArgv: [], env: {} },
  stop: async () => undefined,
});

function routerOf(connector: Connector, tenant: string, save: () => void): Router {
  const router = Router();
  router.use(async (request: Request, response: Response) => {
    const url = new URL(request.url, 'http://localhost');
    const { status, body } = await connector.handle({
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      authorization: `Bearer ${await botToken(APP_ID, tenant)}`,
      body: request.body === undefined ? '' : JSON.stringify(request.body),
    });
    if (request.method !== 'GET') save();
    response.status(status).json(body ?? {});
  });
  return router;
}
