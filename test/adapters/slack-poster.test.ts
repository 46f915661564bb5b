import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSlack, type Slack } from '../../adapters/slack/index.ts';
import type { Card } from '../../src/kernel/card.ts';
import type { Address } from '../../src/kernel/poster.ts';
import { reply } from '../../src/kernel/request.ts';
import { type Slack as Client, createSlack as createClient } from '../kit/slack/client.ts';
import { type Front, startFront } from '../kit/slack/front.ts';
import { startWorkspaces, type Team, type Workspaces } from '../kit/slack/workspace.ts';
import { silentLog, wordsIn } from './parts.ts';

const card = (title: string): Card => ({ title, summary: `${title}: Fabrikam and Contoso`, blocks: [] });

let workspaces: Workspaces;
let front: Front;
let slack: Slack;
let client: Client;
let contoso: Team;

beforeAll(async () => {
  workspaces = await startWorkspaces([
    { name: 'Contoso', people: ['ana'], channels: [{ name: 'partners' }, { name: 'quiet', bot: false }] },
  ]);
  front = await startFront(workspaces);
  contoso = workspaces.team('Contoso');
  slack = createSlack({
    app: { handle: async () => reply.card(card('Hello')), posted: async () => {}, added: async () => {} },
    signingSecret: 'none',
    botTokenOf: async (workspace) => (workspace === contoso.id ? contoso.bot.token : undefined),
    apiUrl: front.apiUrl,
    words: wordsIn,
    log: silentLog,
  });
  client = createClient({ eventsUrl: 'http://127.0.0.1:9', signingSecret: 'none', front });
});

afterEach(() => {
  expect(front.violations).toEqual([]);
  expect(front.pings).toEqual([]);
});

afterAll(async () => {
  await front.close();
  await workspaces.close();
});

const inChannel = (name = 'partners'): Address => ({
  platform: 'slack',
  workspace: contoso.id,
  conversation: contoso.channel(name).id,
  user: null,
  serviceUrl: null,
});
const toAna = (): Address => ({ ...inChannel(), conversation: null, user: contoso.person('ana').id });
const seen = () => client.person({ name: 'ana', team: 'Contoso' }).channel(contoso.channel('partners').id);

async function posted(title: string, parent: string | null = null): Promise<string> {
  const outcome = await slack.poster.post(inChannel(), card(title), parent);
  if (outcome.outcome !== 'posted') throw new Error(`Not posted: ${outcome.outcome}`);
  return outcome.ref;
}

