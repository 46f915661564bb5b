import { type Request, type Response, Router } from 'express';
import { execution } from '../support/teams/activities.ts';
import { type Activity, ADAPTIVE_CARD, type Card, cardOf } from '../support/teams/activity.ts';
import { createTeams, type Delivered } from '../support/teams/client.ts';
import { Connector, type Upstream } from '../support/teams/connector.ts';
import type { Microsoft } from '../support/teams/microsoft.ts';
import { startPlayground } from '../support/teams/playground.ts';
import type { TeamsPerson } from '../support/teams/teams-person.ts';
import { botToken } from '../support/teams/tokens.ts';
import type { Post, Violation } from '../support/teams/world.ts';
import type { Kept } from './folder.ts';
import type { TeamsUser } from './world.ts';

/** What is kept of somebody's Teams between runs. */
export interface Memory {
  /** Where the bot finds its connector. */
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

/**
 * Starts a Playground for one person. What Teams does and the Playground does not is done between it and the bot: the
 * bot is added once and not at every opening of the page, a page that is opened gets the bot's earlier messages, and a
 * card with `refresh` is asked for anew for whoever sees it.
 */
export async function takeSeat(options: SeatOptions): Promise<TeamsSeat> {
  const { user, endpoint, serviceUrl, kept } = options;
  const violations: Violation[] = [];
  const connector = new Connector(violations);
  connector.posts.push(...kept.value.posts.map((post) => ({ ...post })));
  const known = new Set(kept.value.known);
  /** The ids under which the page has the bot's messages. */
  const screen = new Map<string, string>();
  let isOpen = false;
  const save = () => kept.set({ serviceUrl, known: [...known], posts: connector.posts });
  const microsoft = nobodySigns(connector, violations);
  const bot = createTeams({ endpoint, appId: APP_ID, tenant: user.tenant, microsoft, serviceUrl });

  options.mount(routerOf(connector, user.tenant, save));
  const playground = await startPlayground({
    endpoint,
    appId: APP_ID,
    tenant: user.tenant,
    microsoft,
    port: options.port,
    serviceUrl,
    deliver: fromPlayground,
    people: [user, ...options.colleagues].map(({ member: { name, email }, objectId }) => ({
      name,
      email,
      aadObjectId: objectId,
      id: `29:${objectId}`,
      chatId: `a:${objectId}`,
      locale: 'en-US',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    })),
  });
  const [person] = playground.people as [TeamsPerson];
  const toPlayground = connector.upstream as Upstream;
  connector.upstream = async (method, path, body) => {
    const [, , , , part, id] = path.split('/').map(decodeURIComponent);
    if (part !== 'activities' || method === 'GET') return toPlayground(method, path, body);
    if (method === 'POST') {
      // What it is given before its page has been opened, it would show a second time.
      if (!isOpen) return { status: 201, body: { id: connector.nextId() } };
      const answer = await toPlayground(method, path, body);
      const { id: made } = (answer.body ?? {}) as { id?: string };
      if (made !== undefined) {
        screen.set(made, made);
        afterwards(() => refresh(made));
      }
      return answer;
    }
    afterwards(() => refresh(id ?? ''));
    return onScreen(method, path, id ?? '', body);
  };
  // The bot must know where to write to them, before they have written themselves.
  if (kept.value.serviceUrl !== serviceUrl) {
    known.clear();
    await person.install();
  }

  return {
    user,
    url: playground.url.replace('127.0.0.1', 'localhost'),
    person,
    violations,
    stop: playground.stop,
  };

  /** What the Playground has under the id that the bot knows; nothing, before its page has been opened. */
  async function onScreen(method: string, path: string, id: string, body: unknown) {
    const shown = screen.get(id);
    if (shown === undefined) return { status: 200, body: { id } };
    return toPlayground(method, path.replace(encodeURIComponent(id), encodeURIComponent(shown)), body);
  }

  async function fromPlayground(activity: Activity): Promise<Delivered> {
    const { type, conversation, replyToId } = activity;
    const at = conversation?.id ?? '';
    if (type === 'installationUpdate' || type === 'conversationUpdate') {
      if (known.has(`${type} ${at}`)) {
        // With this chat, the page begins.
        if (type === 'installationUpdate' && at === person.somebody.chat.id) afterwards(replay);
        return { status: 200, body: '' };
      }
      known.add(`${type} ${at}`);
      known.add(at);
      save();
    }
    const meant = [...screen].find(([, shown]) => shown === replyToId)?.[0];
    return bot.post(meant === undefined ? activity : { ...activity, replyToId: meant }, undefined);
  }

  /** Says again, to a page that has just been opened, what the bot has said before. */
  async function replay(): Promise<void> {
    isOpen = true;
    for (const { id: known, conversation, activity } of connector.posts.filter(({ deleted }) => !deleted)) {
      const path = `/v3/conversations/${encodeURIComponent(conversation)}/activities`;
      const { body } = await toPlayground('POST', path, activity);
      const { id } = (body ?? {}) as { id?: string };
      if (id === undefined) continue;
      screen.set(known, id);
      await refresh(known);
    }
  }

  /** Asks the bot for this person's own view of a card that has one, and shows that instead. */
  async function refresh(id: string): Promise<void> {
    const post = connector.posts.find((one) => one.id === id);
    const { action, userIds } = (post && cardOf(post.activity)?.refresh) ?? {};
    const conversation = post && connector.conversations.get(post.conversation);
    if (!post || !action || !conversation) return;
    if (userIds && !userIds.includes(person.somebody.id)) return;
    const doing = { somebody: person.somebody, viewer: VIEWER, bot: bot.bot, serviceUrl };
    const ask = execution(conversation, doing, { ref: id, thread: post.thread }, action, {}, 'automatic');
    const { body } = await bot.post(ask, undefined);
    const { type, value } = (body ?? {}) as { type?: string; value?: Card };
    if (type !== ADAPTIVE_CARD) return;
    const attachments = [{ contentType: ADAPTIVE_CARD, content: value }];
    const path = `/v3/conversations/${encodeURIComponent(post.conversation)}/activities/${encodeURIComponent(id)}`;
    await onScreen('PUT', path, id, { ...post.activity, attachments });
  }
}

const VIEWER = { locale: 'en-US', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };

/** Nobody waits for it, and a sandbox that is being stopped has nothing to show any more. */
const afterwards = (show: () => Promise<void>): void =>
  void setImmediate(() => show().catch(() => undefined));

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
