import { createHash } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadLanding } from '../../src/invitations/index.ts';
import { createStage, type Stage } from '../kit/service.ts';
import { serve } from './serve.ts';

const ana = 'ana@fabrikam.com';
const gil = 'gil@contoso.com';
let stage: Stage;
let site: Awaited<ReturnType<typeof serve>>;

const chatLinks = {
  slack: { url: 'slack://open' },
  teams: { url: 'https://teams.microsoft.com/l/chat/0/0?users=28:x' },
};
const openSite = (parts = {}) =>
  serve({ landing: (token) => loadLanding(stage.env.db, token, stage.env.now()), chatLinks, ...parts });

beforeAll(async () => {
  stage = await createStage();
  await stage.add({
    name: 'Fabrikam',
    programme: 'direct_reseller',
    people: { Ana: ['admin_agent', 'global_admin'] },
  });
  await stage.add({ name: 'Tailspin', programme: 'indirect_provider', people: { Tom: ['admin_agent'] } });
  await stage.add({ name: 'Proseware', programme: 'indirect_reseller', people: { Pia: ['global_admin'] } });
  await stage.add({ name: 'Contoso', people: { Gil: ['global_admin'] } });
  await stage.publishAgreement('2026-01');
  site = await openSite();
});

afterEach(() => {
  vi.useRealTimers();
});

afterAll(async () => {
  await site?.close();
  await stage?.close();
});

function value<T, P extends { code: string }>(result: { ok: true; value: T } | { ok: false; problem: P }): T {
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
}

interface Link {
  readonly id: string;
  readonly path: string;
  readonly text: string;
}

async function draft(customer: string, includesDap = false, from = ana): Promise<Link> {
  const asking = { customer, type: 'reseller', includesDap, note: null } as const;
  const { details, link } = value(await stage.service.invitations.draftRequest(stage.as(from), asking));
  return { id: details.invitation.id, path: new URL(link).pathname, text: `Here: ${link}` };
}

async function send(link: Link, from = ana): Promise<Link> {
  const mail = { subject: 'An invitation', text: link.text, way: 'own_mail' } as const;
  value(await stage.service.invitations.send(stage.as(from), link.id, mail));
  return link;
}

let addresses = 0;
/** An invitation of its own for each test. */
const sent = async (includesDap = false) => send(await draft(`person${++addresses}@adatum.com`, includesDap));

