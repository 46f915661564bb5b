import type { ChatActor } from './act.ts';
import type { ChatIdentity } from './member.ts';

/** A person in a chat, member or not. */
export interface Caller {
  readonly identity: ChatIdentity;
  /** Teams: the chat user id that cards are addressed to. */
  readonly address: string | null;
  /** The workspace of the installation that the person uses. */
  readonly workspace: string;
  readonly conversation: string;
  /** Null for a stranger. */
  readonly actor: ChatActor | null;
}
