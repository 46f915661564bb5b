import { on, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { createSlack, type Slack } from '../../adapters/slack/index.ts';
import type { App, Request } from '../../src/app.ts';
import { reply } from '../../src/kernel/request.ts';
import { wordsIn } from './parts.ts';

/** How Slack keeps a connection from an app: by the HTTP status, by its error, by a wrong address, by no hello. */
type Refusal = 503 | 'invalid_auth' | 'dead address' | 'no hello';

let platform: Awaited<ReturnType<typeof startPlatform>>;
let slack: Slack;
let handle: App['handle'];
let asked: Request[] = [];
let warnings: string[] = [];
let facts: unknown[] = [];
let pauses: unknown[] = [];

/** Slack's side of Socket Mode: `apps.connections.open`, and the connection that it gives the address of. */
async function startPlatform() {
  const refusals: Refusal[] = [];
  let opens = 0;
  let envelopes = 0;
  const server = createServer((request, response) => {
    request.resume();
    opens += 1;
    const refusal = refusals[0] === 'no hello' ? undefined : refusals.shift();
    const origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const url = refusal === 'dead address' ? 'ws://127.0.0.1:9' : `ws://${origin}`;
    response.writeHead(refusal === 503 ? 503 : 200, { 'content-type': 'application/json' });
    const refused = refusal === 'invalid_auth' ? { ok: false, error: refusal } : { ok: true, url };
    response.end(JSON.stringify(refused));
  });
  const sockets = new WebSocketServer({ server });
  const connected = vi.fn<(connection: WebSocket) => void>();
  sockets.on('connection', (connection) => {
    if (refusals[0] === 'no hello') {
      refusals.shift();
      connection.terminate();
      return;
    }
    connection.send(JSON.stringify({ type: 'hello' }));
    connected(connection);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    refusals,
    apiUrl: `http://127.0.0.1:${port}/api/`,
    opens: () => opens,
    open: () => sockets.clients.size,
    /** The connection that was made as the nth. */
    async connection(nth: number): Promise<WebSocket> {
      await vi.waitFor(() => expect(connected).toHaveBeenCalledTimes(nth), { timeout: 10_000 });
      const [connection] = connected.mock.lastCall ?? [];
      if (!connection) throw new Error('There is no connection');
      return connection;
    },
    /** What the app acknowledges the command `text` with. */
    async command(connection: WebSocket, text: string): Promise<unknown> {
      envelopes += 1;
      const id = `envelope-${envelopes}`;
      const payload = {
        command: '/partner',
        text,
        team_id: 'T1',
        user_id: 'U1',
        channel_id: 'D1',
        channel_name: 'directmessage',
        trigger_id: id,
        response_url: 'http://127.0.0.1:9/',
      };
      const envelope = { type: 'slash_commands', envelope_id: id, accepts_response_payload: true, payload };
      connection.send(JSON.stringify(envelope));
      for await (const [data] of on(connection, 'message')) {
        const answer = JSON.parse(String(data));
        if (answer.envelope_id === id) return answer.payload;
      }
      throw new Error('The connection has ended');
    },
    async close() {
      for (const connection of sockets.clients) connection.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
    /** After a close, at the same address. */
    async reopen() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}

beforeEach(async () => {
  platform = await startPlatform();
  asked = [];
  warnings = [];
  handle = async () => reply.card({ title: 'Hello', summary: 'Hello', blocks: [] });
  pauses = [];
  facts = [];
  const note = (about: Readonly<Record<string, unknown>>, what: string) => {
    warnings.push(what);
    facts.push(about);
    if (about.ms !== undefined) pauses.push(about.ms);
  };
  slack = createSlack({
    app: {
      handle(request) {
        asked.push(request);
        return handle(request);
      },
      async posted() {},
      async added() {},
    },
    signingSecret: '',
    appToken: 'xapp-1-A1-1-secret',
    apiUrl: platform.apiUrl,
    botTokenOf: async () => undefined,
    words: wordsIn,
    log: { debug() {}, info: note, warn: note, error: note },
    answerTimeout: () => new Promise(() => {}),
  });
});

afterEach(async () => {
  await slack.stop();
  await platform.close();
  expect(JSON.stringify(warnings)).not.toContain('xapp');
});

describe('Socket Mode', () => {
  it('brings a command, and takes its answer back', async () => {
    slack.start();
    const connection = await platform.connection(1);
    expect(await platform.command(connection, 'show contoso.com')).toMatchObject({
      response_type: 'ephemeral',
      text: 'Hello',
    });
    expect(asked).toMatchObject([{ line: 'show contoso.com', who: { tenant: 'T1', user: 'U1' } }]);
  });

  it.each([
    ['is cut', (connection: WebSocket) => connection.terminate()],
    ['is closed by Slack', (connection: WebSocket) => connection.close(1001)],
    [
      'is to be renewed',
      (connection: WebSocket) => connection.send('{"type":"disconnect","reason":"refresh_requested"}'),
    ],
  ])('connects again when the connection %s', async (_how, end) => {
    slack.start();
    end(await platform.connection(1));
    const next = await platform.connection(2);
    expect(await platform.command(next, 'help')).toMatchObject({ text: 'Hello' });
    expect(platform.open()).toBe(1);
    expect(warnings).toContain('Socket Mode is not connected; connecting again');
  });

  it.each<Refusal>([503, 'invalid_auth', 'dead address', 'no hello'])(
    'tries again when the connection is refused: %s',
    async (refusal) => {
      platform.refusals.push(refusal);
      slack.start();
      const connection = await platform.connection(1);
      expect(await platform.command(connection, 'help')).toMatchObject({ text: 'Hello' });
      expect(platform.opens()).toBe(2);
    },
  );

  it('is tried until it can be had when Slack is away at the start, and says when it is there', async () => {
    await platform.close();
    slack.start();
    await vi.waitFor(() => expect(pauses.length).toBeGreaterThan(1));
    expect(warnings).not.toContain('Socket Mode is connected');
    await platform.reopen();
    expect(await platform.command(await platform.connection(1), 'help')).toMatchObject({ text: 'Hello' });
    expect(warnings).toContain('Socket Mode is connected');
  });

  it('tries again as often as it takes after a connection was lost', async () => {
    slack.start();
    const connection = await platform.connection(1);
    platform.refusals.push(503, 'dead address');
    connection.terminate();
    await platform.connection(2);
    expect(platform.opens()).toBe(4);
  });

  it('takes ever more time for a Slack that drops each connection at once', async () => {
    slack.start();
    for (let nth = 1; nth <= 4; nth += 1) (await platform.connection(nth)).terminate();
    await vi.waitFor(() => expect(pauses).toHaveLength(4));
    expect(pauses).toEqual([250, 500, 1000, 2000]);
  });

  it.each([
    ['slash_commands', { command: '/partner', text: 'CANARY', user_id: 'U1', channel_id: 'D1' }],
    ['interactive', { type: 'block_actions', user: { id: 'CANARY' } }],
    ['interactive', { type: 'CANARY' }],
    ['interactive', null],
    ['events_api', { type: 'event_callback', event: { type: 7 }, text: 'CANARY' }],
    ['events_api', []],
  ])('does not acknowledge %s that do not fit: %j, and goes on (R-SEC-13)', async (type, payload) => {
    slack.start();
    const connection = await platform.connection(1);
    const acknowledged: unknown[] = [];
    connection.on('message', (data) => acknowledged.push(JSON.parse(String(data)).envelope_id));
    connection.send(JSON.stringify({ type, envelope_id: 'malformed', payload }));
    expect(await platform.command(connection, 'help')).toMatchObject({ text: 'Hello' });
    expect(acknowledged).not.toContain('malformed');
    expect(warnings.filter((what) => what === 'a request of the platform was refused')).toHaveLength(1);
    expect(JSON.stringify(facts)).not.toContain('CANARY');
  });

  it('goes on when a request fails, and logs no text of it', async () => {
    slack.start();
    const connection = await platform.connection(1);
    handle = async () => {
      throw new Error('out of order');
    };
    void platform.command(connection, 'help');
    await vi.waitFor(() => expect(warnings).toContain('a request of the platform failed'));
    handle = async () => reply.card({ title: 'Well', summary: 'Well', blocks: [] });
    expect(await platform.command(connection, 'help')).toMatchObject({ text: 'Well' });
  });
});

describe('an end of Socket Mode', () => {
  it('gives the answer that is on its way, and leaves nothing open', async () => {
    slack.start();
    const connection = await platform.connection(1);
    const closed = once(connection, 'close');
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    handle = async () => {
      await finished;
      return reply.card({ title: 'At last', summary: 'At last', blocks: [] });
    };
    const answer = platform.command(connection, 'help');
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    const stopped = slack.stop();
    finish();
    expect(await answer).toMatchObject({ text: 'At last' });
    await stopped;
    await closed;
    expect(platform.open()).toBe(0);
    expect(platform.opens()).toBe(1);
  });

  it('does not wait for a Slack that has gone silent', async () => {
    slack.start();
    const connection = await platform.connection(1);
    connection.pause();
    await slack.stop();
    connection.resume();
    await vi.waitFor(() => expect(platform.open()).toBe(0));
  });

  it('comes at once between two tries', async () => {
    platform.refusals.push(...Array<Refusal>(20).fill(503));
    slack.start();
    await vi.waitFor(() => expect(warnings).toContain('Socket Mode is not connected; connecting again'));
    const tries = platform.opens();
    await slack.stop();
    expect(platform.opens()).toBe(tries);
  });

  it('before a start is none', async () => {
    await slack.stop();
    expect(platform.opens()).toBe(0);
  });
});