/** The page as a reader has it, its markup and style left out. */
const textOf = (page: string): string =>
  page
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the page behind a personal link', () => {
  test('says who asks, for what, until when, and how to answer in chat', async () => {
    const { path } = await sent(true);
    const response = await site.get(path);
    expect(response.status).toBe(200);
    const page = await response.text();
    const text = textOf(page);
    expect(text).toContain('An invitation from Fabrikam');
    expect(text).toContain('Fabrikam (fabrikam.com)');
    expect(text).toContain('Reseller & delegated administrator'.replace('&', '&#38;'));
    expect(text).toContain('Helpdesk admin');
    expect(text).toContain('Answer by Jan 31, 2027');
    expect(text).toContain('If Accord is not in your chat yet, please ask Fabrikam');
    const code = path.slice('/i/'.length);
    expect(page).toContain(`<code>/partner redeem ${code}</code>`);
    expect(page).toContain(`<code>redeem ${code}</code>`);
    expect(page).toContain('href="slack://open"');
    expect(page).toContain('href="https://teams.microsoft.com/l/chat/0/0?users=28:x"');
  });

  test('R-ORG-03: names the acceptance portal of the customer’s cloud', async () => {
    await stage.add({
      name: 'State Department',
      domain: 'state.gov',
      cloud: 'us_government',
      people: { Sam: ['global_admin'] },
    });
    await stage.add({
      name: 'Govly',
      cloud: 'us_government',
      programme: 'direct_reseller',
      people: { Gus: ['admin_agent'] },
    });
    const link = await send(await draft('state.gov', true, 'gus@govly.com'), 'gus@govly.com');
    const text = textOf(await (await site.get(link.path)).text());
    expect(text).toContain('Your acceptance portal is the Microsoft Office admin portal.');
  });

  test('R-IND-02: says what a provider would be allowed', async () => {
    const tom = stage.as('tom@tailspin.com');
    const { details, link } = value(
      await stage.service.invitations.draftProviderInvitation(tom, { reseller: 'proseware.com', note: null }),
    );
    await send({ id: details.invitation.id, path: new URL(link).pathname, text: link }, 'tom@tailspin.com');
    const text = textOf(await (await site.get(new URL(link).pathname)).text());
    expect(text).toContain('It can submit orders and add subscriptions for the customers of Proseware');
    expect(text).toContain('Administrator access');
    expect(text).not.toContain('acceptance portal');
  });

  test('offers the platforms that are on, and no others', async () => {
    const { path } = await sent();
    const teamsAlone = await openSite({ chatLinks: { teams: {} } });
    const page = await (await teamsAlone.get(path)).text();
    expect(page).not.toContain('Slack');
    expect(page).not.toContain('class="button"');
    expect(textOf(page)).toContain('redeem');
    await teamsAlone.close();
  });

  test('R-SEC-07: has no script, and strict headers whatever the answer', async () => {
    const { path } = await sent();
    for (const [address, status] of [
      [path, 200],
      ['/i/0000000000000000000000', 404],
      ['/i/', 404],
    ] as const) {
      const response = await site.get(address);
      const page = await response.text();
      expect(response.status).toBe(status);
      const style = /<style>(.*)<\/style>/s.exec(page)?.[1] ?? '';
      const hash = createHash('sha256').update(style).digest('base64');
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex, nofollow',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      expect(response.headers.has('x-powered-by')).toBe(false);
      expect(page).not.toMatch(/<script|<form|<img|<iframe|<link|style=|\son\w+=|@import|url\(/i);
    }
  });

  test('R-SEC-07: escapes a hostile name', async () => {
    const name = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>&amp;\u202Emoc`;
    await stage.add({
      name,
      domain: 'hostile.com',
      programme: 'direct_reseller',
      people: { Max: ['admin_agent'] },
    });
    const link = await send(await draft('contoso.com', false, 'max@hostile.com'), 'max@hostile.com');
    const page = await (await site.get(link.path)).text();
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain('&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#39;&#62;');
    expect(page).toContain('&#38;amp;');
    // A name that turns the direction of writing turns its own line alone.
    expect(page).toContain('<dd><bdi>&#60;script&#62;');
  });

  test('R-SEC-07: HEAD has the same headers and no page', async () => {
    const { path } = await sent();
    const [head, page] = await Promise.all([site.get(path, { method: 'HEAD' }), site.get(path)]);
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    const headers = (response: Response) =>
      Object.fromEntries(
        [...response.headers].filter(([name]) => !/^(date|ratelimit|connection|keep-alive)/.test(name)),
      );
    expect(headers(head)).toEqual(headers(page));
  });

  test('R-SEC-07: opening it changes nothing, however often and by whatever method', async () => {
    const { path } = await sent();
    const before = await contents();
    for (const method of ['GET', 'HEAD', 'GET', 'POST', 'PUT', 'DELETE']) await site.get(path, { method });
    expect(await contents()).toEqual(before);
  });

  test('R-LANG-01: is in English for who reads none of our languages', async () => {
    const { path } = await sent();
    for (const languages of ['en-GB', 'fr, de;q=0.5', '*', ';;;']) {
      const page = await (await site.get(path, { headers: { 'accept-language': languages } })).text();
      expect(page).toContain('<html lang="en">');
    }
  });
});

describe('a dead link says why and since when, and not who it was', () => {
  test('accepted', async () => {
    const link = await send(await draft('contoso.com'));
    const consent = { ticked: true, agreementVersion: '2026-01', replaces: null };
    value(await stage.service.invitations.accept(stage.as(gil), link.id, consent));
    await expectDead(link, 'It has already been accepted', 'Accepted on Nov 2, 2026');
  });

  test('declined', async () => {
    const link = await send(await draft('contoso.com', true));
    value(await stage.service.invitations.decline(stage.as(gil), link.id, 'We have Gil’s cousin for that'));
    await expectDead(link, 'It has been declined', 'Declined on Nov 2, 2026');
  });

  test('withdrawn', async () => {
    const link = await sent();
    value(await stage.service.invitations.withdraw(stage.as(ana), link.id));
    await expectDead(link, 'Fabrikam has withdrawn it', 'Withdrawn on Nov 2, 2026');
  });

  test('expired, before and after the clock has moved it (R-INV-10)', async () => {
    const link = await sent();
    const later = await serve({
      landing: (token) => loadLanding(stage.env.db, token, new Date('2027-03-01T00:00:00Z')),
      chatLinks,
    });
    await expectDead(link, 'Its time has passed', 'Expired on Jan 31, 2027', later);
    await later.close();
  });

  async function expectDead(link: Link, why: string, since: string, at = site): Promise<void> {
    const response = await at.get(link.path);
    const page = await response.text();
    const text = textOf(page);
    expect(response.status).toBe(410);
    expect(text).toContain('This invitation is closed');
    expect(text).toContain(why);
    expect(text).toContain(since);
    expect(text).not.toMatch(/Gil|Ana|redeem|Open in/);
  }
});

test('R-INV-15: a link that was mailed before its sender said so asks for patience', async () => {
  const { path } = await draft(`person${++addresses}@adatum.com`);
  const response = await site.get(path);
  expect(response.status).toBe(200);
  const text = textOf(await response.text());
  expect(text).toContain('Fabrikam has not finished sending it');
  expect(text).not.toContain('redeem');
});

describe('R-SEC-08: a link that never was', () => {
  test.each([
    ['none', ''],
    ['a cut one', 'short'],
    ['a guessed one', '0'.repeat(26)],
    ['a path', '..%2f..%2fetc'],
    ['a very long one', 'a'.repeat(5000)],
    ['one that is no text', '%00'],
  ])('%s is not found, in plain words', async (_what, token) => {
    const path = `/i/${token}`;
    const response = await site.get(path);
    expect(response.status).toBe(404);
    const text = textOf(await response.text());
    expect(text).toContain('There is no invitation here');
    expect(text).toContain('check that the link is complete');
  });

  test('is counted: an address opens sixty links a minute, then waits', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-02T09:00:00Z') });
    const counted = await openSite();
    const open = async () => (await counted.get('/i/0000000000000000000000')).status;
    for (let opened = 0; opened < 60; opened++) expect(await open()).toBe(404);
    vi.setSystemTime(new Date('2026-11-02T09:00:20Z'));
    const refused = await counted.get((await sent()).path);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('40');
    expect(refused.headers.get('content-security-policy')).toContain(`default-src 'none'`);
    expect(textOf(await refused.text())).toContain('Please wait a minute');
    expect((await counted.get('/healthz')).status).toBe(200);
    vi.setSystemTime(new Date('2026-11-02T09:01:00Z'));
    expect(await open()).toBe(404);
    await counted.close();
  });

  test('is counted by the caller’s address, which only a trusted proxy can state', async () => {
    const from = async (at: typeof site, address: string) =>
      (await at.get('/i/0000000000000000000000', { headers: { 'x-forwarded-for': address } })).status;
    const [direct, proxied] = await Promise.all([openSite(), openSite({ trustedProxies: 1 })]);
    for (let opened = 0; opened < 60; opened++) {
      expect(await from(direct, `192.0.2.${opened}`)).toBe(404);
      expect(await from(proxied, '192.0.2.1')).toBe(404);
    }
    expect(await from(direct, '192.0.2.200')).toBe(429);
    expect(await from(proxied, '192.0.2.1')).toBe(429);
    expect(await from(proxied, '192.0.2.2')).toBe(404);
    await Promise.all([direct.close(), proxied.close()]);
  });
});

test('a lost database is explained in plain words, without internals', async () => {
  const fault = new Error('connect ECONNREFUSED 10.0.0.7:5432 as accord');
  const lost = await openSite({ landing: () => Promise.reject(fault) });
  const response = await lost.get(`/i/${'0'.repeat(26)}`);
  expect(response.status).toBe(503);
  const page = await response.text();
  expect(textOf(page)).toContain('This page cannot be shown at the moment');
  expect(page).not.toMatch(/ECONN|10\.0|accord@/);
  expect(JSON.stringify(lost.logged)).toContain('ECONNREFUSED');
  expect(JSON.stringify(lost.logged)).not.toContain('0'.repeat(26));
  await lost.close();
});

/** Everything that the database holds, by table. */
async function contents(): Promise<Readonly<Record<string, string>>> {
  const sql = postgres(stage.url, { max: 1 });
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`;
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await sql.unsafe(
      `select md5(string_agg(t::text, ',' order by t::text)) as sum from ${name} t`,
    );
    found[name] = String(row?.sum);
  }
  await sql.end();
  return found;
}
