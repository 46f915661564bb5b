import { type Message, newId } from './kit.ts';
import type { Member, Team } from './workspace.ts';

const LINK_LIFE = 30 * 60_000;
const LINK_USES = 5;

/** Where an answer to a person's action goes. */
export interface Reply {
  readonly team: Team;
  readonly user: Member;
  readonly channel: string;
  readonly turn: string;
  /** The message on which the person acted. */
  readonly original?: { readonly ts: string; readonly private: boolean } | undefined;
}

/** The links by which an action can be answered later: five times, for thirty minutes. */
export interface ResponseUrls {
  mint(reply: Reply): string;
  /** Where the answer goes, or undefined when the link is unknown, used up or expired. */
  use(id: string): Reply | undefined;
}

export function createResponseUrls(now: () => number): ResponseUrls {
  const links = new Map<string, { readonly reply: Reply; readonly expires: number; left: number }>();
  return {
    mint(reply) {
      const id = newId('R');
      links.set(id, { reply, expires: now() + LINK_LIFE, left: LINK_USES });
      return id;
    },
    use(id) {
      const link = links.get(id);
      if (!link || link.left === 0 || now() >= link.expires) return undefined;
      link.left -= 1;
      return link.reply;
    },
  };
}

/** A message that one person sees, among the others of its conversation. */
interface Ephemeral {
  readonly user: string;
  readonly channel: string;
  readonly team: Team;
  /** Sorts among the timestamps of the other messages. */
  readonly order: string;
  readonly message: Message;
}

/** Messages that only one person sees; Slack keeps them outside the channel's history. */
export interface Ephemerals {
  add(to: Omit<Ephemeral, 'order' | 'message'>, message: Omit<Message, 'ts'>): Message;
  replace(ts: string, message: Omit<Message, 'ts'>): Message | undefined;
  remove(ts: string): void;
  find(ts: string): Ephemeral | undefined;
  seenBy(user: string, channel: string): readonly Ephemeral[];
  /** Records a message of the channel's history, so that later private messages are ordered below it. */
  passed(ts: string): void;
}

export function createEphemerals(): Ephemerals {
  const kept = new Map<string, Ephemeral>();
  let last = '0';
  let made = 0;
  return {
    add(to, content) {
      made += 1;
      const count = made.toString().padStart(6, '0');
      const message = { ...content, ts: `${Math.floor(Date.now() / 1000)}.9${count.slice(1)}` };
      kept.set(message.ts, { ...to, message, order: `${last}-${count}` });
      return message;
    },
    replace(ts, content) {
      const found = kept.get(ts);
      if (!found) return undefined;
      const message = { ...content, ts };
      kept.set(ts, { ...found, message });
      return message;
    },
    remove(ts) {
      kept.delete(ts);
    },
    find: (ts) => kept.get(ts),
    seenBy: (user, channel) =>
      [...kept.values()].filter((one) => one.user === user && one.channel === channel),
    passed(ts) {
      if (ts > last) last = ts;
    },
  };
}
