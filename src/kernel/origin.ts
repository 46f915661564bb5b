import type { Platform } from './member.ts';

/** A conversation in which an act was done. */
export interface ChatOrigin {
  readonly kind: 'chat';
  readonly platform: Platform;
  readonly workspace: string;
  readonly conversation: string;
}

/** Where an act comes from (R-AUD-01); `system` is what falls due, and what a chat or mail server reports. */
export type Origin = ChatOrigin | { readonly kind: 'web' | 'operator' | 'system' };

/** The conversation of an origin, in the columns of what keeps it: all null where it is no chat. */
export const chatColumns = (origin: Origin) =>
  origin.kind === 'chat'
    ? { platform: origin.platform, workspace: origin.workspace, conversation: origin.conversation }
    : { platform: null, workspace: null, conversation: null };
