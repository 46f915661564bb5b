import { SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../src/kernel/log.ts';
import { logFailure } from '../shared/http.ts';
import { createKeptRunning } from '../shared/keep-running.ts';
import { parseJsonObject } from '../shared/payload.ts';
import type { Ack, Take } from './answer.ts';
import type { ClientOptions } from './client.ts';
import { loggerFor } from './codes.ts';
import { payloadOf } from './payload.ts';

/** Between two connections. A connection that is lost at once counts like one that could not be made. */
const firstPauseMs = 250;
const maxPauseMs = 30_000;
/** How long Slack may take to close a connection. */
const closeMs = 1000;

export interface SocketParts {
  /** `xapp-…` */
  readonly appToken: string;
  readonly clientOptions: ClientOptions;
  readonly log: Log;
  readonly take: Take;
}

/**
 * Slack's requests by Socket Mode. Slack ends each connection after some hours, the network at any time. The reconnecting
 * of Slack's own client gives up for good when it cannot connect once, and rejects a promise that nobody can catch, so it
 * is switched off.
 */
export const createSocket = (parts: SocketParts) =>
  createKeptRunning({
    run: (stopping) => connectOnce(parts, stopping),
    pausing: (ms) => parts.log.warn({ ms }, 'Socket Mode is not connected; connecting again'),
    firstPauseMs,
    maxPauseMs,
  });

/** Resolves when the connection has ended or could not be made; Slack's client logs why. */
async function connectOnce(parts: SocketParts, stopping: AbortSignal): Promise<void> {
  // Each connection has a client of its own, so that late events of the last cannot be taken for those of the next.
  const client = clientFor(parts, stopping);
  const ended = new Promise((resolve) => client.once('disconnected', resolve));
  const close = () => {
    void client.disconnect();
    // The second call does not wait for Slack.
    setTimeout(() => void client.disconnect(), closeMs).unref();
  };
  stopping.addEventListener('abort', close);
  try {
    await client.start();
    parts.log.info({}, 'Socket Mode is connected');
    await ended;
  } catch {
    // Closes what a connection that failed half-way has left open.
    await client.disconnect();
  } finally {
    stopping.removeEventListener('abort', close);
  }
}

function clientFor({ appToken, clientOptions, log, take }: SocketParts, stopping: AbortSignal) {
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
      await take(payloadOf(body), ack);
    } catch (error) {
      // What is not acknowledged, Slack sends again or reports to the person.
      logFailure('slack', log, error);
    }
  });
  // Slack's client rejects a promise that nobody can catch when an event is malformed, and Node then ends the process.
  // It does not look into what is called an interaction, so all payloads are called that.
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
