import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTeams } from '../../adapters/teams/index.ts';
import type { Request } from '../../src/app.ts';
import { reply } from '../../src/kernel/request.ts';
import { malformedActivities, secret, teamsKinds } from '../kit/teams/malformed.ts';
import { type Microsoft, SERVICE_URL, startMicrosoft } from '../kit/teams/microsoft.ts';
import { createTestLog, wordsIn } from './parts.ts';

const registration = {
  appId: '6d1cbb2e-0a4e-4a53-9d4a-5a3c1a1e6f01',
  appPassword: 'a secret of tests',
  tenantId: '0b7c9a34-5f39-4a6f-8a51-6c2f8f0f7a11',
  appType: 'SingleTenant',
  auth: 'on',
} as const;

const asked: Request[] = [];
const { log, lines } = createTestLog();
let microsoft: Microsoft;
let server: Server;
let url: string;
let authorization: string;

beforeAll(async () => {
  const { appId, appPassword: password, tenantId } = registration;
  microsoft = await startMicrosoft({ appId, password, tenantId });
  authorization = await microsoft.authorization({ appId, serviceUrl: SERVICE_URL });
  const teams = createTeams({
    ...registration,
    app: {
      handle: async (request) => {
        asked.push(request);
        return reply.card({ title: 'Hello', summary: 'Hello', blocks: [] });
      },
      posted: async () => {},
      added: async () => {},
    },
    words: wordsIn,
    log,
  });
  server = createServer(teams.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
beforeEach(() => {
  for (const list of [asked, lines]) list.length = 0;
});
afterAll(async () => {
  server.close();
  await microsoft.stop();
});

async function post(body: string): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json', authorization };
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, body: text === '' ? '' : JSON.parse(text) };
}

const activity = {
  type: 'invoke',
  name: 'adaptiveCard/action',
  id: 'f:1',
  channelId: 'msteams',
  serviceUrl: SERVICE_URL,
  from: { id: '29:1', aadObjectId: 'ana', name: 'Ana' },
  conversation: { id: 'a:1', conversationType: 'personal', tenantId: 'contoso' },
  value: { action: { verb: 'accord', data: { command: 'show 1' } } },
};

describe.each(teamsKinds)('a signed %s that does not fit its schema', (kind) => {
  it.each(malformedActivities(kind, 15, 7))(
    'is refused with 400 and a line that has none of its values: $how (R-SEC-13)',
    async ({ body }) => {
      expect(await post(body)).toEqual({ status: 400, body: '' });
      expect(lines).toEqual([
        {
          platform: 'teams',
          status: 400,
          reason: expect.stringMatching(/schema: |not JSON|not an object/),
          what: 'a request of the platform was refused',
        },
      ]);
      expect(JSON.stringify(lines)).not.toContain(secret);
      expect(asked).toEqual([]);
      expect((await post(JSON.stringify(activity))).status).toBe(200);
    },
  );
});

it.each([
  ['null', null],
  ['no action', {}],
  ['an action without a verb', { action: { data: { command: 'show 1' } } }],
  ['our own verb without a command', { action: { verb: 'accord', data: {} } }],
])('a press with %s is refused with 400 (R-SEC-13)', async (_, value) => {
  expect((await post(JSON.stringify({ ...activity, value }))).status).toBe(400);
  expect(lines[0]?.reason).toMatch(/^adaptiveCard\/action does not fit its schema: /);
});

it('what Teams sends along with a press changes nothing (R-SEC-13)', async () => {
  const action = { ...activity.value.action, type: 'Action.Execute', id: null, title: 'Open', x_new: [] };
  const value = { action, trigger: 'manual', state: null, authentication: null };
  expect(await post(JSON.stringify({ ...activity, value, replyToId: null, x_new: {} }))).toMatchObject({
    status: 200,
    body: { statusCode: 200 },
  });
  expect(asked).toMatchObject([{ by: 'click', line: 'show 1' }]);
});

it.each(['typing', 'messageReaction', 'messageUpdate', 'conversationUpdate', 'something new'])(
  'an activity that nobody listens to is taken and ignored: %s',
  async (type) => {
    const { name: _, value: __, ...rest } = activity;
    expect(await post(JSON.stringify({ ...rest, type }))).toEqual({ status: 200, body: '' });
    expect([asked, lines]).toEqual([[], []]);
  },
);

it('NUL characters are taken out of every text, because PostgreSQL stores none', async () => {
  const data = { command: 'accept\0 1', 'form:kinds': { reason: 'text', '\0odd': 'text' }, reason: 'a\0b' };
  const from = { ...activity.from, aadObjectId: 'a\0na' };
  const locale = 'en\0';
  await post(JSON.stringify({ ...activity, from, locale, value: { action: { verb: 'accord', data } } }));
  expect(asked).toMatchObject([
    { by: 'form', line: 'accept 1', locale: 'en', values: { reason: 'ab' }, who: { user: 'ana' } },
  ]);
});
