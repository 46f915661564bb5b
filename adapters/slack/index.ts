import { webApi } from '@slack/bolt';
import type { App } from '../../src/app.ts';
import { createPending } from '../../src/kernel/pending.ts';
import { type Adapter, type AdapterOptions, defaultTimeoutMs } from '../shared/adapter.ts';
import { type Take, takePayload } from './answer.ts';
import { clientOptionsOf, createCallSlack, createRespond } from './client.ts';
import { loggerFor } from './codes.ts';
import { createSlackPoster } from './poster.ts';
import { createReceiver } from './receiver.ts';
import { createSocket } from './socket.ts';
import { createViews } from './views.ts';

export interface SlackOptions extends AdapterOptions {
  readonly app: App;
  /** An empty one lets nobody in by HTTP. */
  readonly signingSecret: string;
  /** The token of the installation in a workspace; undefined where there is none (any more). */
  readonly botTokenOf: (workspace: string) => Promise<string | undefined>;
  /** Where Slack's Web API is, if not at slack.com. */
  readonly apiUrl?: string;
  /** `xapp-…`: requests come by Socket Mode too. */
  readonly appToken?: string;
  readonly now?: () => Date;
  /** The app was removed from a workspace, or its bot token revoked (R-SEC-05). */
  readonly uninstalled?: (workspace: string) => Promise<void>;
}

export interface Slack extends Adapter {
  /** Keeps a connection by Socket Mode, where there is a token for it; returns at once. */
  start(): void;
}

/** Slack waits three seconds for an acknowledgement and for the use of a trigger; one is left for the network. */
const patienceMs = 2000;

export function createSlack(options: SlackOptions): Slack {
  const { app, botTokenOf, words, log, appToken, apiUrl } = options;
  const { patience = patienceMs, timeoutMs = defaultTimeoutMs } = options;
  const { signingSecret, now = () => new Date(), uninstalled = async () => undefined } = options;
  const clientOptions = clientOptionsOf(apiUrl, timeoutMs);
  const client = new webApi.WebClient(undefined, { ...clientOptions, logger: loggerFor(log) });
  const callSlack = createCallSlack(client, botTokenOf);
  const views = createViews(callSlack, log);
  const respond = createRespond(clientOptions.fetch);
  const parts = { app, words, log, patience, views, respond, uninstalled };
  const answers = createPending();
  const take: Take = (payload, ack) => answers.keep(takePayload(parts, payload, ack));
  const socket = appToken ? createSocket({ appToken, clientOptions, log, take }) : undefined;
  return {
    handle: createReceiver(signingSecret, now, log, take),
    start: () => socket?.start(),
    stop: async () => {
      // The answers need the connection; what came by it meanwhile is waited for too.
      await answers.settled();
      await socket?.stop();
      await answers.settled();
    },
    poster: createSlackPoster(callSlack, words),
  };
}
