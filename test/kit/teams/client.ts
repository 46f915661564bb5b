import { randomUUID } from 'node:crypto';
import type { Account, Activity } from './activity.ts';
import type { Connector } from './connector.ts';
import { type Microsoft, SERVICE_URL } from './microsoft.ts';
import { createPerson, type TeamsPerson } from './teams-person.ts';
import { type Conversation, idFrom, type Somebody, type Team } from './world.ts';

/** How the bot answered an activity. */
export interface Delivered {
  readonly status: number;
  /** Its answer: an object where it was JSON, else the text. */
  readonly body: unknown;
  /** The activity's id, where it was not the one that was given. */
  readonly id?: string;
}

export interface TeamsOptions {
  /** The bot's messaging endpoint. */
  readonly endpoint: string;
  readonly appId: string;
  /** The tenant of everybody who does not name another. */
  readonly tenant: string;
  readonly microsoft: Microsoft;
  readonly botName?: string;
  readonly serviceUrl?: string;
  /** How activities reach the bot; straight to its endpoint, signed, unless something stands in between. */
  readonly deliver?: (activity: Activity) => Promise<Delivered>;
}

export interface PersonOptions {
  readonly name: string;
  readonly tenantId?: string;
  readonly aadObjectId?: string;
  readonly email?: string;
  readonly locale?: string;
  readonly timeZone?: string;
  readonly id?: string;
  readonly chatId?: string;
  /** Whether the bot is installed for this person alone; yes, unless they only meet it in a channel. */
  readonly installed?: boolean;
}

interface ConversationOptions {
  readonly name?: string;
  /** The tenant of its first member, unless told otherwise. */
  readonly tenantId?: string;
  readonly id?: string;
  readonly team?: Team;
  readonly members?: readonly TeamsPerson[];
  /** Whether the bot is in it; yes, unless told otherwise. */
  readonly installed?: boolean;
}

/** Teams, as far as one bot and the people who meet it are concerned. */
export interface Teams {
  readonly microsoft: Microsoft;
  readonly connector: Connector;
  readonly serviceUrl: string;
  readonly bot: Account;
  /** A person with a Teams client. */
  person(options: PersonOptions): TeamsPerson;
  /** A channel (`19:…@thread.tacv2`) of a team, with the bot in it. */
  channel(options?: ConversationOptions): Conversation;
  /** A group chat (`19:…@thread.v2`) with the bot in it. */
  groupChat(options?: ConversationOptions): Conversation;
  /** Adds the bot to a conversation, by somebody in it: `installationUpdate`, then `conversationUpdate`. */
  addBot(conversation: Conversation, by: TeamsPerson): Promise<readonly Delivered[]>;
  /** Removes it again; from then on the connector refuses it (403). */
  removeBot(conversation: Conversation, by: TeamsPerson): Promise<readonly Delivered[]>;
  /** Adds somebody to a conversation that the bot is in. */
  addMember(conversation: Conversation, added: TeamsPerson): Promise<Delivered>;
  /** Hands an activity to the bot as Teams does. */
  deliver(activity: Activity): Promise<Delivered>;
  /** Posts anything to the bot's endpoint under any Authorization header, or under none. */
  post(activity: unknown, authorization: string | undefined): Promise<Delivered>;
}

/** How long Teams waits for a bot. */
const PATIENCE = 15_000;

/** Teams' client side, for the bot at an endpoint. */
export function createTeams(options: TeamsOptions): Teams {
  const { endpoint, appId, tenant, microsoft, botName = 'Accord', serviceUrl = SERVICE_URL } = options;
  const { connector } = microsoft;
  const bot = { id: `28:${appId}`, name: botName };

  function open(type: Conversation['type'], id: string, given: ConversationOptions): Conversation {
    const { name, team, members = [], installed = true } = given;
    const people = members.map(({ somebody }) => somebody);
    const tenantId = given.tenantId ?? people[0]?.tenantId ?? tenant;
    const conversation = { id, type, name, team, tenantId, installed, members: people };
    connector.conversations.set(id, conversation);
    return conversation;
  }

  function person(given: PersonOptions): TeamsPerson {
    const { name, tenantId = tenant, aadObjectId = randomUUID(), locale = 'en-US', timeZone = 'UTC' } = given;
    const id = given.id ?? `29:1${idFrom(appId, tenantId, aadObjectId)}`;
    const email =
      given.email ?? `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}@${tenantId.slice(0, 8)}.example`;
    const chatId = given.chatId ?? `a:1${idFrom(appId, id)}`;
    const chat = open('personal', chatId, { tenantId, installed: given.installed ?? true });
    const somebody: Somebody = { id, name, aadObjectId, tenantId, email, chat };
    chat.members.push(somebody);
    connector.people.set(id, somebody);
    return createPerson(teams, somebody, { locale, timeZone });
  }

  async function post(activity: unknown, authorization: string | undefined): Promise<Delivered> {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(PATIENCE),
    });
    return { status: response.status, body: parsed(await response.text()) };
  }

  async function deliver(activity: Activity): Promise<Delivered> {
    if (options.deliver !== undefined) return options.deliver(activity);
    return post(activity, await microsoft.authorization({ appId, serviceUrl }));
  }

  async function move(action: 'add' | 'remove', at: Conversation, by: TeamsPerson) {
    at.installed = action === 'add';
    const installation = await deliver(by.causing(at, 'installationUpdate', undefined, { action }));
    if (action === 'remove' && at.type === 'personal') return [installation];
    const what = action === 'add' ? 'Added' : 'Removed';
    const moved = { [`members${what}`]: [{ id: bot.id }] };
    const update = by.causing(at, 'conversationUpdate', at.team && `teamMember${what}`, moved);
    return [installation, await deliver(update)];
  }

  const teams: Teams = {
    microsoft,
    connector,
    serviceUrl,
    bot,
    person,
    channel(given = {}) {
      const id = given.id ?? `19:${idFrom(randomUUID())}@thread.tacv2`;
      const team = given.team ?? {
        id: `19:${idFrom(id)}@thread.tacv2`,
        name: 'Alliances',
        aadGroupId: randomUUID(),
      };
      return open('channel', id, { name: 'General', ...given, team });
    },
    groupChat(given = {}) {
      return open('groupChat', given.id ?? `19:${randomUUID().replaceAll('-', '')}@thread.v2`, given);
    },
    addBot: (at, by) => move('add', at, by),
    removeBot: (at, by) => move('remove', at, by),
    async addMember(at, added) {
      if (!at.members.includes(added.somebody)) at.members.push(added.somebody);
      const { id, aadObjectId } = added.somebody;
      const membersAdded = [{ id, aadObjectId }];
      return deliver(added.causing(at, 'conversationUpdate', at.team && 'teamMemberAdded', { membersAdded }));
    },
    deliver,
    post,
  };
  return teams;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
