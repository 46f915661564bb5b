import type { Front } from '../../kit/slack/front.ts';
import type { Fields, Message } from '../../kit/slack/kit.ts';
import type { Team } from '../../kit/slack/workspace.ts';
import type { Kept } from '../folder.ts';

/** The messages of a conversation, oldest first. */
export interface Conversation {
  readonly team: string;
  readonly id: string;
  readonly messages: readonly Message[];
}

/** A channel does not grow for ever. */
const MOST = 300;
const SOON = 500;

/**
 * Keeps Slack's messages between runs. The emulator forgets everything with its process, so what was said is said
 * again by whoever said it, and goes by the time that it had: cards of earlier runs can still be updated and pressed.
 */
export async function remember(
  { workspaces, ledger, ephemerals }: Front,
  kept: Kept<readonly Conversation[]>,
): Promise<{ stop(): Promise<void> }> {
  for (const { team: id, messages, ...conversation } of kept.value) {
    const team = workspaces.teams.find((one) => one.id === id);
    for (const message of team ? messages : []) await repeat(team as Team, conversation.id, message);
    const last = messages.at(-1);
    if (last) ephemerals.passed(last.ts);
  }

  let timer: NodeJS.Timeout | undefined;
  async function look(): Promise<void> {
    timer = undefined;
    kept.set(await Promise.all(workspaces.teams.flatMap(conversationsOf)));
  }
  const stop = ledger.follow(() => {
    timer ??= setTimeout(() => look().catch(() => undefined), SOON);
  });
  return {
    async stop() {
      stop();
      clearTimeout(timer);
      await look();
    },
  };

  async function repeat(team: Team, channel: string, message: Message): Promise<void> {
    const { ts, user, text, blocks, attachments, thread_ts } = message;
    const content = { text, blocks, attachments, ...(thread_ts === ts ? {} : { thread_ts }) };
    const token = workspaces.teamOfBot(user)?.bot.token ?? workspaces.member(user ?? '')?.token;
    const said: Fields = { channel, ...content };
    const answer = await team.call('chat.postMessage', said, token);
    if (answer.ok && typeof answer.ts === 'string') team.adopt(answer.ts, ts);
  }
}

function conversationsOf(team: Team): readonly Promise<Conversation>[] {
  const channels = team.channels.map(async ({ id }) => ({ id, messages: await team.messages(id) }));
  const direct = team.people.map(async (member) => {
    const id = await team.directOf(member);
    return { id, messages: await team.messages(id, member.token) };
  });
  return [...channels, ...direct].map(async (reading) => {
    const { id, messages } = await reading;
    return { team: team.id, id, messages: messages.slice(-MOST) };
  });
}
