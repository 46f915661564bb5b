import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireAddress } from '../../db/driver/address.ts';
import { transaction } from '../../db/driver/client.ts';
import { workspaces } from '../../db/schema/workspaces.ts';
import { createSecrets } from '../../src/kernel/secrets.ts';
import { sealBotToken } from '../../src/organizations/index.ts';
import { createBot } from '../../src/runtime/compose.ts';
import { readConfig } from '../../src/runtime/config.ts';
import { rolesOfTemplate } from '../kit/roles.ts';
import { createStage, type Stage } from '../kit/service.ts';
import { sign } from '../kit/slack/sign.ts';

const secrets = createSecrets(randomBytes(32).toString('base64'));
const log = { debug() {}, info() {}, warn() {}, error() {} };
const appId = '11111111-2222-3333-4444-555555555555';
let stage: Stage;

beforeAll(async () => {
  stage = await createStage();
  for (const name of ['Fabrikam', 'Contoso', 'Tailspin']) await stage.add({ name, people: { Ana: [] } });
});

afterAll(() => stage?.close());

function houseOf(environment: Record<string, string>) {
  const config = readConfig(environment);
  if (!config.ok) throw new Error(JSON.stringify(config.problem));
  const store = {
    owner: requireAddress(stage.url),
    roles: rolesOfTemplate(stage.url),
    folder: undefined,
    db: stage.env.db,
    isStuck: () => false,
    secrets,
    close: async () => {},
  };
  return createBot(config.value, store, log, () => true, stage.env.now);
}

/** A Web API that notes with which token it was asked for what; `of` says whose a token is, once it can be reached. */
async function startWebApi(of: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const api = { asked, url: '', reachable: true, close: async () => {} };
  const server = createServer((request, response) => {
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    const method = request.url?.split('/').at(-1);
    asked.push(`${method} ${token}`);
    request.resume();
    response.writeHead(api.reachable ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: true, ts: '1.1', channel: 'C1', team_id: of[token] }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  api.close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return api;
}

describe('the bot token of a Slack workspace', () => {
  test('R-SEC-04: is its own, kept encrypted, else the environment’s in the workspace that it belongs to', async () => {
    const sealed = sealBotToken(secrets, { platform: 'slack', id: 'slack-contoso.com' }, 'xoxb-contoso');
    expect(sealed).not.toContain('contoso');
    await transaction(stage.env.db, { system: 'test' }, (tx) =>
      tx
        .update(workspaces)
        .set({ botToken: sealed })
        .where(and(eq(workspaces.platform, 'slack'), eq(workspaces.id, 'slack-contoso.com'))),
    );
    const api = await startWebApi({ 'xoxb-fabrikam': 'slack-fabrikam.com' });
    const { slack } = houseOf({
      SLACK_SIGNING_SECRET: 'x',
      SLACK_BOT_TOKEN: 'xoxb-fabrikam',
      SLACK_API_URL: api.url,
    });
    const post = (workspace: string) =>
      slack?.poster.post(
        { platform: 'slack', workspace, conversation: 'C1', user: null, serviceUrl: null },
        { title: 'Hello', summary: 'Hello', blocks: [] },
        null,
      );

    api.reachable = false;
    await expect(post('slack-fabrikam.com')).rejects.toThrow();
    api.reachable = true;
    expect(await post('slack-fabrikam.com')).toMatchObject({ outcome: 'posted' });
    expect(await post('slack-contoso.com')).toMatchObject({ outcome: 'posted' });
    expect(await post('slack-tailspin.com')).toMatchObject({ outcome: 'unreachable' });

    expect(api.asked).toEqual([
      'auth.test xoxb-fabrikam',
      'auth.test xoxb-fabrikam',
      'chat.postMessage xoxb-fabrikam',
      'chat.postMessage xoxb-contoso',
    ]);
    await api.close();
  });
});

describe('a token of the environment', () => {
  test('R-NOTE-08: that Slack knew no more when the bot started reaches nobody, which is no fault to repeat', async () => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ok: false, error: 'token_revoked' }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { slack } = houseOf({
      SLACK_SIGNING_SECRET: 'x',
      SLACK_BOT_TOKEN: 'xoxb-fabrikam',
      SLACK_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    });
    const to = { platform: 'slack', workspace: 'slack-fabrikam.com', conversation: 'C1' } as const;
    const card = { title: 'Hello', summary: 'Hello', blocks: [] };
    expect(await slack?.poster.post({ ...to, user: null, serviceUrl: null }, card, null)).toEqual({
      outcome: 'unreachable',
      what: 'token_revoked',
    });
    server.close();
    server.closeAllConnections();
  });
});

describe('an uninstalled app', () => {
  const uninstall = async (url: string, event: object) => {
    const body = JSON.stringify({ type: 'event_callback', team_id: 'slack-tailspin.com', event });
    const headers = { 'content-type': 'application/json', ...sign('x', body) };
    return (await fetch(url, { method: 'POST', body, headers })).status;
  };

  test.each([{ type: 'app_uninstalled' }, { type: 'tokens_revoked', tokens: { bot: ['UBOT'] } }])(
    'R-SEC-05: $type removes the bot token of the workspace, once, and is audited',
    async (event) => {
      const where = sql`platform = 'slack' and id = 'slack-tailspin.com'`;
      const sealed = sealBotToken(secrets, { platform: 'slack', id: 'slack-tailspin.com' }, 'xoxb-tailspin');
      await stage.rows(sql`update workspaces set bot_token = ${sealed} where ${where}`);
      await stage.rows(sql`update workspaces set bot_token = 'another' where id = 'slack-contoso.com'`);
      const { slack } = houseOf({ SLACK_SIGNING_SECRET: 'x' });
      const server = createServer(slack?.handle).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      const entries = () =>
        stage.rows(sql`select kind, actor_name, before, after from audit_entries
        where kind = 'organization.changed' and at = ${stage.env.now().toISOString()}`);
      const before = (await entries()).length;

      expect(await uninstall(url, event)).toBe(200);
      expect(await uninstall(url, event)).toBe(200);
      await slack?.stop();
      expect(await stage.rows(sql`select bot_token from workspaces where ${where}`)).toEqual([
        { bot_token: null },
      ]);
      expect(await stage.rows(sql`select bot_token from workspaces where id = 'slack-contoso.com'`)).toEqual([
        { bot_token: 'another' },
      ]);
      expect((await entries()).slice(before)).toEqual([
        {
          kind: 'organization.changed',
          actor_name: 'Accord',
          before: { installedIn: 'slack-tailspin.com' },
          after: { installedIn: null },
        },
      ]);
      server.close();
      server.closeAllConnections();
    },
  );
});

describe('the links from a personal link into chat', () => {
  test.each([
    [{ SLACK_SIGNING_SECRET: 'x' }, { slack: { url: 'slack://open' } }],
    [
      { SLACK_APP_TOKEN: 'xapp-1-A0123BCD-456-abc' },
      { slack: { url: 'https://slack.com/app_redirect?app=A0123BCD' } },
    ],
    [{ TEAMS_AUTH: 'off' }, { teams: {} }],
    [
      { MICROSOFT_APP_ID: appId, MICROSOFT_APP_PASSWORD: 'x', MICROSOFT_APP_TENANT_ID: appId },
      { teams: { url: `https://teams.microsoft.com/l/chat/0/0?users=28:${appId}` } },
    ],
  ])('with %j', (environment, chatLinks) => {
    expect(houseOf(environment as Record<string, string>).chatLinks).toEqual(chatLinks);
  });
});
