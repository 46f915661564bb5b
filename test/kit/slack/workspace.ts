import { type EmulatedTeam, startTeam } from './emulated-team.ts';
import { type Fields, type Message, newId } from './kit.ts';

export interface PersonSpec {
  readonly name: string;
  /** Default: one that the emulator makes up. */
  readonly id?: string;
  readonly realName?: string;
  readonly email?: string;
  /** As `users.info` tells with `include_locale`; default `en-US`. */
  readonly locale?: string;
  /** An IANA time zone; default `Europe/London`. */
  readonly tz?: string;
}

export interface ChannelSpec {
  readonly name: string;
  /** Default: one that the emulator makes up. */
  readonly id?: string;
  readonly private?: boolean;
  /** Names of people; default: everybody of the team. */
  readonly members?: readonly string[];
  /** Whether the bot is in it; default yes. */
  readonly bot?: boolean;
  /** Slack Connect: people of other teams, and with `bot` the app as installed over there. */
  readonly guests?: readonly {
    readonly team: string;
    readonly people: readonly string[];
    readonly bot?: boolean;
  }[];
}

export interface TeamSpec {
  readonly name: string;
  /** Default: one that is made up, like the bot's. */
  readonly id?: string;
  readonly bot?: Omit<Bot, 'scopes'>;
  /** The Enterprise Grid that the workspace belongs to, by name. */
  readonly enterprise?: string;
  readonly people: readonly (string | PersonSpec)[];
  readonly channels?: readonly ChannelSpec[];
  /** Whether the app is installed from the start; default yes. */
  readonly installed?: boolean;
  /** The bot token's scopes; default `BOT_SCOPES`. */
  readonly scopes?: readonly string[];
}

export interface Member extends Required<PersonSpec> {
  readonly id: string;
  readonly team: Team;
  /** A token that sees what the person sees. */
  readonly token: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly private: boolean;
  /** The workspace that keeps its messages. */
  readonly team: Team;
  /** People of other workspaces in it. */
  readonly guests: readonly Member[];
  /** Other workspaces whose installation of the app is in it. */
  readonly guestBots: readonly Team[];
}

export interface Bot {
  readonly id: string;
  readonly userId: string;
  readonly token: string;
  readonly scopes: readonly string[];
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly enterprise: { readonly id: string; readonly name: string } | undefined;
  readonly bot: Bot;
  /** Whether the bot's token is valid. */
  installed: boolean;
  readonly people: readonly Member[];
  readonly channels: readonly Channel[];
  person(name: string): Member;
  channel(name: string): Channel;
  /** A Web API call to the emulator itself, without what the front adds; by default as the channels' owner. */
  call(method: string, body?: Fields, token?: string): Promise<Fields>;
  /** A conversation's members by user id, guests included. */
  membersOf(conversation: string, token?: string): Promise<readonly string[]>;
  /** A conversation's messages, threads included, oldest first. */
  messages(conversation: string, token?: string): Promise<readonly Message[]>;
  /** The direct message of this person with the bot. */
  directOf(person: Member): Promise<string>;
  /** From now on uses another id for something of the emulator, such as the `ts` of a message. */
  adopt(given: string, chosen: string): void;
}

/** The one app, as it is registered with Slack. */
export interface SlackApp {
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface Workspaces {
  readonly app: SlackApp;
  readonly teams: readonly Team[];
  team(name: string): Team;
  teamOfToken(token: string): Team | undefined;
  teamOfBot(userId: string | undefined): Team | undefined;
  member(id: string): Member | undefined;
  channel(id: string): Channel | undefined;
  close(): Promise<void>;
}

/** Enough for a bot that answers, writes to channels and people, finds people, and hands out files. */
const BOT_SCOPES: readonly string[] = [
  'commands',
  'chat:write',
  'im:write',
  'users:read',
  'users:read.email',
  'channels:read',
  'groups:read',
  'team:read',
  'files:write',
];

/** Starts one emulated Slack workspace per team, with its people, its channels and the app's bot in it. */
export async function startWorkspaces(specs: readonly TeamSpec[]): Promise<Workspaces> {
  const app: SlackApp = { id: newId('A'), clientId: newId('C'), clientSecret: newId('S') };
  const bots = new Map(specs.map((spec) => [spec.name, newBot(spec)]));
  const teams: EmulatedTeam[] = await Promise.all(specs.map((spec) => startTeam(spec, bots, app)));
  const team = (name: string) => named(teams, name);
  for (const spec of specs) {
    for (const channel of spec.channels ?? []) await team(spec.name).open(channel, team);
  }
  return {
    app,
    teams,
    team,
    teamOfToken: (token) => teams.find(({ bot }) => bot.token === token),
    teamOfBot: (userId) => teams.find(({ bot }) => bot.userId === userId),
    member: (id) => teams.flatMap(({ people }) => people).find((member) => member.id === id),
    channel: (id) => teams.flatMap(({ channels }) => channels).find((channel) => channel.id === id),
    async close() {
      await Promise.all(teams.map((one) => one.close()));
    },
  };
}

/** The one with that name; throws when there is none. */
export function named<Named extends { readonly name: string }>(all: readonly Named[], name: string): Named {
  const found = all.find((one) => one.name === name);
  if (found) return found;
  throw new Error(`No "${name}" among ${all.map((one) => one.name).join(', ')}`);
}

function newBot(spec: TeamSpec): Bot {
  const id = newId('B');
  const bot = spec.bot ?? { id, userId: newId('U'), token: `xoxb-${id}` };
  return { ...bot, scopes: spec.scopes ?? BOT_SCOPES };
}
