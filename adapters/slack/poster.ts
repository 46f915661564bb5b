import { webApi } from '@slack/bolt';
import type { Address, Posted, Poster } from '../../src/kernel/poster.ts';
import { message } from './render.ts';
import type { AdapterWords } from './words.ts';

export interface PosterParts {
  readonly client: webApi.WebClient;
  readonly botTokenOf: (workspace: string) => Promise<string | undefined>;
  readonly words: AdapterWords;
}

/** Slack's pace is about a message a second and channel (R-NOTE-07). */
const PACE_MS = 1000;
/** Where Slack asks to wait and does not say for how long. */
const WAIT_SECONDS = 30;

/** The conversation, or our way to it, is gone: nobody but a person can mend that (R-NOTE-08). */
const unreachable: ReadonlySet<string> = new Set([
  'access_denied',
  'account_inactive',
  'cannot_dm_bot',
  'channel_not_found',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'invalid_auth',
  'is_archived',
  'is_inactive',
  'messages_tab_disabled',
  'method_not_supported_for_channel_type',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'not_in_channel',
  'org_login_required',
  'restricted_action',
  'restricted_action_non_threadable_channel',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'team_access_not_granted',
  'team_not_found',
  'token_expired',
  'token_revoked',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
  'users_not_found',
]);
const gone: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);
const threadGone: ReadonlySet<string> = new Set([
  'thread_not_found',
  'cannot_reply_to_message',
  'message_not_found',
]);

export function createPoster({ client, botTokenOf, words }: PosterParts): Poster {
  const conversationOf = async (to: Address, token: string): Promise<string> => {
    if (to.conversation !== null) return to.conversation;
    if (to.user === null) throw new Error('An address names neither a conversation nor a person');
    const { channel } = await client.conversations.open({ token, users: to.user });
    if (!channel?.id) throw new Error('Slack opened a direct message without an id');
    return channel.id;
  };

  const send = async (
    to: Address,
    token: string,
    card: Parameters<Poster['post']>[1],
    parent: string | null,
  ) => {
    const channel = await conversationOf(to, token);
    const { ts } = await client.chat.postMessage({
      token,
      channel,
      ...message(card, words),
      unfurl_links: false,
      unfurl_media: false,
      ...(parent === null ? {} : { thread_ts: parent }),
    });
    return posted(ts, channel);
  };

  const withToken = async (to: Address, run: (token: string) => Promise<Posted>): Promise<Posted> => {
    try {
      // Slack may have to be asked whose a token is, and say that it is nobody's any more.
      const token = await botTokenOf(to.workspace);
      return token === undefined ? { outcome: 'unreachable', what: 'no_token' } : await run(token);
    } catch (error) {
      return outcomeOf(error);
    }
  };

  return {
    paceMs: PACE_MS,
    post: (to, card, parent) =>
      withToken(to, (token) =>
        send(to, token, card, parent).catch((error) => {
          // The parent was deleted: what is new is said all the same.
          if (parent !== null && threadGone.has(codeOf(error))) return send(to, token, card, null);
          throw error;
        }),
      ),
    update: (to, ref, card) =>
      withToken(to, async (token) => {
        const channel = await conversationOf(to, token);
        const { ts } = await client.chat.update({ token, channel, ts: ref, ...message(card, words) });
        return posted(ts, channel);
      }),
  };
}

function posted(ts: string | undefined, conversation: string): Posted {
  if (!ts) throw new Error('Slack posted a message without a ts');
  return { outcome: 'posted', ref: ts, conversation, serviceUrl: null };
}

const codeOf = (error: unknown): string =>
  error instanceof webApi.WebAPIPlatformError ? error.data.error : '';

/** What is known is an outcome; everything else is thrown and retried by the queue. */
function outcomeOf(error: unknown): Posted {
  if (error instanceof webApi.WebAPIRateLimitedError) return { outcome: 'wait', seconds: error.retryAfter };
  const code = codeOf(error);
  if (code === 'ratelimited' || code === 'rate_limited') return { outcome: 'wait', seconds: WAIT_SECONDS };
  if (unreachable.has(code)) return { outcome: 'unreachable', what: code };
  if (gone.has(code)) return { outcome: 'gone' };
  throw error;
}
