import { App as Bolt, type webApi } from '@slack/bolt';
import type { App } from '../../src/app.ts';
import { createPending } from '../../src/kernel/pending.ts';
import type { Poster } from '../../src/kernel/poster.ts';
import { createAnswers } from './answer.ts';
import { listen } from './listeners.ts';
import { boltLogger, type Log } from './log.ts';
import { createPoster } from './poster.ts';
import { createReceiver, type Middleware } from './receiver.ts';
import { createSocket } from './socket.ts';
import type { AdapterWords } from './words.ts';

export interface SlackOptions {
  readonly app: App;
  /** An empty one lets nobody in by HTTP. */
  readonly signingSecret: string;
  /** The token of the installation in a workspace; undefined where there is none (any more). */
  readonly botTokenOf: (workspace: string) => Promise<string | undefined>;
  readonly words: AdapterWords;
  readonly log: Log;
  /** Slack's Web API elsewhere than at slack.com. */
  readonly apiUrl?: string;
  /** `xapp-…`: requests come by Socket Mode too. */
  readonly appToken?: string;
  readonly now?: () => Date;
  /** Resolves when an answer has kept Slack waiting long enough; two seconds where it is left out. */
  readonly patience?: () => Promise<void>;
  /** The app was removed from a workspace, or its bot token revoked (R-SEC-05). */
  readonly uninstalled?: (workspace: string) => Promise<void>;
}

export interface Slack {
  /**
   * For POST /slack/events, before anything that reads bodies: the signature is over the bytes as they came. It needs
   * nothing of Express and may stand before it.
   */
  readonly middleware: Middleware;
  /** Keeps a connection by Socket Mode, where there is a token for it; returns at once. */
  start(): void;
  /** Waits for the answers that are still to be given, and disconnects. */
  stop(): Promise<void>;
  readonly poster: Poster;
}

const WEB_API_MS = 10_000;

export function createSlack(options: SlackOptions): Slack {
  const { app, botTokenOf, words, log, patience } = options;
  const logger = boltLogger(log);
  const clientOptions = clientOptionsOf(options.apiUrl);
  const { receiver, middleware } = createReceiver({
    signingSecret: options.signingSecret,
    now: options.now ?? (() => new Date()),
    log,
  });
  const bolt = new Bolt({
    receiver,
    logger,
    clientOptions,
    // Tokens are looked up where one is needed: most answers need none, and so no look at the database.
    authorize: async () => ({}),
    ignoreSelf: false,
    convoStore: false,
  });
  const answers = createPending();
  bolt.use(({ next }) => answers.keep(next()));
  // The receivers log what fails, once.
  bolt.error((error) => Promise.reject(error));
  const { client } = bolt;
  listen(
    bolt,
    createAnswers({ app, client, botTokenOf, words, log, ...(patience ? { patience } : {}) }),
    options.uninstalled ?? (async () => undefined),
  );
  const { appToken } = options;
  const socket = appToken ? createSocket({ bolt, appToken, clientOptions, logger, log }) : undefined;
  return {
    middleware,
    start: () => socket?.start(),
    stop: async () => {
      // They go by the connection; what has come by it since is waited for too.
      await answers.settled();
      await socket?.stop();
      await answers.settled();
    },
    poster: createPoster({ client, botTokenOf, words }),
  };
}

/**
 * No retries: a click cannot wait for them, and deliveries have a queue that does it better. The time-out is set on
 * `fetch` as well because `response_url` is called by Bolt without one.
 */
const clientOptionsOf = (apiUrl: string | undefined): webApi.WebClientOptions => ({
  ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  timeout: WEB_API_MS,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  fetch: (url, init) => fetch(url, { signal: AbortSignal.timeout(WEB_API_MS), ...init }),
});
