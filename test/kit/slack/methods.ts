import { pingsOf, withIds } from './content.ts';
import { asString, type Fields, isFields, type Message, Refusal } from './kit.ts';
import type { Ledger } from './ledger.ts';
import { blockKitFaults, faultCode, houseFaults } from './limits.ts';
import type { Ephemerals, Reply } from './responses.ts';
import type { Shown, Views } from './views.ts';
import type { Member, Team, Workspaces } from './workspace.ts';

export interface Parts {
  readonly workspaces: Workspaces;
  readonly ledger: Ledger;
  readonly views: Views;
  readonly ephemerals: Ephemerals;
}

/** What the bot can do at Slack. */
export interface Methods {
  /** A Web API call of an installed team. */
  perform(team: Team, method: string, body: Fields): Promise<Fields>;
  /** An answer to a person's action, in the acknowledgement (`ack`) or through its `response_url`. */
  respond(where: 'ack' | 'response_url', reply: Reply, body: Fields): Promise<Fields>;
  /** Records everything in a payload that must not be in it; returns the faults for which Slack refuses it. */
  inspect(where: string, body: Fields): readonly string[];
}

type Method = (team: Team, body: Fields) => Promise<Fields>;

const INSPECTED = /^(chat\.(postMessage|update|postEphemeral)|views\.(open|update|push|publish))$/;

/** Every Web API method: the emulator's, and what real Slack does besides. */
export function createMethods({ workspaces, ledger, views, ephemerals }: Parts): Methods {
  const own: Readonly<Record<string, Method>> = {
    'views.open': async (team, body) => shown(views.open(team, asString(body.trigger_id), viewOf(body))),
    'views.push': async (team, body) => shown(views.push(team, asString(body.trigger_id), viewOf(body))),
    'views.update': async (team, body) => shown(views.update(team, body, viewOf(body))),
    async 'views.publish'(team, body) {
      const member = team.people.find(({ id }) => id === body.user_id);
      if (!member) throw new Refusal('user_not_found');
      return shown(views.publish(team, member.id, viewOf(body), asString(body.hash)));
    },
    async 'chat.postEphemeral'(team, body) {
      const channel = asString(body.channel);
      const user = await audience(team, channel, asString(body.user));
      const message = ephemerals.add({ team, user, channel }, messageOf(team, body));
      ledger.show({ kind: 'message', user, turn: undefined, channel, message });
      return { message_ts: message.ts };
    },
    async 'chat.postMessage'(team, body) {
      if (workspaces.channel(asString(body.channel))) await membersFor(team, asString(body.channel));
      return written(await relay(team, 'chat.postMessage', body));
    },
    'chat.update': async (team, body) => written(await relay(team, 'chat.update', body)),
    async 'chat.delete'(team, body) {
      const answer = await relay(team, 'chat.delete', body);
      if (answer.ok)
        ledger.show({ kind: 'gone', user: undefined, turn: undefined, channel: asString(body.channel) });
      return answer;
    },
    async 'auth.test'(team, body) {
      const enterprise = team.enterprise && { enterprise_id: team.enterprise.id };
      return { ...(await relay(team, 'auth.test', body)), ...enterprise, is_enterprise_install: false };
    },
    async 'users.info'(team, body) {
      const member = workspaces.member(asString(body.user));
      const away = member && member.team !== team && haveMet(team, member);
      const answer = await (away ? member.team.call('users.info', body) : relay(team, 'users.info', body));
      if (!member || !isFields(answer.user)) return answer;
      return { ...answer, user: { ...answer.user, ...settingsOf(member, body) } };
    },
    'auth.revoke': async (team) => {
      team.installed = false;
      return { revoked: true };
    },
    'apps.uninstall': async (team) => {
      team.installed = false;
      return {};
    },
  };

  /** The emulator that keeps what the call is about: the host's for a shared channel, else the caller's. */
  async function relay(team: Team, method: string, body: Fields): Promise<Fields> {
    const channel = workspaces.channel(asString(body.channel));
    const keeper = channel?.guestBots.includes(team) ? channel.team : team;
    const answer = await keeper.call(method, body, team.bot.token);
    if (typeof answer.ts === 'string') ephemerals.passed(answer.ts);
    return answer;
  }

  function shown({ view, user, turn }: Shown): Fields {
    ledger.show({ kind: 'view', user, turn, view });
    return { view };
  }

  function written(answer: Fields, turn?: string): Fields {
    if (!answer.ok) return answer;
    const message = answer.message as Message;
    ledger.show({ kind: 'message', user: undefined, turn, channel: asString(answer.channel), message });
    return answer;
  }

  /** The one who would see an ephemeral message there; refuses as Slack does. */
  async function audience(team: Team, channel: string, user: string): Promise<string> {
    if (!team.bot.scopes.includes('chat:write')) {
      throw new Refusal('missing_scope', { needed: 'chat:write', provided: team.bot.scopes.join(',') });
    }
    const target = workspaces.member(user);
    if (!target) throw new Refusal('user_not_found');
    if (target.team === team && (await team.directOf(target)) === channel) return user;
    if (!(await membersFor(team, channel)).includes(user)) throw new Refusal('user_not_in_channel');
    return user;
  }

  /** The members of a channel that the bot is in; refuses when it is not. */
  async function membersFor(team: Team, channel: string): Promise<readonly string[]> {
    const known = workspaces.channel(channel);
    const members = known ? await known.team.membersOf(channel) : [];
    if (members.includes(team.bot.userId)) return members;
    throw new Refusal(!known || known.private ? 'channel_not_found' : 'not_in_channel');
  }

  /** Whether the team can see this person through a shared channel. */
  function haveMet(team: Team, person: Member): boolean {
    const channels = workspaces.teams.flatMap((one) => one.channels);
    return channels.some((channel) => {
      const sees = channel.team === team || channel.guestBots.includes(team);
      return sees && (channel.guests.includes(person) || channel.team === person.team);
    });
  }

  function inspect(where: string, body: Fields): readonly string[] {
    const faults = blockKitFaults(where, body);
    ledger.violate(where, faults);
    if (where.startsWith('views.') || where === 'response_action') return faults;
    ledger.violate(where, houseFaults(body));
    ledger.ping(pingsOf(body));
    return faults;
  }

  async function perform(team: Team, method: string, body: Fields): Promise<Fields> {
    const inspected = INSPECTED.test(method);
    const faults = inspected ? inspect(method, body) : [];
    if (faults.length > 0) return invalid(faultCode(method, faults), faults);
    try {
      const act = own[method] ?? ((who: Team, what: Fields) => relay(who, method, what));
      return { ok: true, ...(await act(team, inspected ? withIds(body) : body)) };
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, error: error.message, ...error.detail };
      throw error;
    }
  }

  async function respond(where: 'ack' | 'response_url', reply: Reply, body: Fields): Promise<Fields> {
    const faults = inspect(where, body);
    if (faults.length > 0) return invalid('invalid_blocks', faults);
    const { team, channel, turn, original } = reply;
    const user = reply.user.id;
    const at = { channel, ts: original?.ts };
    if (original && isSet(body.delete_original)) {
      if (original.private) ephemerals.remove(original.ts);
      else await relay(team, 'chat.delete', at);
      ledger.show({ kind: 'gone', user, turn, channel });
      return { ok: true };
    }
    const content = messageOf(team, body);
    if (original && isSet(body.replace_original) && !original.private) {
      return written(await relay(team, 'chat.update', { ...content, ...at }), turn);
    }
    if (body.response_type === 'in_channel') {
      return written(await relay(team, 'chat.postMessage', { ...content, channel }), turn);
    }
    const replaced =
      original && isSet(body.replace_original) ? ephemerals.replace(original.ts, content) : undefined;
    const message = replaced ?? ephemerals.add({ team, user, channel }, content);
    ledger.show({ kind: 'message', user, turn, channel, message });
    return { ok: true };
  }

  return { perform, respond, inspect };
}

