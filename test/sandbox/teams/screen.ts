import { execution } from '../../kit/teams/activities.ts';
import { ADAPTIVE_CARD, type Card, cardOf } from '../../kit/teams/activity.ts';
import type { Teams } from '../../kit/teams/client.ts';
import type { Connector, Upstream } from '../../kit/teams/connector.ts';
import type { Somebody } from '../../kit/teams/world.ts';

/**
 * What stands on the page of a Playground. Its page forgets everything when it is opened anew and knows no `refresh`;
 * what Teams' own client does there is done here.
 */
export interface Screen {
  /** Takes the place of the Playground for the connector. */
  readonly upstream: Upstream;
  /** The page has just been opened: says again what the bot has said before. */
  open(): Promise<void>;
  /** The bot's id of a message, by the one that the page has for it. */
  meant(id: string | undefined): string | undefined;
}

interface ScreenParts {
  readonly connector: Connector;
  /** Whoever sits before it. */
  readonly viewer: Somebody;
  readonly bot: Teams;
  /** The Playground itself. */
  readonly playground: Upstream;
}

/** Everybody reads times by the clock of this machine. */
export const CLIENT = { locale: 'en-US', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };

export function createScreen({ connector, viewer, bot, playground }: ScreenParts): Screen {
  /** The ids that the page has, by those that the bot has. */
  const shown = new Map<string, string>();
  let isOpen = false;

  async function post(path: string, body: unknown) {
    // What it is given before its page has been opened, it would show a second time.
    if (!isOpen) return { status: 201, body: { id: connector.nextId() } };
    const answer = await playground('POST', path, body);
    const id = idIn(answer.body);
    if (id !== undefined) {
      shown.set(id, id);
      afterwards(() => refresh(id));
    }
    return answer;
  }

  /** Nothing, for what is not on the page. */
  async function change(method: string, path: string, id: string, body: unknown) {
    const there = shown.get(id);
    if (there === undefined) return { status: 200, body: { id } };
    return playground(method, path.replace(encodeURIComponent(id), encodeURIComponent(there)), body);
  }

  /** Asks the bot for this person's own view of a card that has one, and shows that instead. */
  async function refresh(id: string): Promise<void> {
    const found = connector.posts.find((one) => one.id === id);
    const { action, userIds } = (found && cardOf(found.activity)?.refresh) ?? {};
    const conversation = found && connector.conversations.get(found.conversation);
    if (!found || !action || !conversation) return;
    if (userIds && !userIds.includes(viewer.id)) return;
    const doing = { somebody: viewer, viewer: CLIENT, bot: bot.bot, serviceUrl: bot.serviceUrl };
    const ask = execution(conversation, doing, { ref: id, thread: found.thread }, action, {}, 'automatic');
    const { body } = await bot.post(ask, undefined);
    const { type, value } = (body ?? {}) as { type?: string; value?: Card };
    if (type !== ADAPTIVE_CARD) return;
    const attachments = [{ contentType: ADAPTIVE_CARD, content: value }];
    const path = `${activitiesOf(found.conversation)}/${encodeURIComponent(id)}`;
    await change('PUT', path, id, { ...found.activity, attachments });
  }

  return {
    meant: (id) => [...shown].find(([, there]) => there === id)?.[0],
    async upstream(method, path, body) {
      const [, , , , part, id = ''] = path.split('/').map(decodeURIComponent);
      if (part !== 'activities' || method === 'GET') return playground(method, path, body);
      if (method === 'POST') return post(path, body);
      afterwards(() => refresh(id));
      return change(method, path, id, body);
    },
    async open() {
      isOpen = true;
      for (const { id: known, conversation, activity } of connector.posts.filter(({ deleted }) => !deleted)) {
        const { body } = await playground('POST', activitiesOf(conversation), activity);
        const id = idIn(body);
        if (id === undefined) continue;
        shown.set(known, id);
        await refresh(known);
      }
    },
  };
}

const activitiesOf = (conversation: string) =>
  `/v3/conversations/${encodeURIComponent(conversation)}/activities`;

const idIn = (body: unknown) => ((body ?? {}) as { id?: string }).id;

/** Nobody waits for it, and a sandbox that is being stopped has nothing to show any more. */
export const afterwards = (show: () => Promise<void>): void =>
  void setImmediate(() => show().catch(() => undefined));
