import { webApi } from '@slack/bolt';
import type { Posted, Poster } from '../../src/kernel/poster.ts';
import { createPoster } from '../shared/poster.ts';
import type { WordsFor } from '../shared/words.ts';
import type { CallSlack } from './client.ts';
import { codeOf, messageGone, parentGone, rateLimited, unreachable } from './codes.ts';
import { message } from './render.ts';

/** Slack takes about one message a second in a channel (R-NOTE-07). */
const paceMs = 1000;
/** For when Slack asks to wait and does not say how long. */
const waitSeconds = 30;

export const createSlackPoster = (slack: CallSlack, words: WordsFor): Poster =>
  createPoster(
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
      async send({ workspace, conversation: channel }, card, parent) {
        const content = { ...message(card, words), unfurl_links: false, unfurl_media: false };
        const thread = parent === null ? {} : { thread_ts: parent };
        const { ts = '' } = await slack(workspace, (client, token) =>
          client.chat.postMessage({ token, channel, ...content, ...thread }),
        );
        return ts;
      },
      async update({ workspace, conversation: channel }, ts, card) {
        await slack(workspace, (client, token) =>
          client.chat.update({ token, channel, ts, ...message(card, words) }),
        );
      },
      isParentGone: (error) => parentGone.has(codeOf(error)),
      outcomeOf,
    },
    null,
  );

function outcomeOf(error: unknown): Posted | undefined {
  if (error instanceof webApi.WebAPIRateLimitedError) return { outcome: 'wait', seconds: error.retryAfter };
  const code = codeOf(error);
  if (rateLimited.has(code)) return { outcome: 'wait', seconds: waitSeconds };
  if (unreachable.has(code)) return { outcome: 'unreachable', what: code };
  return messageGone.has(code) ? { outcome: 'gone' } : undefined;
}
