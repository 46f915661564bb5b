import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTeams, type Teams as Product } from '../../adapters/teams/index.ts';
import type { App, PostedRef, Reply, Request } from '../../src/app.ts';
import type { Button, Card } from '../../src/kernel/card.ts';
import { type Form, formWithErrors } from '../../src/kernel/form.ts';
import { normalizeLine } from '../../src/kernel/normal-form.ts';
import type { Address } from '../../src/kernel/poster.ts';
import { reply } from '../../src/kernel/request.ts';
import type { Answer, SeenCard, SeenForm } from '../kit/person.ts';
import { createTeams as createWire, type Teams as Wire } from '../kit/teams/client.ts';
import { type Microsoft, SERVICE_URL, startMicrosoft } from '../kit/teams/microsoft.ts';
import { detour } from '../kit/teams/preload.ts';
import type { TeamsPerson } from '../kit/teams/teams-person.ts';
import { channelToken, forgeries } from '../kit/teams/tokens.ts';
import { createTestLog, wordsIn } from './parts.ts';

const registration = {
  appId: '6d1cbb2e-0a4e-4a53-9d4a-5a3c1a1e6f01',
  appPassword: 'a secret of tests',
  tenantId: '0b7c9a34-5f39-4a6f-8a51-6c2f8f0f7a11',
  appType: 'SingleTenant',
  auth: 'on',
} as const;

/** What a person asked for, and the card that is remembered as its answer. */
const asked: Request[] = [];
const remembered: PostedRef[] = [];
/** The conversations that the app was told the bot was added to. */
const joined: string[] = [];
/** What the app answers next. */
let answer: (request: Request) => Reply | Promise<Reply>;
const app: App = {
  async handle(request) {
    asked.push(request);
    return answer(request);
  },
  async posted(ref) {
    remembered.push(ref);
  },
  async added({ conversation }) {
    joined.push(conversation);
  },
};
const { log, lines: logged } = createTestLog();
let answerTimeout: () => Promise<void>;
const pauses: number[] = [];
const forever = new Promise<void>(() => {});

let microsoft: Microsoft;
let product: Product;
let server: Server;
let endpoint: string;
let wire: Wire;
let ana: TeamsPerson;
let ben: TeamsPerson;
let withoutKeys: { status: number; asked: readonly Request[] };

/** As the product mounts it. */
const webOf = (teams: Product) =>
  express().post('/api/messages', (request, response) => teams.handle(request, response));