function invalid(error: string, faults: readonly string[]): Fields {
  const messages = faults.map((line) => `[ERROR] ${line}`);
  return { ok: false, error, errors: faults, response_metadata: { messages } };
}

/** The message that the bot of this team writes with that content. */
function messageOf(team: Team, content: Fields): Omit<Message, 'ts'> {
  const { text, blocks, attachments, thread_ts } = withIds(content);
  const given = Object.entries({ text, blocks, attachments, thread_ts }).filter(
    ([, value]) => value !== undefined,
  );
  return { type: 'message', user: team.bot.userId, ...Object.fromEntries(given) } as Omit<Message, 'ts'>;
}

function viewOf(body: Fields): Fields {
  return isFields(body.view) ? withIds(body.view) : {};
}

/** Forms and some callers write booleans as words. */
function isSet(value: unknown): boolean {
  return value === true || value === 'true';
}

/** What the emulator does not know of a person: time zone and, when asked for, language. */
function settingsOf({ tz, locale }: Member, { include_locale }: Fields): Fields {
  const parts = new Intl.DateTimeFormat('en', { timeZone: tz, timeZoneName: 'longOffset' }).formatToParts();
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = 0, minutes = 0] = offset.match(/([+-])(\d\d):(\d\d)/) ?? [];
  const seconds = (Number(hours) * 60 + Number(minutes)) * 60;
  return { tz, tz_offset: sign === '-' ? -seconds : seconds, ...(isSet(include_locale) ? { locale } : {}) };
}
