import { webApi } from '@slack/bolt';
import type { Posted, Poster } from '../../src/kernel/poster.ts';
import { createPoster, renderOnce } from '../shared/poster.ts';
import type { WordsFor } from '../shared/words.ts';
import type { CallSlack } from './client.ts';
import * as codes from './codes.ts';
import { message } from './render.ts';
import { escaped } from './text.ts';

/** Slack takes about one message a second in a channel (R-NOTE-07). */
const paceMs = 1000;
/** Used when Slack asks to wait without saying how long. */
const waitSeconds = 30;

export function createSlackPoster(slack: CallSlack, words: WordsFor): Poster {
  /** Plain text has no blocks; the empty list removes the blocks of a card that the text replaces. */
  const messageOf = renderOnce<ReturnType<typeof message>>(
    (card) => message(card, words),
    (text) => ({ text: escaped(text), blocks: [] }),
  );
  return createPoster(
    {
      paceMs,
      maxViewers: 0,
      async open({ workspace }, users) {
        const { channel } = await slack(workspace, (client, token) =>
          client.conversations.open({ token, users }),
        );
        if (!channel?.id) throw new Error('Slack opened a direct message without an id');
        return channel.id;
      },
      async send({ workspace, conversation: channel }, content, parent) {
        const message = { ...messageOf(content), unfurl_links: false, unfurl_media: false };
        const thread = parent === null ? {} : { thread_ts: parent };
        const { ts = '' } = await slack(workspace, (client, token) =>
          client.chat.postMessage({ token, channel, ...message, ...thread }),
        );
        return ts;
      },
      async update({ workspace, conversation: channel }, ts, content) {
        await slack(workspace, (client, token) =>
          client.chat.update({ token, channel, ts, ...messageOf(content) }),
        );
      },
      isParentGone: (error) => codes.parentGone.has(codes.codeOf(error)),
      outcomeOf,
    },
    null,
  );
}

function outcomeOf(error: unknown): Posted | undefined {
  if (error instanceof webApi.WebAPIRateLimitedError) return { outcome: 'wait', seconds: error.retryAfter };
  const code = codes.codeOf(error);
  if (codes.rateLimited.has(code)) return { outcome: 'wait', seconds: waitSeconds };
  if (codes.unreachable.has(code)) return { outcome: 'unreachable', what: code };
  if (codes.messageGone.has(code)) return { outcome: 'gone' };
  if (!(error instanceof webApi.WebAPIPlatformError) || codes.temporary.has(code)) return undefined;
  return { outcome: 'rejected', what: code, isKnown: codes.messageRejected.has(code) };
}
