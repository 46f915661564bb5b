import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { teamsManifest } from '../../manifest/teams.ts';
import { contentSecurityPolicy } from '../../src/web/style.ts';
import { serve } from './serve.ts';

let site: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  site = await serve({});
});

afterAll(() => site?.close());

const textOf = async (path: string) =>
  (await (await site.get(path)).text()).replace(/<style>.*<\/style>/s, '').replace(/<[^>]+>/g, ' ');

describe('the pages that the Teams app names', () => {
  const { developer } = teamsManifest({ appId: 'a', publicUrl: 'https://accord.example.com' });
  const paths = [developer.websiteUrl, developer.privacyUrl, developer.termsOfUseUrl].map(
    (url) => new URL(url).pathname,
  );

  test.each(paths)('%s is there, has no script, and the headers of every page (R-SEC-07)', async (path) => {
    const response = await site.get(path);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(page).not.toMatch(/<script|<form|<img|<iframe|<link|style=|\son\w+=/i);
    expect(page).toContain('<html lang="en">');
  });
});

test('the first page leads to the others', async () => {
  const page = await (await site.get('/')).text();
  const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, path]) => `/${path}`);
  expect(links).toEqual(['/privacy', '/terms']);
});

test('privacy says what is kept, who sees it, and that history stays (R-AUD-01, R-AUD-02)', async () => {
  const text = await textOf('/privacy');
  expect(text).toContain('Members: name, e-mail address, roles, and the chat IDs');
  expect(text).toContain('only a hash');
  expect(text).toContain('No third organization sees it');
  expect(text).toContain('never changes or deletes the history');
  expect(text).toContain('Whoever runs this installation');
});

test('terms say who answers for it', async () => {
  expect(await textOf('/terms')).toContain('Whoever runs this installation answers for it');
});
