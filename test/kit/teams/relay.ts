import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from './activity.ts';
import type { Delivered } from './client.ts';

/** A proxy in front of a bot's endpoint: signs activities and reports how the bot answered them. */
export interface Relay {
  readonly endpoint: string;
  /** The next activity of that kind, and what the bot answered. */
  expect(wanted: (activity: Activity) => boolean): Expected;
  stop(): Promise<void>;
}

interface Expected {
  readonly turn: Promise<Delivered>;
  /** Whether it was passed on, answered or not. */
  passed(): boolean;
  /** Stops waiting. */
  forget(): void;
}

interface Waiting {
  readonly wanted: (activity: Activity) => boolean;
  readonly settle: (turn: Promise<Delivered>) => void;
  passed: boolean;
}

/** Starts one; `send` brings an activity to the bot. */
export async function startRelay(send: (activity: Activity) => Promise<Delivered>): Promise<Relay> {
  const waiting: Waiting[] = [];
  const server = createServer(async (request, response) => {
    const activity = await activityIn(request);
    // The Playground sends a test request before it begins.
    if (activity === undefined) return void response.writeHead(204).end();
    const turn = send(activity).then((taken) => ({ ...taken, ...(activity.id && { id: activity.id }) }));
    const at = waiting.findIndex(({ wanted }) => wanted(activity));
    for (const found of at < 0 ? [] : waiting.splice(at, 1)) {
      found.passed = true;
      found.settle(turn);
    }
    const { status, body } = await turn.catch(() => ({ status: 502, body: '' }));
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
    expect(wanted) {
      const { promise, settle } = later();
      const entry = { wanted, settle, passed: false };
      waiting.push(entry);
      const forget = () => {
        if (waiting.includes(entry)) waiting.splice(waiting.indexOf(entry), 1);
      };
      return { turn: promise, passed: () => entry.passed, forget };
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function later() {
  let settle: (turn: Promise<Delivered>) => void = () => {};
  const promise = new Promise<Delivered>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}

async function activityIn(request: IncomingMessage): Promise<Activity | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const activity = text === '' ? undefined : (JSON.parse(text) as Activity);
  return activity?.type === undefined ? undefined : activity;
}
