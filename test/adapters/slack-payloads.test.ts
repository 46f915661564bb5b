import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSlack, type Slack } from '../../adapters/slack/index.ts';
import type { Request } from '../../src/app.ts';
import { reply } from '../../src/kernel/request.ts';
import { malformedRequests, secret, slackKinds } from '../kit/slack/malformed.ts';
import { sign } from '../kit/slack/sign.ts';
import { createTestLog, wordsIn } from './parts.ts';

const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5';
const asked: Request[] = [];
const uninstalled: string[] = [];
const { log, lines } = createTestLog();
let slack: Slack;
let server: Server;
let url: string;

beforeAll(async () => {
  slack = createSlack({
    app: {
      handle: async (request) => {
        asked.push(request);
        return reply.card({ title: 'Hello', summary: 'Hello', blocks: [] });
      },
      posted: async () => {},
      added: async () => {},
    },
    signingSecret,
    botTokenOf: async () => undefined,
    words: wordsIn,
    log,
    uninstalled: async (workspace) => void uninstalled.push(workspace),
  });
  server = createServer(slack.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
beforeEach(() => {
  for (const list of [asked, uninstalled, lines]) list.length = 0;
});
afterAll(async () => {
  await slack.stop();
  server.close();
});

async function post(body: string, contentType: string): Promise<{ status: number; body: string }> {
  const headers = { 'content-type': contentType, ...sign(signingSecret, body) };
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, body: await response.text() };
}

const postForm = (fields: Readonly<Record<string, string>>) =>
  post(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded');
const postEvent = (event: object) => post(JSON.stringify(event), 'application/json');
const postInteraction = (payload: object) => postForm({ payload: JSON.stringify(payload) });

const command = {
  command: '/partner',
  text: 'help',
  team_id: 'T1',
  channel_id: 'D1',
  user_id: 'U1',
  trigger_id: '1.1',
  response_url: 'http://127.0.0.1:9/',
};

describe.each(slackKinds)('a signed %s that does not fit its schema', (kind) => {
  it.each(malformedRequests(kind, 12, 7))(
    'is refused with 400 and a line that has none of its values: $how (R-SEC-13)',
    async ({ body, contentType }) => {
      expect(await post(body, contentType)).toEqual({ status: 400, body: '' });
      expect(lines).toEqual([
        {
          platform: 'slack',
          status: 400,
          reason: expect.stringMatching(/schema: |not JSON|not an object|no known kind/),
          what: 'a request of the platform was refused',
        },
      ]);
      expect(JSON.stringify(lines)).not.toContain(secret);
      expect([asked, uninstalled]).toEqual([[], []]);
      expect((await postForm(command)).status).toBe(200);
    },
  );
});

describe('a refused payload', () => {
  it.each(['team_id', 'user_id', 'channel_id', 'trigger_id', 'response_url'])(
    'is a slash command without %s, which the log names (R-SEC-13)',
    async (missing) => {
      const { [missing as 'team_id']: _, ...rest } = command;
      expect((await postForm(rest as typeof command)).status).toBe(400);
      expect(lines[0]?.reason).toBe(`slash command does not fit its schema: ${missing}`);
    },
  );

  it('is named by its fields, and not by keys that the sender chose', async () => {
    const state = { values: { [secret]: { [secret]: { value: 5 } } } };
    const view = { id: 'V1', type: 'modal', blocks: [], state };
    await postInteraction({ type: 'view_submission', user: { id: 'U1' }, trigger_id: '1.1', view });
    expect(lines[0]?.reason).toBe('view_submission does not fit its schema: view.state.values');
  });
});

describe('what Slack only wants to be acknowledged', () => {
  const team_id = 'T1';
  it.each([
    ['an event that nobody listens to', { type: 'event_callback', team_id, event: { type: 'message' } }],
    [
      'the other tab of the home',
      {
        type: 'event_callback',
        team_id,
        event_id: 'Ev1',
        event: { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'messages' },
      },
    ],
    ['its own limit on events', { type: 'app_rate_limited', team_id, minute_rate_limited: 1 }],
  ])('%s: 200', async (_, event) => {
    expect(await postEvent(event)).toEqual({ status: 200, body: '' });
    expect([asked, lines]).toEqual([[], []]);
  });

  it('a closed modal: 200, and options: an empty list', async () => {
    const user = { id: 'U1' };
    expect((await postInteraction({ type: 'view_closed', user, view: { id: 'V1' } })).status).toBe(200);
    const suggestion = { type: 'block_suggestion', user, action_id: 'choice', value: 'con' };
    expect(await postInteraction(suggestion)).toEqual({ status: 200, body: '{"options":[]}' });
    expect(asked).toEqual([]);
  });
});

it('what Slack adds to a payload changes nothing (R-SEC-13)', async () => {
  const additions = { is_enterprise_install: 'false', x_new: '{"a":1}', __proto__: 'x', toString: 'x' };
  expect((await postForm({ ...command, ...additions })).status).toBe(200);
  expect(asked).toHaveLength(1);
});

it('NUL characters are taken out of every text, because PostgreSQL stores none', async () => {
  await postForm({ ...command, user_id: 'U\u00001', text: 'show \0con\0toso.com', user_name: '\0' });
  const state = { values: { reason: { text: { value: 'Too\0 dear' } }, '\0type': { choice: {} } } };
  const view = { id: 'V1', type: 'modal', blocks: [], state, private_metadata: 'C1 \ndecline\0 1' };
  await postInteraction({ type: 'view_submission', user: { id: 'U\u00001' }, trigger_id: '1.1', view });
  expect(asked[0]).toMatchObject({ line: 'show contoso.com', who: { user: 'U1' } });
  expect(asked[0]?.who).not.toHaveProperty('displayName');
  expect(asked[1]).toMatchObject({
    line: 'decline 1',
    values: { reason: 'Too dear' },
    who: { user: 'U1' },
  });
  expect(JSON.stringify(asked)).not.toContain('\\u0000');
});
