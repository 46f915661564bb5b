import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createTeams, type Teams as Product } from '../../adapters/teams/index.ts';
import type { Card } from '../../src/kernel/card.ts';
import type { Address, Poster } from '../../src/kernel/poster.ts';
import { reply } from '../../src/kernel/request.ts';
import { createTeams as createWire, type Teams as Wire } from '../kit/teams/client.ts';
import { type Microsoft, SERVICE_URL, startMicrosoft } from '../kit/teams/microsoft.ts';
import type { TeamsPerson } from '../kit/teams/teams-person.ts';
import { silentLog, wordsIn } from './parts.ts';

const registration = {
  appId: '6d1cbb2e-0a4e-4a53-9d4a-5a3c1a1e6f01',
  appPassword: 'a secret of tests',
  tenantId: '0b7c9a34-5f39-4a6f-8a51-6c2f8f0f7a11',
  appType: 'SingleTenant',
  auth: 'on',
} as const;

const cardOf = (title: string): Card => ({ title, summary: title, blocks: [] });

let microsoft: Microsoft;
let product: Product;
let wire: Wire;
let ana: TeamsPerson;
let ben: TeamsPerson;

beforeAll(async () => {
  const { appId, appPassword: password, tenantId: tenant } = registration;
  microsoft = await startMicrosoft({ appId, password, tenantId: tenant });
  wire = createWire({ endpoint: 'http://127.0.0.1:9/', appId, tenant, microsoft });
  ana = wire.person({ name: 'Ana Ruiz' });
  ben = wire.person({ name: 'Ben Okri' });
  product = createTeams({
    ...registration,
    app: { handle: async () => reply.card(cardOf('Home')), posted: async () => {}, added: async () => {} },
    words: wordsIn,
    log: silentLog,
  });
});
afterEach(() => {
  microsoft.connector.heal();
  expect(microsoft.violations.splice(0)).toEqual([]);
});
afterAll(() => microsoft.stop());

const to = (conversation: string | null, user: string | null = null): Address => ({
  platform: 'teams',
  workspace: registration.tenantId,
  conversation,
  user,
  serviceUrl: SERVICE_URL,
});
const posts = () => microsoft.connector.posts;
const post: Poster['post'] = (...given) => product.poster.post(...given);
const update: Poster['update'] = (...given) => product.poster.update(...given);

it('keeps under seven messages a second in a conversation (R-NOTE-07)', () => {
  expect(1000 / product.poster.paceMs).toBeLessThan(7);
});

it('refreshes a card for at most sixty people (R-CARD-06)', () => {
  expect(product.poster.maxViewers).toBe(60);
});

it('posts to a channel, answers in the thread of a card, and changes the card (R-NOTE-03)', async () => {
  const { id } = wire.channel();
  const parent = await post(to(id), cardOf('Sent'), null);
  expect(parent).toEqual({
    outcome: 'posted',
    ref: posts().at(-1)?.id,
    conversation: id,
    serviceUrl: SERVICE_URL,
  });
  if (parent.outcome !== 'posted') return;
  await post(to(id), cardOf('Accepted by Ben'), parent.ref);
  expect(posts().at(-1)).toMatchObject({ conversation: id, thread: parent.ref });
  expect(await update(to(id), parent.ref, cardOf('Accepted'))).toEqual(parent);
  expect(posts().at(-2)).toMatchObject({ version: 1, activity: { summary: 'Accepted' } });
  // A conversation id that was stored with a thread still means the channel.
  await post(to(`${id};messageid=${parent.ref}`), cardOf('Another'), null);
  expect(posts().at(-1)).toMatchObject({ conversation: id, thread: undefined });
});

it('answers a card in a group chat with a message that names it', async () => {
  const { id } = wire.groupChat();
  const parent = await post(to(id), cardOf('Sent'), null);
  if (parent.outcome !== 'posted') throw new Error('not posted');
  expect(posts().at(-1)?.replyToId).toBeUndefined();
  await post(to(id), cardOf('Accepted'), parent.ref);
  expect(posts().at(-1)).toMatchObject({ conversation: id, thread: undefined, replyToId: parent.ref });
});

it('opens a personal chat that was never opened, by chat id or by Entra id (R-NOTE-04)', async () => {
  wire.channel({ members: [ben] });
  for (const user of [ben.somebody.id, ben.somebody.aadObjectId]) {
    expect(await post(to(null, user), cardOf('For you'), null)).toEqual({
      outcome: 'posted',
      ref: posts().at(-1)?.id,
      conversation: ben.somebody.chat.id,
      serviceUrl: SERVICE_URL,
    });
  }
});

it('uses the public cloud’s connector if none is given', async () => {
  const { id } = wire.channel();
  expect(await post({ ...to(id), serviceUrl: null }, cardOf('Sent'), null)).toMatchObject({
    outcome: 'posted',
    serviceUrl: SERVICE_URL,
  });
});

