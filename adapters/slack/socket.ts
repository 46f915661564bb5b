import { SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../src/kernel/log.ts';
import { logFailure } from '../shared/http.ts';
import { parseJsonObject } from '../shared/payload.ts';
import { createRestarter } from '../shared/restart.ts';
import type { Ack, Handle } from './answer.ts';
import type { ClientOptions } from './client.ts';
import { loggerFor } from './codes.ts';
import { payloadOf } from './payload.ts';

/** The pause between two connections. A connection that is lost at once counts like one that could not be made. */
const firstPauseMs = 250;
const maxPauseMs = 30_000;
/** How long Slack may handle to close a connection. */
const closeMs = 1000;

export interface SocketParts {
  /** `xapp-…` */
  readonly appToken: string;
  readonly clientOptions: ClientOptions;
  readonly log: Log;
  readonly handle: Handle;
}

/**
 * Receives Slack's requests by Socket Mode. Slack ends each connection after some hours, and the network can end it
 * at any time. The reconnecting of Slack's own client is switched off: it gives up for good when it fails once, and
 * rejects a promise that nobody can catch.
 */
export const createSocket = (parts: SocketParts) =>
  createRestarter({
    run: (stopping) => connectOnce(parts, stopping),
    onPause: (ms) => parts.log.warn({ ms }, 'Socket Mode is not connected; connecting again'),
    firstPauseMs,
    maxPauseMs,
  });

/** Resolves when the connection has ended or could not be made; Slack's client logs the reason. */
async function connectOnce(parts: SocketParts, stopping: AbortSignal): Promise<void> {
  // Each connection has its own client, so that late events of the last one cannot be taken for events of the next.
  const client = clientFor(parts, stopping);
  const ended = new Promise((resolve) => client.once('disconnected', resolve));
  const close = () => {
    void client.disconnect();
    // A second disconnect does not wait for Slack.
    setTimeout(() => void client.disconnect(), closeMs).unref();
  };
  stopping.addEventListener('abort', close);
  try {
    await client.start();
    parts.log.info({}, 'Socket Mode is connected');
    await ended;
  } catch {
    // Closes what a half-made connection left open.
    await client.disconnect();
  } finally {
    stopping.removeEventListener('abort', close);
  }
}

function clientFor({ appToken, clientOptions, log, handle }: SocketParts, stopping: AbortSignal) {
  const send: typeof fetch = (url, init) => {
    const signals = init?.signal ? [stopping, init.signal] : [stopping];
    return clientOptions.fetch(url, { ...init, signal: AbortSignal.any(signals) });
  };
  const { client } = new SocketModeReceiver({
    appToken,
    logger: loggerFor(log),
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: { ...clientOptions, fetch: send } },
  });
  client.on('slack_event', async ({ body, ack }: { body: unknown; ack: Ack }) => {
    try {
      await handle(payloadOf(body), ack);
    } catch (error) {
      // Slack sends an unacknowledged request again, or reports the failure to the person.
      logFailure('slack', log, error);
    }
  });
  // When an event is malformed, Slack's client rejects a promise that nobody can catch, and Node then ends the
  // process. It does not parse interactions, so every payload is declared to be one.
  const [receive] = client.listeners('ws_message');
  client.removeAllListeners('ws_message').on('ws_message', (data: string | ArrayBuffer) => {
    try {
      const message = parseJsonObject(Buffer.from(data as string).toString());
      const isOurs = message.type !== 'hello' && message.type !== 'disconnect';
      receive?.(JSON.stringify(isOurs ? { ...message, type: 'interactive' } : message), false);
    } catch (error) {
      logFailure('slack', log, error);
    }
  });
  return client;
}
