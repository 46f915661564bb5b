import { webApi } from '@slack/bolt';
import type { App } from '../../src/app.ts';
import { createPending } from '../../src/kernel/pending.ts';
import { type Adapter, type AdapterOptions, defaultTimeoutMs } from '../shared/adapter.ts';
import { keptBriefly } from '../shared/kept-briefly.ts';
import { type Handle, handleRequest } from './answer.ts';
import { clientOptionsOf, createCallSlack, createRespond } from './client.ts';
import { loggerFor } from './codes.ts';
import { createSlackPoster } from './poster.ts';
import { createReceiver } from './receiver.ts';
import { createSocket } from './socket.ts';
import { createViews } from './views.ts';

export interface SlackOptions extends AdapterOptions {
  readonly app: App;
  /** An empty secret refuses every HTTP request. */
  readonly signingSecret: string;
  /** The bot token of a workspace; undefined if there is none, or no longer. */
  readonly botTokenOf: (workspace: string) => Promise<string | undefined>;
  /** The address of Slack's Web API, if it is not slack.com. */
  readonly apiUrl?: string;
  /** `xapp-…`: also receive requests by Socket Mode. */
  readonly appToken?: string;
  readonly now?: () => Date;
  /** Called when the app was removed from a workspace or its bot token was revoked (R-SEC-05). */
  readonly uninstalled?: (workspace: string) => Promise<void>;
}

export interface Slack extends Adapter {
  /** Keeps a Socket Mode connection open if there is an app-level token; returns at once. */
  start(): void;
}

/** Slack waits three seconds for an acknowledgement and for a trigger's use; one second is left for the network. */
const answerTimeoutMs = 2000;

export function createSlack(options: SlackOptions): Slack {
  const { app, botTokenOf, words, log, appToken, apiUrl } = options;
  const { answerTimeout = answerTimeoutMs, timeoutMs = defaultTimeoutMs } = options;
  const { signingSecret, now = () => new Date(), uninstalled = async () => undefined } = options;
  const clientOptions = clientOptionsOf(apiUrl, timeoutMs);
  const client = new webApi.WebClient(undefined, { ...clientOptions, logger: loggerFor(log) });
  const callSlack = createCallSlack(client, botTokenOf);
  const views = createViews(callSlack, log);
  const respond = createRespond(clientOptions.fetch);
  const parts = { app, words, log, answerTimeout, views, respond, uninstalled };
  const answers = createPending();
  const handle: Handle = (payload, ack) => answers.keep(handleRequest(parts, payload, ack));
  const socket = appToken ? createSocket({ appToken, clientOptions, log, handle }) : undefined;
  return {
    handle: createReceiver(signingSecret, now, log, handle),
    start: () => socket?.start(),
    stop: async () => {
      // The answers need the connection. This also waits for requests that arrived in the meantime.
      await answers.settled();
      await socket?.stop();
      await answers.settled();
    },
    // Many messages of a workspace leave at once.
    poster: createSlackPoster(createCallSlack(client, keptBriefly(botTokenOf)), words),
  };
}