it('posts by itself what would stand under a card that was deleted (R-NOTE-03)', async () => {
  const { id } = wire.channel();
  microsoft.connector.fail({ status: 404, conversation: `${id};messageid=1` });
  expect(await post(to(id), cardOf('Accepted'), '1')).toMatchObject({ outcome: 'posted' });
  expect(posts().at(-1)).toMatchObject({ conversation: id, thread: undefined });
});

it('says that somebody cannot be reached (R-NOTE-08)', async () => {
  const stranger = wire.person({ name: 'Dan', installed: false });
  expect(await post(to(null, stranger.somebody.id), cardOf('For you'), null)).toMatchObject({
    outcome: 'unreachable',
    what: expect.stringContaining('403'),
  });
  expect(await post(to(null, '29:nobody'), cardOf('For you'), null)).toMatchObject({
    outcome: 'unreachable',
  });
});

it.each([
  [403, 'unreachable'],
  [404, 'unreachable'],
  [412, 'wait'],
  [502, 'wait'],
  [503, 'wait'],
  [504, 'wait'],
])('takes a %i on posting for: %s (R-NOTE-07, R-NOTE-08)', async (status, outcome) => {
  const { id } = wire.channel();
  microsoft.connector.fail({ status });
  expect(await post(to(id), cardOf('Sent'), null)).toMatchObject(
    outcome === 'wait' ? { outcome, seconds: 2 } : { outcome },
  );
});

it('asks once and leaves trying again to the queue: nothing is posted twice behind its back (R-AUD-03)', async () => {
  const { id } = wire.channel();
  const before = microsoft.asked.length;
  microsoft.connector.fail({ status: 429, retryAfter: 31, conversation: id });
  expect(await post(to(id), cardOf('Sent'), null)).toEqual({ outcome: 'wait', seconds: 31 });
  microsoft.connector.heal();
  microsoft.connector.fail({ status: 500, done: true, conversation: id });
  await expect(post(to(id), cardOf('Sent'), null)).rejects.toThrow('500');
  expect(microsoft.asked.slice(before).filter(({ request }) => request.includes('/activities'))).toHaveLength(
    2,
  );
  expect(microsoft.connector.postsIn(id)).toHaveLength(1);
});

it('tells a message that is gone from a conversation that is', async () => {
  const place = wire.channel({ members: [ana] });
  const sent = await post(to(place.id), cardOf('Sent'), null);
  if (sent.outcome !== 'posted') throw new Error('not posted');
  expect(await update(to(place.id), '1', cardOf('Accepted'))).toEqual({ outcome: 'gone' });
  place.installed = false;
  expect(await update(to(place.id), sent.ref, cardOf('Accepted'))).toMatchObject({
    outcome: 'unreachable',
  });
  expect(await post(to(place.id), cardOf('Again'), sent.ref)).toMatchObject({ outcome: 'unreachable' });
});

it.each([
  [400, true],
  [413, true],
  [409, false],
])(
  'takes a %i for a rejection of the message; whether we know it: %s (R-NOTE-09)',
  async (status, isKnown) => {
    const { id } = wire.channel();
    microsoft.connector.fail({ status, conversation: id });
    const rejected = { outcome: 'rejected', isKnown, what: expect.stringContaining(String(status)) };
    expect(await post(to(id), cardOf('Sent'), null)).toEqual(rejected);
    expect(await update(to(id), '1', cardOf('Sent'))).toEqual(rejected);
  },
);

it.each([
  [403, 'ForbiddenOperationException', 'unreachable'],
  [403, 'MessageWritesBlocked', 'unreachable'],
  [403, 'BotNotInConversationRoster', 'unreachable'],
  [403, 'Forbidden', 'gone'],
  [404, 'ActivityNotFoundInConversation', 'missing'],
])('takes a %i %s on an update for: %s (R-NOTE-08, R-NOTE-09)', async (status, code, outcome) => {
  const { id } = wire.channel();
  microsoft.connector.fail({ status, code, conversation: id, method: 'PUT' });
  expect(await update(to(id), '1', cardOf('Accepted'))).toMatchObject({ outcome });
});

it('sends words alone as plain text (R-NOTE-09)', async () => {
  const { id } = wire.channel();
  const sent = await post(to(id), cardOf('Sent'), null);
  if (sent.outcome !== 'posted') throw new Error('not posted');
  expect(await update(to(id), sent.ref, 'Accepted by *Ben*')).toMatchObject({ outcome: 'posted' });
  expect(posts().at(-1)?.activity).toMatchObject({ text: 'Accepted by *Ben*', textFormat: 'plain' });
  expect(await post(to(id), 'Said in words', null)).toMatchObject({ outcome: 'posted' });
  expect(posts().at(-1)?.activity).toMatchObject({ text: 'Said in words', textFormat: 'plain' });
});

it('throws what nobody foresaw, without the request that it was about (R-SEC-04)', async () => {
  const { id } = wire.channel();
  microsoft.connector.fail({ status: 401 });
  const fault = await post(to(id), cardOf('Top secret'), null).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(Error);
  expect(JSON.stringify(fault, Object.getOwnPropertyNames(fault))).not.toMatch(/secret|Bearer/);
});
