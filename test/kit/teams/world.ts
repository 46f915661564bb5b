import { createHash } from 'node:crypto';
import type { Activity } from './activity.ts';

/** Somebody in a tenant, as the bot's connector knows them. */
export interface Somebody {
  /** `29:…`, the bot's own id for them. */
  readonly id: string;
  readonly name: string;
  readonly aadObjectId: string;
  readonly tenantId: string;
  readonly email: string;
  /** Their chat with the bot. */
  readonly chat: Conversation;
}

export interface Conversation {
  readonly id: string;
  readonly type: 'personal' | 'channel' | 'groupChat';
  readonly tenantId: string;
  readonly name: string | undefined;
  readonly team: Team | undefined;
  readonly members: Somebody[];
  /** Whether the bot is in it. */
  installed: boolean;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly aadGroupId: string;
}

/** A message of the bot as it stands now. */
export interface Post {
  readonly id: string;
  readonly conversation: string;
  /** The message that it stands under, in a channel. */
  readonly thread: string | undefined;
  /** What it answers. */
  readonly replyToId: string | undefined;
  activity: Activity;
  /** Counts its updates. */
  version: number;
  deleted: boolean;
}

/** Something that Teams does not allow, or that is a mistake of the bot. Tests assert that there is none. */
export interface Violation {
  readonly rule: string;
  readonly about: unknown;
}

/** An id in Teams' format; always the same for the same parts. */
export function idFrom(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url');
}
