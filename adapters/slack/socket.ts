import { setTimeout as wait } from 'node:timers/promises';
import { type App as Bolt, type Logger, SocketModeReceiver, type webApi } from '@slack/bolt';
import { createBackOff } from '../../src/kernel/back-off.ts';
import { faultOf, type Log } from './log.ts';

/** Between two connections; one that is lost at once counts like one that cannot be had. */
const FIRST_MS = 250;
const MOST_MS = 30_000;
/** How long Slack may take to say goodbye. */
const FAREWELL_MS = 1000;

export interface SocketParts {
  readonly bolt: Bolt;
  /** `xapp-…` */
  readonly appToken: string;
  readonly clientOptions: webApi.WebClientOptions;
  readonly logger: Logger;
  readonly log: Log;
}

/** Slack's requests by Socket Mode. */
export interface Socket {
  /** Connects, and again whenever the connection ends or cannot be had; returns at once. */
  start(): void;
  /** Resolves when nothing is open any more. */
  stop(): Promise<void>;
}

export function createSocket(parts: SocketParts): Socket {
  const stopping = new AbortController();
  let connected = Promise.resolve();
  return {
    start() {
      connected = keepConnected(parts, stopping.signal);
    },
    async stop() {
      stopping.abort();
      await connected;
    },
  };
}

/**
 * Slack ends each connection after some hours, the network when it likes. Slack's own reconnecting stops for good where
 * no connection can be had, and rejects a promise that nobody holds.
 */
async function keepConnected(parts: SocketParts, stopping: AbortSignal): Promise<void> {
  const next = createBackOff(FIRST_MS, MOST_MS);
  while (!stopping.aborted) {
    await connectOnce(parts, stopping);
    if (stopping.aborted) return;
    const ms = next();
    parts.log.warn({ ms }, 'Socket Mode is not connected; connecting again');
    await wait(ms, undefined, { signal: stopping }).catch(() => {});
  }
}

/** Resolves when the connection has ended, or cannot be had; why that is so is in Slack's own lines. */
async function connectOnce(parts: SocketParts, stopping: AbortSignal): Promise<void> {
  // One client for one connection: what is left of the last cannot be taken for the end of the next.
  const { client } = receiverFor(parts, stopping);
  const ended = new Promise((resolve) => client.once('disconnected', resolve));
  let hurry: NodeJS.Timeout | undefined;
  const leave = () => {
    void client.disconnect();
    // The second time does not wait for Slack's goodbye.
    hurry = setTimeout(() => void client.disconnect(), FAREWELL_MS);
  };
  stopping.addEventListener('abort', leave);
  const connected = await client.start().then(
    () => true,
    () => false,
  );
  if (connected) {
    parts.log.info({}, 'Socket Mode is connected');
    await ended;
  }
  stopping.removeEventListener('abort', leave);
  clearTimeout(hurry);
  // Closes what a connection that failed half-way has left open.
  await client.disconnect();
}

function receiverFor({ bolt, appToken, clientOptions, logger, log }: SocketParts, stopping: AbortSignal) {
  const { fetch: send = fetch } = clientOptions;
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: {
        ...clientOptions,
        fetch: (url, init) =>
          send(url, { ...init, signal: AbortSignal.any([stopping, ...(init?.signal ? [init.signal] : [])]) }),
      },
    },
    processEventErrorHandler: async ({ error }) => {
      log.error({ fault: faultOf(error) }, 'slack request failed');
      return false;
    },
  });
  receiver.init(bolt);
  return receiver;
}