async function opened(closed: Server): Promise<string> {
  await new Promise<void>((done) => closed.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(closed.address() as AddressInfo).port}/`;
}

/** How a well-signed request is answered before the keys were fetched; botbuilder then keeps them for a day. */
async function askedWithoutKeys(): Promise<typeof withoutKeys> {
  const closed = createServer();
  const { port } = new URL(await opened(closed));
  await closing(closed);
  const end = detour({ hosts: ['login.botframework.com'], port: Number(port), ca: '' });
  const { appId } = registration;
  const activity = {
    type: 'message',
    channelId: 'msteams',
    serviceUrl: SERVICE_URL,
    from: { id: '29:1' },
    conversation: { id: 'a:1' },
  };
  const token = await channelToken({ appId, serviceUrl: SERVICE_URL });
  const { status } = await send(JSON.stringify(activity), `Bearer ${token}`);
  end();
  return { status, asked: [...asked] };
}

async function closing(open: Server): Promise<void> {
  open.closeAllConnections();
  await new Promise((done) => open.close(done));
}

const options = {
  ...registration,
  app,
  log,
  words: (locale: string | undefined) => wordsIn(locale ?? 'en'),
  answerTimeout: () => answerTimeout(),
  pause: async (seconds: number) => void pauses.push(seconds),
  newReference: () => 'ref-1',
};

beforeAll(async () => {
  product = createTeams(options);
  server = createServer(webOf(product));
  endpoint = `${await opened(server)}api/messages`;
  withoutKeys = await askedWithoutKeys();
  microsoft = await startMicrosoft({
    appId: registration.appId,
    password: registration.appPassword,
    tenantId: registration.tenantId,
  });
  wire = createWire({ endpoint, appId: registration.appId, tenant: registration.tenantId, microsoft });
  ana = wire.person({ name: 'Ana Ruiz', locale: 'de-DE', timeZone: 'Europe/Berlin' });
  ben = wire.person({ name: 'Ben Okri' });
});
beforeEach(() => {
  answer = () => reply.card(cardOf('Home'));
  answerTimeout = () => forever;
  for (const list of [asked, remembered, logged, pauses]) list.length = 0;
});
afterEach(() => {
  microsoft.connector.heal();
  expect(microsoft.violations.splice(0)).toEqual([]);
});
afterAll(async () => {
  await closing(server);
  await microsoft.stop();
});

const subject = { kind: 'invitation', id: '0192' } as const;
const cardOf = (title: string, buttons: readonly Button[] = [], more: Partial<Card> = {}): Card => ({
  title,
  summary: title,
  blocks: buttons.length > 0 ? [{ kind: 'buttons', buttons }] : [],
  ...more,
});
const form: Form = {
  title: 'Accept',
  command: 'accept 0192',
  blocks: [],
  fields: [
    { kind: 'text', name: 'reason', label: 'Reason', value: '', maxLength: 100 },
    { kind: 'tick', name: 'read', label: 'Agreement', tick: 'I have read it', value: false },
    { kind: 'person', name: 'colleague', label: 'Colleague', value: undefined },
  ],
  submit: 'Accept & authorize',
  cancel: 'Cancel',
};

function cardIn({ card }: Answer): SeenCard {
  if (!card) throw new Error('There is no card');
  return card;
}
function formIn({ form: found }: Answer): SeenForm {
  if (!found) throw new Error('There is no form');
  return found;
}
const send = (body: string, authorization?: string) =>
  fetch(endpoint, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
  });
const genuine = () => microsoft.authorization({ appId: registration.appId, serviceUrl: SERVICE_URL });

describe('requests that are not from Teams', () => {
  it('gets 503 while Microsoft’s keys cannot be fetched, and nothing happens (R-SEC-01)', () => {
    expect(withoutKeys).toEqual({ status: 503, asked: [] });
  });

  it.each(forgeries)('is refused with 401 and nothing happens, with a token %s (R-SEC-01)', async (name) => {
    const before = microsoft.connector.posts.length;
    const authorization = await microsoft.forged(name, {
      appId: registration.appId,
      serviceUrl: SERVICE_URL,
    });
    const { status, body } = await wire.post(ana.saying('accept 0192'), authorization);
    expect({ status, body, asked }).toEqual({ status: 401, body: '', asked: [] });
    expect(microsoft.connector.posts.length).toBe(before);
    expect(logged).toEqual([
      expect.objectContaining({ platform: 'teams', what: expect.stringContaining('refused') }),
    ]);
    expect(JSON.stringify(logged)).not.toMatch(/eyJ|accept/);
  });

  it.each([
    ['names no service URL', { serviceUrl: undefined }],
    ['comes from another channel', { channelId: 'directline' }],
    ['comes from Azure’s own channel', { channelId: 'AseChannel' }],
    ['comes from an emulator', { channelId: 'emulator' }],
  ])('is refused when a well-signed activity %s (R-SEC-01)', async (_, more) => {
    const { status } = await wire.post({ ...ana.saying('home'), ...more }, await genuine());
    expect([status, asked]).toEqual([401, []]);
  });

  it.each([
    ['the activity says Teams', 'msteams'],
    ['the activity says the same', 'webchat'],
  ])('is refused when another channel signs with its own key, and %s (R-SEC-01)', async (_, channelId) => {
    const token = await channelToken({ appId: registration.appId, serviceUrl: SERVICE_URL }, 'webchat');
    const { status } = await wire.post({ ...ana.saying('home'), channelId }, `Bearer ${token}`);
    expect([status, asked]).toEqual([401, []]);
  });

  it.each([
    ['no JSON', 400, '{"type": '],
    ['a list', 400, '[]'],
    ['nothing', 400, ''],
    ['a text', 400, '"home"'],
    ['a megabyte', 413, JSON.stringify({ type: 'message', text: 'x'.repeat(1_000_000) })],
  ])('gets a 4xx for %s, and nothing happens', async (_, status, body) => {
    expect((await send(body, await genuine())).status).toBe(status);
    expect(asked).toEqual([]);
  });

  it('gets 400 for what is signed and makes no sense', async () => {
    const { conversation: _, ...rest } = ana.saying('home');
    expect((await wire.post(rest, await genuine())).status).toBe(400);
  });
});

describe('a product without its secrets', () => {
  it.each(['appId', 'appPassword', 'tenantId'])('does not start without %s (R-SEC-02)', (missing) => {
    expect(() => createTeams({ ...options, [missing]: ' ' })).toThrow(missing);
  });

  it('takes unsigned activities only when authentication is off by intent, and then signs nothing (R-SEC-02)', async () => {
    const heard: unknown[] = [];
    const playground = createServer((request, response) => {
      heard.push([request.method, request.headers.authorization]);
      response.setHeader('content-type', 'application/json').end('{"id":"1"}');
    });
    const serviceUrl = await opened(playground);
    const open = createServer(webOf(createTeams({ ...options, appId: '', appPassword: '', auth: 'off' })));
    const body = JSON.stringify({ ...ana.saying('home'), serviceUrl });
    const { status } = await fetch(`${await opened(open)}api/messages`, { method: 'POST', body });
    await Promise.all([closing(open), closing(playground)]);
    expect({ status, heard }).toEqual({ status: 200, heard: [['POST', undefined]] });
    expect((await send(body)).status).toBe(401);
  });
});

describe('what is typed in the personal chat', () => {
  it('is asked for with what Teams vouches for, and answered there with a card (R-ID-01, R-CMD-02)', async () => {
    answer = () => reply.card(cardOf('Invitation', [{ label: 'Open', command: 'show 0192' }]));
    const seen = await ana.type('show\u00A0“Contoso”');
    expect(seen).toMatchObject({
      status: 200,
      text: 'Invitation',
      card: { buttons: ['Open'], private: false },
    });
    expect(asked).toEqual([
      {
        who: {
          platform: 'teams',
          tenant: registration.tenantId,
          user: ana.somebody.aadObjectId,
          address: ana.somebody.id,
          displayName: 'Ana Ruiz',
        },
        where: {
          platform: 'teams',
          workspace: registration.tenantId,
          conversation: ana.somebody.chat.id,
          kind: 'personal',
          serviceUrl: SERVICE_URL,
        },
        by: 'typing',
        line: 'show\u00A0“Contoso”',
        locale: 'de-DE',
        timeZone: 'Europe/Berlin',
        deliveryId: expect.stringMatching(/^teams:/),
      },
    ]);
    expect(remembered).toEqual([]);
  });

  it('is stored if its card changes with a subject (R-AUD-04)', async () => {
    answer = () => reply.card(cardOf('Invitation', [], { subject }));
    const { ref } = cardIn(await ana.type('show 0192'));
    expect(remembered).toEqual([{ conversation: asked[0]?.where, ref, subject }]);
  });

  it('is answered with a form where something is missing, and with its errors on the fields (R-CARD-10)', async () => {
    answer = ({ values }) =>
      values === undefined
        ? reply.form(form)
        : { kind: 'errors', form: formWithErrors(form, values, {}), errors: { read: 'Tick the box first' } };
    const opened = formIn(await ana.type('accept 0192'));
    expect(opened).toMatchObject({ title: 'Accept', submitLabel: 'Accept & authorize' });
    const again = formIn(await ana.submit(opened, { Reason: 'Reason', Colleague: 'Ben Okri' }));
    expect(asked[1]).toMatchObject({
      by: 'form',
      line: 'accept 0192',
      values: { reason: 'Reason', read: false, colleague: ben.somebody.aadObjectId },
    });
    expect(again.fields).toMatchObject([
      { name: 'reason', value: 'Reason', error: undefined },
      { name: 'read', error: 'Tick the box first' },
      { name: 'colleague', value: 'Ben Okri' },
    ]);
  });

  it('has one delivery id however often Teams sends it, and another each time it is typed (R-SEC-03)', async () => {
    const activity = ana.saying('accept 0192');
    await wire.deliver(activity);
    await wire.deliver(activity);
    await ana.type('accept 0192');
    const [first, second, third] = asked.map(({ deliveryId }) => deliveryId);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('is understood whatever else Teams adds to it', async () => {
    const { channelData: _, ...said } = ana.saying('home');
    const entities = [{ type: 'news', text: { of: 'another shape' } }, ...(said.entities ?? [])];
    const { status } = await wire.deliver({ ...said, entities, channelData: 'odd', locale: null });
    expect({ status, asked }).toMatchObject({
      status: 200,
      asked: [{ line: 'home', timeZone: 'Europe/Berlin' }],
    });
  });

  it('waits as Teams asks and is answered then (R-NOTE-07)', async () => {
    microsoft.connector.fail({ status: 429, retryAfter: 7, times: 1 });
    microsoft.connector.fail({ status: 502, times: 1 });
    expect(await ana.type('home')).toMatchObject({ text: 'Home' });
    expect(pauses).toEqual([7, 2]);
    expect(asked).toHaveLength(1);
  });

  it('is refused with a sentence where Teams does not say who it is (R-ID-01)', async () => {
    const activity = ana.saying('home');
    await wire.deliver({ ...activity, from: { id: ana.somebody.id, name: 'Ana Ruiz' } });
    expect(asked).toEqual([]);
    expect((await ana.direct()).at(-1)?.text).toBe('Teams does not say who you are (de-DE)');
  });

  it('is recognised by the person’s own tenant where Teams says it (R-ID-02)', async () => {
    const activity = ana.saying('home');
    await wire.deliver({
      ...activity,
      from: { ...activity.from, id: ana.somebody.id, tenantId: 'theirs' } as never,
    });
    expect(asked[0]).toMatchObject({
      who: { tenant: 'theirs' },
      where: { workspace: registration.tenantId },
    });
  });

  it('gets a short reference when something fails, and the log has it without the text (R-CARD-07, R-SEC-04)', async () => {
    answer = () => {
      throw new TypeError('of the product');
    };
    expect((await ana.type('redeem ABCD-EFGH')).text).toBe('Something went wrong on our side: ref-1');
    expect(logged).toEqual([
      expect.objectContaining({ reference: 'ref-1', fault: expect.stringContaining('TypeError') }),
    ]);
    expect(JSON.stringify(logged)).not.toContain('ABCD');
  });
});

describe('what is typed where others read along', () => {
  const places = () =>
    [wire.channel({ members: [ana, ben] }), wire.groupChat({ members: [ana, ben] })] as const;

  it('is answered in the personal chat, and the channel or group says so (R-CARD-07)', async () => {
    answer = () => reply.card(cardOf('Secret', [], { subject }));
    for (const place of places()) {
      await ana.type('show 0192', place.id);
      const request = asked.pop();
      expect(request?.where).toMatchObject({ kind: 'channel', conversation: place.id });
      expect(normalizeLine(request?.line ?? '')).toBe('show 0192');
      const [card] = (await ana.direct()).slice(-1);
      expect(card?.text).toBe('Secret');
      expect(remembered.pop()).toEqual({
        conversation: {
          platform: 'teams',
          workspace: registration.tenantId,
          conversation: ana.somebody.chat.id,
          kind: 'personal',
          serviceUrl: SERVICE_URL,
        },
        ref: card?.ref,
        subject,
      });
      expect((await ben.channel(place.id)).map(({ text }) => text)).toEqual([
        'I answered you in our chat (de-DE)',
      ]);
    }
  });

  it('stays in its thread in a channel', async () => {
    const [channel] = places();
    const said = ana.saying('home', channel.id);
    await wire.deliver(said);
    expect((await ben.channel(channel.id))[0]?.thread).toBe(said.id);
  });

  it('is not done where its answer could not be read, and says what to do', async () => {
    const [channel] = places();
    microsoft.connector.fail({ status: 403, conversation: ana.somebody.chat.id });
    expect((await ana.type('withdraw 0192', channel.id)).text).toBe(
      'Install the app, then ask me there (de-DE)',
    );
    expect(asked).toEqual([]);
  });

  it('names people by their Entra id, and the bot not at all (R-CMD-02, R-ID-01)', async () => {
    const [channel] = places();
    const said = ana.saying('member add <at>Ben Okri</at> now', channel.id);
    const mention = {
      type: 'mention',
      mentioned: { id: ben.somebody.id, name: 'Ben Okri' },
      text: '<at>Ben Okri</at>',
    };
    await wire.deliver({ ...said, entities: [...(said.entities ?? []), mention] });
    expect(normalizeLine(asked[0]?.line ?? '')).toBe(`member add @${ben.somebody.aadObjectId} now`);
    // Somebody who is not in the channel any more.
    const gone = { ...mention, mentioned: { id: '29:gone', name: 'Ben Okri' } };
    await wire.deliver({ ...said, entities: [...(said.entities ?? []), gone] });
    expect(normalizeLine(asked[1]?.line ?? '')).toBe('member add @29:gone now');
  });
});

describe('a click', () => {
  const open: Button = { label: 'Open', command: 'show 0192', intent: 'go' };
  const offered = async (...buttons: Button[]) => {
    answer = () => reply.card(cardOf('Invitation', buttons));
    const card = cardIn(await ana.type('home'));
    asked.length = 0;
    return card;
  };

  it('puts a card in the place of the clicked one, for the clicker alone (R-CARD-06)', async () => {
    const card = await offered(open);
    answer = () => reply.card(cardOf('Contoso'));
    expect(await ana.click(card, 'Open')).toMatchObject({
      status: 200,
      text: 'Contoso',
      by: 'acknowledgement',
      card: { private: true },
    });
    expect(asked).toMatchObject([
      {
        by: 'click',
        line: 'show 0192',
        where: { kind: 'personal' },
        who: { user: ana.somebody.aadObjectId },
      },
    ]);
  });

  it('shows a notice next to the card, with buttons as text to type (R-CARD-04, R-CMD-04)', async () => {
    const card = await offered(open);
    answer = () => reply.notice(cardOf('Already accepted', [{ label: 'See it', command: 'show 0193' }]));
    expect(await ana.click(card, 'Open')).toMatchObject({
      text: 'Already accepted\n\nSee it: type show 0193',
      by: 'acknowledgement',
    });
    expect((await ana.direct()).at(-1)).toMatchObject({ text: 'Invitation', buttons: ['Open'] });
  });

  it('opens a form in the card’s place, and its submission is a form (R-CMD-04)', async () => {
    const card = await offered(open);
    answer = ({ by }) => (by === 'click' ? reply.form(form) : reply.card(cardOf('Accepted')));
    const opened = formIn(await ana.click(card, 'Open'));
    expect((await ana.submit(opened, { 'I have read it': true })).text).toBe('Accepted');
    expect(asked[1]).toMatchObject({ by: 'form', line: 'accept 0192', values: { read: true } });
  });

  it('asks first where it cannot be undone; only the yes comes here (R-CARD-05)', async () => {
    const confirm = { title: 'Remove roles?', text: 'Fabrikam loses them.', yes: 'Yes', no: 'No' };
    const card = await offered({ label: 'Remove', command: 'roles remove 1', intent: 'stop', confirm });
    await ana.click(card, 'Remove', { confirm: false });
    expect(asked).toEqual([]);
    await ana.click(card, 'Remove');
    expect(asked).toMatchObject([{ line: 'roles remove 1' }]);
  });

  it('is answered at once when the work takes long, and with its result in the personal chat later', async () => {
    const place = wire.channel({ members: [ana, ben] });
    const to: Address = {
      platform: 'teams',
      workspace: registration.tenantId,
      conversation: place.id,
      user: null,
      serviceUrl: null,
    };
    await product.poster.post(to, cardOf('Invitation', [open]), null);
    const [card] = await ana.channel(place.id);
    if (!card) throw new Error('There is no card');
    let finish: (done: Reply) => void = () => {};
    answer = () => new Promise((resolve) => (finish = resolve));
    answerTimeout = async () => {};
    expect(await ana.click(card, 'Open')).toMatchObject({
      text: 'Working on it (de-DE)',
      by: 'acknowledgement',
    });
    finish(reply.card(cardOf('Done at last', [], { subject })));
    await vi.waitFor(async () => expect((await ana.direct()).at(-1)?.text).toBe('Done at last'));
    await vi.waitFor(() =>
      expect(remembered).toMatchObject([
        { conversation: { kind: 'personal', conversation: ana.somebody.chat.id } },
      ]),
    );
    expect(await ben.channel(place.id)).toHaveLength(1);
  });

  it('is not lost when the bot stops before the result is there', async () => {
    const card = await offered(open);
    let finish: (done: Reply) => void = () => {};
    answer = () => new Promise((resolve) => (finish = resolve));
    answerTimeout = async () => {};
    await ana.click(card, 'Open');
    const stopped = product.stop();
    finish(reply.card(cardOf('Before the end')));
    await stopped;
    expect((await ana.direct()).at(-1)?.text).toBe('Before the end');
  });

  it('of an old client, which submits instead, is answered in the chat (R-CARD-10)', async () => {
    const said = ana.saying('');
    answer = ({ by }) => reply.card(cardOf(by));
    await wire.deliver({ ...said, text: '', value: { command: 'show 0192' } });
    await wire.deliver({
      ...said,
      text: '',
      value: { command: 'accept 0192', 'form:kinds': { read: 'tick' }, read: 'true' },
    });
    expect(asked).toMatchObject([
      { by: 'click', line: 'show 0192' },
      { by: 'form', line: 'accept 0192', values: { read: true } },
    ]);
    expect((await ana.direct()).slice(-2).map(({ text }) => text)).toEqual(['click', 'form']);
  });

  it('has one delivery id however often Teams sends it, and another each time (R-SEC-03)', async () => {
    const card = await offered(open);
    const activity = ana.pressing(card, 'Open');
    await wire.deliver(activity);
    await wire.deliver(activity);
    await ana.click(card, 'Open');
    const [first, second, third] = asked.map(({ deliveryId }) => deliveryId);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('of a button that is none of ours, and any other invoke, does nothing and is not answered with nothing', async () => {
    const activity = ana.pressing(await offered(open), 'Open');
    for (const more of [{ value: { action: { verb: 'other', data: {} } } }, { name: 'task/fetch' }]) {
      const { status, body } = await wire.deliver({ ...activity, ...more });
      expect({ status, body }).toMatchObject({
        status: 200,
        body: { statusCode: 400, type: 'application/vnd.microsoft.error' },
      });
    }
    expect(asked).toEqual([]);
  });

  it('of somebody whom Teams does not identify changes nothing and says so privately (R-ID-02)', async () => {
    const { from, ...activity } = ana.pressing(await offered(open), 'Open');
    const { body } = await wire.deliver({ ...activity, from: { id: from?.id ?? '' } });
    expect(body).toMatchObject({ value: 'Teams does not say who you are (de-DE)' });
    expect(asked).toEqual([]);
  });

  it('that fails is answered with a short reference (R-CARD-07)', async () => {
    const card = await offered(open);
    answer = () => Promise.reject(new Error('of the product'));
    expect(await ana.click(card, 'Open')).toMatchObject({
      status: 200,
      text: 'Something went wrong on our side: ref-1',
    });
  });
});

describe('a card with a face for each viewer', () => {
  const posted = async () => {
    const place = wire.channel({ members: [ana, ben] });
    const viewers = [{ platform: 'teams', user: ana.somebody.id }] as const;
    const to: Address = {
      platform: 'teams',
      workspace: registration.tenantId,
      conversation: place.id,
      user: null,
      serviceUrl: null,
    };
    await product.poster.post(
      to,
      cardOf('Invitation', [], { personal: { command: 'show 0192', viewers } }),
      null,
    );
    return place.id;
  };

  it('has its buttons for who may use them, and for nobody else (R-CARD-06)', async () => {
    const place = await posted();
    answer = () => reply.card(cardOf('Invitation', [{ label: 'Accept', command: 'accept 0192' }]));
    expect((await ana.channel(place))[0]?.buttons).toEqual(['Accept']);
    expect((await ben.channel(place))[0]?.buttons).toEqual([]);
    expect(asked).toMatchObject([
      { by: 'click', line: 'show 0192', who: { user: ana.somebody.aadObjectId } },
    ]);
  });

  it('stays as it is when its viewer is refused, or is asked for something, or must wait', async () => {
    const place = await posted();
    const refusals: readonly (() => Reply | Promise<Reply>)[] = [
      () => reply.notice(cardOf('Your role does not allow it')),
      () => reply.form(form),
      () => Promise.reject(new Error('of the product')),
    ];
    for (const refusal of refusals) {
      answer = refusal;
      expect(await ana.channel(place)).toMatchObject([{ text: 'Invitation', private: false }]);
    }
    let finish: (late: Reply) => void = () => {};
    answer = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    answerTimeout = async () => {};
    expect(await ana.channel(place)).toMatchObject([{ text: 'Invitation', private: false }]);
    expect(asked).toHaveLength(4);
    // An answer that is too late for a refresh is sent to nobody's chat, because nobody asked for it.
    finish(reply.card(cardOf('Too late')));
    answer = () => reply.card(cardOf('Home'));
    await ana.type('home');
    expect((await ana.direct()).map(({ text }) => text)).not.toContain('Too late');
  });
});

describe('being added', () => {
  it('to a personal chat shows the help once', async () => {
    const carla = wire.person({ name: 'Carla Voss', installed: false });
    answer = ({ line }) => reply.card(cardOf(line));
    await carla.install();
    expect((await carla.direct()).map(({ text }) => text)).toEqual(['help']);
    expect(asked).toMatchObject([{ by: 'typing', line: 'help', where: { kind: 'personal' } }]);
  });

  it('to a channel or a group greets in one line; later comers are not greeted', async () => {
    joined.length = 0;
    for (const place of [wire.channel({ members: [ana] }), wire.groupChat({ members: [ana] })]) {
      await wire.addBot(place, ana);
      await wire.addMember(place, ben);
      await wire.removeBot(place, ana);
      place.installed = true;
      expect((await ana.channel(place.id)).map(({ text }) => text)).toEqual(['Hello everybody (en)']);
      // What waited for the bot there goes out (R-NOTE-08).
      expect(joined.splice(0)).toEqual([place.id]);
    }
    expect(asked).toEqual([]);
  });
});