describe('posting', () => {
  it('posts the card to the channel and returns its reference', async () => {
    const outcome = await slack.poster.post(inChannel(), card('Sent'), null);
    expect(outcome).toEqual({
      outcome: 'posted',
      ref: expect.stringMatching(/^\d+\.\d+$/),
      conversation: contoso.channel('partners').id,
      serviceUrl: null,
    });
    expect((await seen()).at(-1)).toMatchObject({ text: 'Sent', private: false, thread: undefined });
    expect(front.calls('chat.postMessage').at(-1)?.body).toMatchObject({
      text: 'Sent: Fabrikam and Contoso',
    });
  });

  it('answers in the thread of the first card (R-NOTE-03)', async () => {
    const parent = await posted('Sent');
    await posted('Accepted', parent);
    expect((await seen()).at(-1)).toMatchObject({ text: 'Accepted', thread: parent });
  });

  it('says what is new all the same when the first card was deleted', async () => {
    const parent = await posted('Sent');
    front.fail({ method: 'chat.postMessage', error: 'thread_not_found' });
    await posted('Accepted', parent);
    expect((await seen()).at(-1)).toMatchObject({ text: 'Accepted', thread: undefined });
  });

  it('opens a direct message for a person and says which', async () => {
    const outcome = await slack.poster.post(toAna(), card('For you'), null);
    expect(outcome).toMatchObject({ outcome: 'posted', conversation: expect.stringMatching(/^D/) });
    const direct = await client.person({ name: 'ana', team: 'Contoso' }).direct();
    expect(direct.at(-1)).toMatchObject({ text: 'For you' });
  });

  it('changes a card in its place (R-AUD-04)', async () => {
    const ref = await posted('Waiting');
    expect(await slack.poster.update(inChannel(), ref, card('Accepted'))).toMatchObject({
      outcome: 'posted',
      ref,
    });
    expect((await seen()).find((one) => one.ref === ref)?.text).toBe('Accepted');
  });

  it('draws no previews of links', async () => {
    await posted('Sent');
    expect(front.calls('chat.postMessage').at(-1)?.body).toMatchObject({
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
  });

  it('keeps to a message a second (R-NOTE-07)', () => {
    expect(slack.poster.paceMs).toBe(1000);
  });

  it('shows everybody in the channel the same card (R-CARD-06)', () => {
    expect(slack.poster.maxViewers).toBe(0);
  });
});

describe('what comes of it when Slack refuses', () => {
  it.each([
    ['to wait as long as it says', { status: 429, retryAfter: 17 }, { outcome: 'wait', seconds: 17 }],
    ['to wait without saying how long', { error: 'ratelimited' }, { outcome: 'wait', seconds: 30 }],
    [
      'because the token is dead',
      { error: 'token_revoked' },
      { outcome: 'unreachable', what: 'token_revoked' },
    ],
    [
      'because the account is gone',
      { error: 'account_inactive' },
      { outcome: 'unreachable', what: 'account_inactive' },
    ],
    [
      'because the channel is archived',
      { error: 'is_archived' },
      { outcome: 'unreachable', what: 'is_archived' },
    ],
    ['for want of a scope', { error: 'missing_scope' }, { outcome: 'unreachable', what: 'missing_scope' }],
  ])('%s (R-NOTE-07, R-NOTE-08)', async (_, fault, outcome) => {
    const before = (await seen()).length;
    const calls = front.calls().length;
    front.fail({ method: 'chat.postMessage', ...fault });
    expect(await slack.poster.post(inChannel(), card('Sent'), null)).toEqual(outcome);
    expect(front.calls()).toHaveLength(calls + 1);
    expect(await seen()).toHaveLength(before);
  });

  it('a channel that the bot is not in is unreachable (R-NOTE-08)', async () => {
    expect(await slack.poster.post(inChannel('quiet'), card('Sent'), null)).toEqual({
      outcome: 'unreachable',
      what: 'not_in_channel',
    });
  });

  it('a channel that does not exist, and a person who does not, are unreachable (R-NOTE-08)', async () => {
    const nowhere = { ...inChannel(), conversation: 'C0NOWHERE' };
    expect(await slack.poster.post(nowhere, card('Sent'), null)).toEqual({
      outcome: 'unreachable',
      what: 'channel_not_found',
    });
    const nobody = { ...toAna(), user: 'U0NOBODY' };
    expect(await slack.poster.post(nobody, card('Sent'), null)).toMatchObject({ outcome: 'unreachable' });
  });

  it('a workspace without a token is unreachable, and Slack is not asked (R-NOTE-08)', async () => {
    const calls = front.calls().length;
    const elsewhere = { ...inChannel(), workspace: 'T0ELSEWHERE' };
    expect(await slack.poster.post(elsewhere, card('Sent'), null)).toEqual({
      outcome: 'unreachable',
      what: 'no_token',
    });
    expect(front.calls()).toHaveLength(calls);
  });

  it('a card that was deleted is gone, its channel is not', async () => {
    expect(await slack.poster.update(inChannel(), '1.000001', card('Accepted'))).toEqual({ outcome: 'gone' });
  });

  it.each([
    ['invalid_blocks', true],
    ['msg_too_long', true],
    ['posting_to_general_channel_denied', false],
    ['channel_type_not_supported', false],
  ])('%s is a rejection of the message; whether we know it: %s (R-NOTE-09)', async (what, isKnown) => {
    front.fail({ method: 'chat.postMessage', error: what });
    front.fail({ method: 'chat.update', error: what });
    const rejected = { outcome: 'rejected', what, isKnown };
    expect(await slack.poster.post(inChannel(), card('Sent'), null)).toEqual(rejected);
    expect(await slack.poster.update(inChannel(), '1.000001', card('Sent'))).toEqual(rejected);
  });

  it('words alone are sent as they are, without markup and without blocks (R-NOTE-09)', async () => {
    const said = 'Fabrikam & <!channel> asks *Contoso*';
    const posted = await slack.poster.post(inChannel(), said, null);
    if (posted.outcome !== 'posted') throw new Error('not posted');
    expect(front.calls('chat.postMessage').at(-1)?.body).toMatchObject({
      text: 'Fabrikam &amp; &lt;!channel&gt; asks *Contoso*',
    });
    const shown = await slack.poster.post(inChannel(), card('Sent'), null);
    if (shown.outcome !== 'posted') throw new Error('not posted');
    expect(await slack.poster.update(inChannel(), shown.ref, said)).toMatchObject({ outcome: 'posted' });
    expect(front.calls('chat.update').at(-1)?.body).toMatchObject({ blocks: [] });
  });

  it.each([
    ['an inner error', { error: 'internal_error' }],
    ['a broken answer', { status: 503 }],
  ])('%s is thrown once, for the queue to retry', async (_, fault) => {
    const calls = front.calls().length;
    front.fail({ method: 'chat.postMessage', ...fault });
    await expect(slack.poster.post(inChannel(), card('Sent'), null)).rejects.toThrow();
    expect(front.calls()).toHaveLength(calls + 1);
  });
});
