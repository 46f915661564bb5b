import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeToken } from '../../adapters/slack/client.ts';
import { createSlack, type Slack } from '../../adapters/slack/index.ts';
import { type Reply, reply } from '../../src/kernel/request.ts';
import { sign } from '../kit/slack/sign.ts';
import { createTestLog, wordsIn } from './parts.ts';

/** A Slack that takes requests and never answers (R-SEC-10). */
let silent: Server;
let silentUrl: string;
let called: string[] = [];
let slack: Slack;
let door: Server;
let doorUrl: string;
let answer: Reply;
const { log, lines } = createTestLog();
const card = { title: 'Hello', summary: 'Hello', blocks: [] };
const form = {
  title: 'Decline',
  command: 'decline 1',
  blocks: [],
  fields: [],
  submit: 'Decline',
  cancel: 'Back',
};
const timeoutMs = 20;

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeEach(async () => {
  silent = createServer((request) => void called.push(request.url ?? ''));
  silentUrl = await listening(silent);
  called = [];
  lines.length = 0;
  answer = reply.card(card);
  slack = createSlack({
    app: { handle: async () => answer, posted: async () => {}, added: async () => {} },
    signingSecret: 'x',
    botTokenOf: async () => 'xoxb-1',
    apiUrl: `${silentUrl}/api/`,
    appToken: 'xapp-1-A1-1-secret',
    words: wordsIn,
    log,
    timeoutMs,
  });
  door = createServer(slack.handle);
  doorUrl = await listening(door);
});
afterEach(async () => {
  await slack.stop();
  for (const server of [silent, door]) {
    server.close();
    server.closeAllConnections();
  }
});

const to = { platform: 'slack', workspace: 'T1', conversation: 'C1', user: 'U1', serviceUrl: null } as const;

async function post(fields: Readonly<Record<string, string>>): Promise<number> {
  const body = new URLSearchParams(fields).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...sign('x', body) };
  return (await fetch(doorUrl, { method: 'POST', headers, body })).status;
}

const command = () =>
  post({
    command: '/partner',
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'C1',
    trigger_id: '1.1',
    response_url: `${silentUrl}/response`,
  });

describe('a Slack that never answers', () => {
  it.each([
    ['posting', () => slack.poster.post(to, card, null), '/api/chat.postMessage'],
    ['answering in a thread', () => slack.poster.post(to, card, '1.1'), '/api/chat.postMessage'],
    ['changing a card', () => slack.poster.update(to, '1.1', card), '/api/chat.update'],
    [
      'opening a direct message',
      () => slack.poster.post({ ...to, conversation: null }, card, null),
      '/api/conversations.open',
    ],
  ])('fails %s once, for the queue to retry', async (_, act, url) => {
    await expect(act()).rejects.toThrow();
    // Under load the time may be over before the request is there.
    expect([[], [url]]).toContainEqual(called);
  });

  it('does not keep a form from being answered: the button that opens it is tried, and all of it is logged', async () => {
    answer = reply.form(form);
    expect(await command()).toBe(200);
    await slack.stop();
    const own = lines.filter(({ from }) => from !== 'slack sdk').map(({ what }) => what);
    expect(own).toEqual(['slack views.open failed', 'slack response_url failed']);
  });

  it('does not keep an answer to a click from ending', async () => {
    const payload = {
      type: 'block_actions',
      user: { id: 'U1', team_id: 'T1' },
      team: { id: 'T1' },
      trigger_id: '1.1',
      container: { type: 'message', message_ts: '1.1' },
      response_url: `${silentUrl}/response`,
      actions: [{ type: 'button', value: 'show 1' }],
    };
    expect(await post({ payload: JSON.stringify(payload) })).toBe(200);
    await slack.stop();
    expect(lines.map(({ what }) => what)).toEqual(['slack response_url failed']);
  });

  it('is asked again for a connection by Socket Mode', async () => {
    slack.start();
    const tries = () => called.filter((url) => url === '/api/apps.connections.open').length;
    await vi.waitFor(() => expect(tries()).toBeGreaterThan(1), { timeout: 20_000 });
  });

  it('does not say whose a token is, and that is an error and no waiting', async () => {
    await expect(describeToken('xoxb-1', `${silentUrl}/api/`, timeoutMs)).rejects.toThrow();
  });
});
