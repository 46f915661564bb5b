import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTeams } from '../../adapters/teams/index.ts';
import { reply } from '../../src/kernel/request.ts';
import { SERVICE_URL } from '../kit/teams/microsoft.ts';
import { detour } from '../kit/teams/preload.ts';
import { channelToken } from '../kit/teams/tokens.ts';
import { createTestLog, wordsIn } from './parts.ts';

const registration = {
  appId: '6d1cbb2e-0a4e-4a53-9d4a-5a3c1a1e6f01',
  appPassword: 'a secret of tests',
  tenantId: '0b7c9a34-5f39-4a6f-8a51-6c2f8f0f7a11',
  appType: 'SingleTenant',
  auth: 'on',
} as const;
const card = { title: 'Hello', summary: 'Hello', blocks: [] };
const { log, lines } = createTestLog();

/** A Microsoft that accepts connections and never answers (R-SEC-10). */
let silent: Server;
let port: number;
const connections: Socket[] = [];
let end = () => {};

beforeAll(async () => {
  silent = createServer((connection) => {
    connections.push(connection);
    connection.on('error', () => {});
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  port = (silent.address() as AddressInfo).port;
});
beforeEach(() => {
  lines.length = 0;
});
afterEach(() => {
  end();
  for (const connection of connections.splice(0)) connection.destroy();
});
afterAll(() => silent.close());

const teamsWith = (auth: 'on' | 'off') =>
  createTeams({
    ...registration,
    auth,
    app: { handle: async () => reply.card(card), posted: async () => {}, added: async () => {} },
    words: wordsIn,
    log,
    timeoutMs: 50,
  });
const to = (serviceUrl: string, conversation: string | null = '19:a@thread.tacv2') =>
  ({ platform: 'teams', workspace: 'contoso', conversation, user: '29:1', serviceUrl }) as const;

describe('a Microsoft that never answers', () => {
  it.each(['19:a@thread.tacv2', null])(
    'fails a post to %s once, for the queue to retry',
    async (conversation) => {
      const { poster } = teamsWith('off');
      const at = to(`http://127.0.0.1:${port}/`, conversation);
      await expect(poster.post(at, card, null)).rejects.toThrow();
    },
  );

  it('fails a change of a card once', async () => {
    await expect(
      teamsWith('off').poster.update(to(`http://127.0.0.1:${port}/`), '1', card),
    ).rejects.toThrow();
  });

  it('gives the bot no token, and that is an error and no waiting', async () => {
    end = detour({ hosts: ['login.microsoftonline.com'], port, ca: '' });
    await expect(teamsWith('on').poster.post(to(SERVICE_URL), card, null)).rejects.toThrow(
      'no answer within',
    );
  });

  it('while it gives no keys, answers 503 (R-SEC-01)', async () => {
    end = detour({ hosts: ['login.botframework.com'], port, ca: '' });
    const door = createHttpServer(teamsWith('on').handle);
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    const { appId } = registration;
    const activity = {
      type: 'message',
      channelId: 'msteams',
      serviceUrl: SERVICE_URL,
      from: { id: '29:1' },
      conversation: { id: 'a:1' },
    };
    const { status } = await fetch(`http://127.0.0.1:${(door.address() as AddressInfo).port}/`, {
      method: 'POST',
      body: JSON.stringify(activity),
      headers: { authorization: `Bearer ${await channelToken({ appId, serviceUrl: SERVICE_URL })}` },
    });
    door.close();
    expect(status).toBe(503);
    expect(lines).toMatchObject([{ platform: 'teams', status: 503, reason: 'TimedOut' }]);
  });
});
