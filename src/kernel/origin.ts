import type { Platform } from './member.ts';

/** The conversation in which an act was done. */
export interface ChatOrigin {
  readonly kind: 'chat';
  readonly platform: Platform;
  readonly workspace: string;
  readonly conversation: string;
}

/**
 * Where an act comes from (R-AUD-01); `system` is for scheduled work and for reports of a chat platform or mail server.
 */
export type Origin = ChatOrigin | { readonly kind: 'web' | 'operator' | 'system' };

/** The columns for an origin's conversation: all null if it is not a chat. */
export const chatColumns = (origin: Origin) =>
  origin.kind === 'chat'
    ? { platform: origin.platform, workspace: origin.workspace, conversation: origin.conversation }
    : { platform: null, workspace: null, conversation: null };
