import { type Logger, LogLevel, RespondError, webApi } from '@slack/bolt';
import type { Log } from '../../src/kernel/log.ts';
import { codes } from '../shared/codes.ts';

/** The bot has no token for the workspace, or Slack will not accept the token again. */
export const notConnected = codes(`
  no_token account_inactive invalid_auth not_authed team_access_not_granted token_expired token_revoked
`);

/** The conversation cannot be reached until a person changes something (R-NOTE-08). */
export const unreachable: ReadonlySet<string> = new Set([
  ...notConnected,
  ...codes(`
    access_denied cannot_dm_bot channel_not_found ekm_access_denied enterprise_is_restricted is_archived is_inactive
    messages_tab_disabled method_not_supported_for_channel_type missing_scope no_permission not_allowed_token_type
    not_in_channel org_login_required restricted_action restricted_action_non_threadable_channel
    restricted_action_read_only_channel restricted_action_thread_only_channel team_not_found user_disabled
    user_not_found user_not_visible users_not_found
  `),
]);

export const messageGone = codes('message_not_found cant_update_message edit_window_closed');
export const parentGone = codes('thread_not_found cannot_reply_to_message message_not_found');
/** Slack would refuse this message later too, but the conversation accepts others (R-NOTE-09). */
export const messageRejected = codes(`
  attachment_payload_limit_exceeded block_mismatch invalid_attachments invalid_blocks invalid_blocks_format
  markdown_text_conflict msg_blocks_too_long msg_too_long no_text too_many_attachments
`);
/** Temporary failures of Slack. */
export const temporary = codes(
  'fatal_error internal_error request_timeout service_unavailable team_added_to_org',
);
export const rateLimited = codes('ratelimited rate_limited');

/** There is no token for the workspace, or no longer. */
export class NoToken extends Error {}

/** Slack's error code, or our own in the same style; '' if the error is not an answer from Slack. */
export function codeOf(error: unknown): string {
  if (error instanceof NoToken) return 'no_token';
  if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
  if (error instanceof webApi.WebAPIRateLimitedError) return 'ratelimited';
  if (error instanceof webApi.WebAPIHTTPError) return `http_${error.statusCode}`;
  return error instanceof RespondError ? `response_url_${error.statusCode}` : '';
}

/** What went wrong, for the log, without the bodies of requests and answers. */
export const faultOf = (error: unknown): string =>
  codeOf(error) || (error instanceof Error ? `${error.name}: ${error.message}` : 'unknown');

/** A logger for Slack's packages. It drops their debug lines, which contain whole requests. */
export const loggerFor = (log: Log): Logger => ({
  debug() {},
  info() {},
  warn: (...parts) => log.warn({ from: 'slack sdk' }, textOf(parts)),
  error: (...parts) => log.error({ from: 'slack sdk' }, textOf(parts)),
  setLevel() {},
  getLevel: () => LogLevel.WARN,
  setName() {},
});

const textOf = (parts: readonly unknown[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : faultOf(part))).join(' ');
