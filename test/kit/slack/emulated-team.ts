import { createEmulator } from 'emulate';
import { type Fields, type Message, newId } from './kit.ts';
import { createNames } from './names.ts';
import {
  type Bot,
  type Channel,
  type ChannelSpec,
  type Member,
  named,
  type PersonSpec,
  type SlackApp,
  type Team,
  type TeamSpec,
} from './workspace.ts';

/** The emulator gives every workspace this id, and a first user, who owns the channels here and reads all messages. */
const EMULATED_TEAM = 'T000000001';
const OWNER = 'admin';

/** A team, with what only the code that starts it needs. */
export interface EmulatedTeam extends Team {
  open(spec: ChannelSpec, team: (name: string) => Team): Promise<void>;
  close(): Promise<void>;
}

/** Starts an emulator for one team; it knows the bots of the teams that come as guests too. */
export async function startTeam(
  spec: TeamSpec,
  bots: ReadonlyMap<string, Bot>,
  app: SlackApp,
): Promise<EmulatedTeam> {
  const id = spec.id ?? newId('T');
  const names = createNames();
  names.adopt(EMULATED_TEAM, id);
  const domain = spec.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const specs = spec.people.map((person) => whole(person, domain));
  const visitors = (spec.channels ?? []).flatMap(({ guests }) => guests ?? []).map(({ team }) => team);
  const bot = botOf(bots, spec.name);
  const present = [...new Set([spec.name, ...visitors])].map((name) => botOf(bots, name));
  const token = (name: string) => `xoxp-${id}-${name}`;
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        team: { name: spec.name, domain },
        strict_scopes: true,
        users: specs.map(({ name, realName, email }) => ({ name, real_name: realName, email })),
        oauth_apps: present.map((one) =>
          installation(one, app, one === bot ? 'accord' : one.id.toLowerCase()),
        ),
        tokens: [
          ...[OWNER, ...specs.map(({ name }) => name)].map((user) => ({ token: token(user), user })),
          ...present.map((one) => ({ ...botToken(one), app_id: app.id })),
        ],
      },
    },
  });
  const url = emulator.url.replace('localhost', '127.0.0.1');
  const people: Member[] = [];
  const channels: Channel[] = [];

  const team: EmulatedTeam = {
    id,
    name: spec.name,
    domain,
    enterprise: spec.enterprise ? enterprise(spec.enterprise) : undefined,
    bot,
    installed: spec.installed ?? true,
    people,
    channels,
    person: (name) => named(people, name),
    channel: (name) => named(channels, name),

    async call(method, body = {}, as = token(OWNER)) {
      const response = await fetch(`${url}/api/${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
        body: names.inward(JSON.stringify(body)),
      });
      if (response.status === 404) return { ok: false, error: 'unknown_method', req_method: method };
      const text = await response.text();
      return JSON.parse(names.outward(text).replaceAll(emulator.url, url));
    },

    async membersOf(conversation, as) {
      const answer = await must(team.call('conversations.members', { channel: conversation }, as));
      const guests = channels.find((channel) => channel.id === conversation)?.guests ?? [];
      return [...(answer.members as string[]), ...guests.map((guest) => guest.id)];
    },

    async messages(conversation, as) {
      const history = await must(
        team.call('conversations.history', { channel: conversation, limit: 1000 }, as),
      );
      const parents = history.messages as (Message & { reply_count?: number })[];
      const threads = await Promise.all(
        parents.map(async (parent) => {
          if (!parent.reply_count) return [parent];
          const thread = { channel: conversation, ts: parent.ts };
          return (await must(team.call('conversations.replies', thread, as))).messages as Message[];
        }),
      );
      return threads.flat().sort((one, other) => (one.ts < other.ts ? -1 : 1));
    },

    async directOf(person) {
      const opened = await must(team.call('conversations.open', { users: bot.userId }, person.token));
      return (opened.channel as { id: string }).id;
    },

    adopt: names.adopt,

    async open(channel, find) {
      channels.push(await openChannel(team, channel, find));
    },

    close: () => emulator.close(),
  };

  const { members } = await must(team.call('users.list', { limit: 1000 }));
  for (const person of specs) {
    const user = named(members as { id: string; name: string }[], person.name);
    const member: Member = { ...person, id: person.id ?? user.id, team, token: token(person.name) };
    people.push(member);
    if (person.id === undefined) continue;
    names.adopt(user.id, person.id);
    names.adopt(await team.directOf(member), person.id.replace(/^./, 'D'));
  }
  return team;
}

async function openChannel(team: Team, spec: ChannelSpec, find: (name: string) => Team): Promise<Channel> {
  const create = { name: spec.name, is_private: spec.private ?? false };
  const created = await must(team.call('conversations.create', create));
  const { id: given } = created.channel as { id: string };
  const { id = given } = spec;
  team.adopt(given, id);
  const guestBots = (spec.guests ?? []).filter(({ bot }) => bot).map((guest) => find(guest.team));
  const members = spec.members?.map((name) => team.person(name)) ?? team.people;
  const bots = [...(spec.bot === false ? [] : [team]), ...guestBots].map(({ bot }) => bot.userId);
  const users = [...members.map((member) => member.id), ...bots];
  if (users.length > 0)
    await must(team.call('conversations.invite', { channel: id, users: users.join(',') }));
  const guests = (spec.guests ?? []).flatMap((guest) =>
    guest.people.map((name) => find(guest.team).person(name)),
  );
  return { id, name: spec.name, private: create.is_private, team, guests, guestBots };
}

/** For a test's own set-up, which must not fail. */
async function must(answer: Promise<Fields>): Promise<Fields> {
  const fields = await answer;
  if (fields.ok !== true) throw new Error(`The emulator refused: ${JSON.stringify(fields)}`);
  return fields;
}

/** The emulator lets only the ids of an app's bot be chosen. */
function installation(bot: Bot, app: SlackApp, botName: string): Fields {
  return {
    client_id: `${app.clientId}.${bot.id}`,
    client_secret: app.clientSecret,
    app_id: app.id,
    name: 'Accord',
    redirect_uris: [],
    scopes: bot.scopes,
    bot_id: bot.id,
    bot_user_id: bot.userId,
    bot_name: botName,
  };
}

function botToken(bot: Bot): Fields {
  return { token: bot.token, type: 'bot', user_id: bot.userId, bot_id: bot.id, scopes: bot.scopes };
}

function botOf(bots: ReadonlyMap<string, Bot>, team: string): Bot {
  const bot = bots.get(team);
  if (!bot) throw new Error(`No team "${team}"`);
  return bot;
}

/** Teams that name the same grid are in the same grid. */
const grids = new Map<string, string>();

function enterprise(name: string): { id: string; name: string } {
  const id = grids.get(name) ?? newId('E');
  grids.set(name, id);
  return { id, name };
}

function whole(spec: string | PersonSpec, domain: string): PersonSpec & Required<Omit<PersonSpec, 'id'>> {
  const person: PersonSpec = typeof spec === 'string' ? { name: spec } : spec;
  return {
    realName: person.name,
    email: `${person.name}@${domain}.example`,
    locale: 'en-US',
    tz: 'Europe/London',
    ...person,
  };
}
