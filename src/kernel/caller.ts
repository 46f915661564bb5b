import type { ChatActor } from './act.ts';
import type { ChatIdentity } from './member.ts';

/** Somebody in a chat, member or not. */
export interface Caller {
  readonly identity: ChatIdentity;
  /** Teams: the chat user id that cards are addressed by. */
  readonly address: string | null;
  /** Where the app is installed that the person uses. */
  readonly workspace: string;
  readonly conversation: string;
  /** Null for a person whom no organization knows. */
  readonly actor: ChatActor | null;
}
