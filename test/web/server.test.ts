import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { request } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import type { Readiness, WebParts } from '../../src/web/server.ts';
import { serve } from './serve.ts';

let site: Awaited<ReturnType<typeof serve>> | undefined;

async function open(parts: Partial<WebParts>) {
  site = await serve(parts);
  return site;
}

afterEach(async () => {
  await site?.close();
  site = undefined;
});

/** What an adapter does: reads the bytes as they come. */
async function digest(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of incoming) hash.update(chunk);
  outgoing.end(hash.digest('hex'));
}

describe('the routes', () => {
  test('hand a request to its platform with the bytes as they came, whatever type they claim to have', async () => {
    const { get } = await open({ slack: digest, teams: digest });
    const body = Buffer.from('payload=%7B%22a%22%3A%20"\u00e9"%7D&x=+\r\n\u0000', 'utf8');
    for (const path of ['/slack/events', '/api/messages']) {
      for (const type of ['application/x-www-form-urlencoded', 'application/json', 'text/plain']) {
        const answer = await get(path, { method: 'POST', body, headers: { 'content-type': type } });
        expect(await answer.text()).toBe(createHash('sha256').update(body).digest('hex'));
      }
    }
  });

  test('R-SEC-02: of a platform that is off are not there', async () => {
    const { get } = await open({ slack: digest });
    expect((await get('/api/messages', { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await get('/slack/events', { method: 'POST', body: '{}' })).status).toBe(200);
  });

  test('that are not there are 404, and other methods 405 with those that are', async () => {
    const { get } = await open({ slack: digest, teams: digest });
    for (const path of [
      '/slack',
      '/slack/events/',
      '/Slack/Events',
      '/healthz/',
      '/i',
      '/i/a/b',
      '/privacy/',
      '/.env',
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
    for (const [method, path, allow] of [
      ['GET', '/slack/events', 'POST'],
      ['HEAD', '/slack/events', 'POST'],
      ['PUT', '/api/messages', 'POST'],
      ['OPTIONS', '/api/messages', 'POST'],
      ['POST', '/i/0000000000000000000000', 'GET, HEAD'],
      ['DELETE', '/healthz', 'GET, HEAD'],
      ['POST', '/readyz', 'GET, HEAD'],
      ['POST', '/privacy', 'GET, HEAD'],
    ] as const) {
      const answer = await get(path, { method });
      expect([method, path, answer.status, answer.headers.get('allow')]).toEqual([method, path, 405, allow]);
    }
  });

  test('take nothing that is larger than any platform sends', async () => {
    const { get } = await open({ slack: digest });
    const answer = await get('/slack/events', { method: 'POST', body: 'x'.repeat(1_000_001) });
    expect(answer.status).toBe(413);
  });

  test('answer what cannot be read with 400, and what fails with 500, and tell nothing of the inside', async () => {
    const { get, logged } = await open({ slack: () => Promise.reject(new Error('secret of the inside')) });
    const unreadable = await get('/i/%E0%A4%A');
    expect([unreadable.status, await unreadable.text()]).toEqual([400, 'Bad request\n']);
    const failed = await get('/slack/events', { method: 'POST', body: '{}' });
    expect([failed.status, await failed.text()]).toEqual([500, 'Something went wrong\n']);
    expect(failed.headers.get('x-content-type-options')).toBe('nosniff');
    expect(logged).toEqual([{ fault: 'Error: secret of the inside' }]);
  });
});

describe('health', () => {
  test('of the process is there while it runs, whatever else is lost', async () => {
    const { get } = await open({ readiness: () => Promise.reject(new Error('lost')) });
    const answer = await get('/healthz');
    expect([answer.status, await answer.json()]).toEqual([200, { process: 'ok' }]);
  });

  test('R-SEC-10: of a process that cannot work any more is bad, so that another one takes its place', async () => {
    const { get } = await open({ isStuck: () => true });
    const answer = await get('/healthz');
    expect([answer.status, await answer.json()]).toEqual([503, { process: 'stuck' }]);
  });

  test.each<[Readiness, number, object]>([
    [{ database: true, worker: true }, 200, { database: 'ok', worker: 'ok' }],
    [{ database: true, worker: undefined }, 200, { database: 'ok', worker: 'elsewhere' }],
    [{ database: false, worker: true }, 503, { database: 'unavailable', worker: 'ok' }],
    [{ database: true, worker: false }, 503, { database: 'ok', worker: 'stopped' }],
  ])('with %j is %i, and says which part', async (readiness, status, said) => {
    const { get } = await open({ readiness: async () => readiness });
    const answer = await get('/readyz');
    expect([answer.status, await answer.json()]).toEqual([status, said]);
  });
});

describe('R-SEC-02: Teams without authentication', () => {
  const post = (origin: string, headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(`${origin}/api/messages`, { method: 'POST', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end('{}');
    });

  test('is for programs of this machine', async () => {
    const { origin } = await open({ teams: digest, isTeamsUnauthenticated: true });
    expect(await post(origin, {})).toBe(200);
    expect(await post(origin, { host: 'localhost:3978' })).toBe(200);
    expect(await post(origin, { host: '[::1]:3978' })).toBe(200);
  });

  test('lets in no page of a browser, and nothing through a tunnel', async () => {
    const { origin } = await open({ teams: digest, isTeamsUnauthenticated: true });
    expect(await post(origin, { host: 'rebound.example' })).toBe(403);
    expect(await post(origin, { host: 'localhost.example:3978' })).toBe(403);
    expect(await post(origin, { origin: 'https://page.example' })).toBe(403);
    expect(await post(origin, { 'x-forwarded-for': '192.0.2.1' })).toBe(403);
    expect(await post(origin, { forwarded: 'for=192.0.2.1' })).toBe(403);
  });
});
