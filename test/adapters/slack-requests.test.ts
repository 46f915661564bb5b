import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSlack, type Slack } from '../../adapters/slack/index.ts';
import type { App, Reply, Request } from '../../src/app.ts';
import type { Block, Card } from '../../src/kernel/card.ts';
import type { Form } from '../../src/kernel/form.ts';
import { normalizeLine } from '../../src/kernel/normal-form.ts';
import { reply } from '../../src/kernel/request.ts';
import { type Slack as Client, createSlack as createClient } from '../kit/slack/client.ts';
import { type Front, startFront } from '../kit/slack/front.ts';
import { forgeries } from '../kit/slack/sign.ts';
import { startWorkspaces, type Team, type Workspaces } from '../kit/slack/workspace.ts';
import { silentLog, wordsIn } from './parts.ts';

const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const minutes = (count: number) => count * 60_000;

const accept: Block = { kind: 'buttons', buttons: [{ label: 'Accept', command: 'accept 0192' }] };
const card = (title: string, blocks: readonly Block[] = []): Card => ({ title, summary: title, blocks });
const decline: Form = {
  title: 'Decline',
  command: 'decline 0192',
  blocks: [],
  fields: [
    { kind: 'long_text', name: 'reason', label: 'Reason', value: 'No need', maxLength: 500, optional: true },
    { kind: 'tick', name: 'sure', label: 'Sure', value: false, tick: 'I am sure', optional: true },
  ],
  submit: 'Decline',
  cancel: 'Back',
};

let workspaces: Workspaces;
let front: Front;
let server: Server;
let slack: Slack;
let client: Client;
let contoso: Team;
let url: string;
/** Slack's clock for triggers and response links, ahead of the real one. */
let ahead = 0;
let asked: Request[] = [];
let warnings: { fault?: unknown; reason?: unknown }[] = [];
let uninstalled: string[] = [];
/** More than a trigger of Slack is valid for. */
const tooLate = 4000;
/** What the app answers, and whether it keeps Slack waiting. */
let answer: (request: Request) => Reply = () => reply.card(card('Hello'));
let slow = false;
/** Whether there is a token for the workspaces. */
let connected = true;

const app: App = {
  handle(request) {
    asked.push(request);
    // Resolved in a later turn of the event loop, so that a timeout that ends at once ends first.
    return new Promise((resolve) => setImmediate(() => resolve(answer(request))));
  },
  async posted() {},
  async added() {},
};

beforeAll(async () => {
  workspaces = await startWorkspaces([
    {
      name: 'Contoso',
      enterprise: 'Contoso Group',
      people: ['ana', 'ben'],
      channels: [{ name: 'partners', guests: [{ team: 'Fabrikam', people: ['eve'] }] }],
    },
    { name: 'Fabrikam', people: ['eve'] },
  ]);
  front = await startFront(workspaces, () => Date.now() + ahead);
  contoso = workspaces.team('Contoso');
  const note = (facts: Readonly<Record<string, unknown>>) => void warnings.push(facts);
  slack = createSlack({
    app,
    signingSecret: SECRET,
    botTokenOf: async (workspace) =>
      connected ? workspaces.teams.find(({ id }) => id === workspace)?.bot.token : undefined,
    apiUrl: front.apiUrl,
    words: wordsIn,
    log: { debug() {}, info() {}, warn: note, error: note },
    answerTimeout: () => (slow ? Promise.resolve() : new Promise(() => {})),
    uninstalled: async (workspace) => void uninstalled.push(workspace),
  });
  server = createServer(express().post('/slack/events', slack.handle));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  client = createClient({ eventsUrl: url, signingSecret: SECRET, front });
});

beforeEach(() => {
  asked = [];
  warnings = [];
  uninstalled = [];
  slow = false;
  connected = true;
  answer = () => reply.card(card('Hello'));
});

afterEach(() => {
  ahead = 0;
  expect(front.violations).toEqual([]);
  expect(front.pings).toEqual([]);
  expect(JSON.stringify(warnings)).not.toMatch(/xoxb|Hello|Declined|Too late/);
});

afterAll(async () => {
  await slack.stop();
  server.close();
  await front.close();
  await workspaces.close();
});

const ana = () => client.person({ name: 'ana', team: 'Contoso' });
const eve = () => client.person({ name: 'eve', team: 'Fabrikam' });
const channel = () => contoso.channel('partners').id;

/** A card in the channel, as everybody sees it. */
async function inChannel(blocks: readonly Block[] = [accept], parent: string | null = null) {
  const to = {
    platform: 'slack',
    workspace: contoso.id,
    conversation: channel(),
    user: null,
    serviceUrl: null,
  } as const;
  const posted = await slack.poster.post(to, card('Accept Fabrikam?', blocks), parent);
  const seen = (await ana().channel(channel())).find(
    ({ ref }) => posted.outcome === 'posted' && ref === posted.ref,
  );
  if (!seen) throw new Error('The card is not in the channel');
  return seen;
}

describe('a command', () => {
  it('is answered privately within the acknowledgement when the answer is ready', async () => {
    const seen = await ana().type('help', channel());
    expect(seen).toMatchObject({ by: 'acknowledgement', text: 'Hello', status: 200 });
    expect(seen.card?.private).toBe(true);
  });

  it('says who and where in Slack’s ids, and nothing that Slack does not say (R-ID-01)', async () => {
    await ana().type('show contoso.com', channel());
    const [request] = asked;
    expect(request).toEqual({
      who: {
        platform: 'slack',
        tenant: contoso.id,
        user: contoso.person('ana').id,
        enterprise: contoso.enterprise?.id,
        displayName: 'ana',
      },
      where: {
        platform: 'slack',
        workspace: contoso.id,
        conversation: channel(),
        kind: 'channel',
        mayBeOutside: true,
      },
      by: 'typing',
      line: 'show contoso.com',
      deliveryId: expect.stringMatching(/^slack:./),
    });
    await ana().type('help');
    expect(asked[1]?.where.kind).toBe('personal');
  });

  it.each([
    ['request <http://contoso.com|contoso.com>', 'request contoso.com'],
    ['request <mailto:ana@contoso.com|ana@contoso.com>', 'request ana@contoso.com'],
    ['request <https://contoso.com/a?b=1&amp;c=2>', 'request https://contoso.com/a?b=1&c=2'],
    ['request <mailto:ana@contoso.com>', 'request ana@contoso.com'],
    ['member add <@U012ABC|ana> in <#C012ABC|general>', 'member add @U012ABC in #C012ABC'],
    ['member add <@W012ABC>', 'member add @W012ABC'],
    ['find <!here|@here> <!subteam^S1|@sales>', 'find @here @sales'],
    ['show “Smith &amp; Sons” ‘Ltd’', 'show "Smith & Sons" \'Ltd\''],
    ['  show \u00a0 \u200b contoso.com\u202f\n', 'show contoso.com'],
    ['show &lt;b&gt; &amp;lt;', 'show <b> &lt;'],
    ['request contoso.com —dap Контосо — Юг', 'request contoso.com --dap Контосо — Юг'],
    ['&gt; accept 1\n&gt;now\nshow contoso.com', 'show contoso.com'],
    ['', ''],
  ])('typed as %j is the line %j (R-CMD-02)', async (typed, line) => {
    await ana().type(typed);
    expect(normalizeLine(asked[0]?.line ?? '')).toBe(line);
  });

  it('is answered by response_url when the answer is slow, and never with Slack’s own time-out', async () => {
    slow = true;
    const seen = await ana().type('help', channel());
    expect(seen).toMatchObject({ by: 'later', text: 'Hello', status: 200 });
    expect(seen.card?.private).toBe(true);
  });

  it('is acknowledged when its response_url has expired, and the lost answer is logged', async () => {
    slow = true;
    answer = () => {
      ahead = minutes(31);
      return reply.card(card('Too late'));
    };
    const impatient = createClient({ eventsUrl: url, signingSecret: SECRET, front, patience: 0 });
    const seen = await impatient.person({ name: 'ana', team: 'Contoso' }).type('help');
    await slack.stop();
    expect(seen).toMatchObject({ by: 'none', status: 200 });
    expect(warnings).toEqual([{ fault: 'response_url_404' }]);
  });

  it.each([
    ['in time', false],
    ['late', true],
  ])('opens a form while its trigger is valid, also when the answer comes %s', async (_, late) => {
    answer = () => reply.form(decline);
    slow = late;
    const seen = await ana().type('decline 0192', channel());
    expect(seen.form?.title).toBe('Decline');
    expect(seen.form?.fields.map(({ value }) => value)).toEqual(['No need', false]);
  });

  it.each([
    [
      'the answer is too late for the trigger',
      () => {
        slow = true;
        answer = () => {
          ahead += tooLate;
          return reply.form(decline);
        };
      },
    ],
    ['Slack refuses the trigger', () => front.fail({ method: 'views.open', error: 'expired_trigger_id' })],
  ])('gives a button that opens the form when %s', async (_, happens) => {
    answer = () => reply.form(decline);
    happens();
    const seen = await ana().type('decline  0192', channel());
    expect(seen).toMatchObject({ by: 'later', form: undefined });
    expect(seen.card).toMatchObject({ private: true, buttons: ['Open the form'] });
    slow = false;
    if (!seen.card) throw new Error('No card');
    answer = () => reply.form(decline);
    expect((await ana().click(seen.card, 'Open the form')).form?.title).toBe('Decline');
    expect(asked.map(({ line, by }) => [by, normalizeLine(line)])).toEqual([
      ['typing', 'decline 0192'],
      ['click', 'decline 0192'],
    ]);
  });
});

describe('a form in a workspace that the bot has no access to', () => {
  const told = { form: undefined, card: { private: true, buttons: [] } };
  const next = 'Ask whoever runs Accord to connect this workspace';

  it.each([
    ['in time', false],
    ['late', true],
  ])('is not promised by a button that opens nothing: who can change that is said (%s)', async (_, late) => {
    answer = () => reply.form(decline);
    connected = false;
    slow = late;
    const seen = await ana().type('decline 0192', channel());
    expect(seen).toMatchObject(told);
    expect(seen.text).toContain(next);
    expect(warnings).toEqual([{ fault: 'no_token' }]);
  });

  it.each(['token_revoked', 'account_inactive', 'invalid_auth'])(
    'nor where Slack does not take its token any more (%s)',
    async (error) => {
      answer = () => reply.form(decline);
      front.fail({ method: 'views.open', error });
      const seen = await ana().type('decline 0192', channel());
      expect(seen).toMatchObject(told);
      expect(seen.text).toContain(next);
      expect(warnings).toEqual([{ fault: error }]);
    },
  );

  it('is not behind the button of a card either', async () => {
    const posted = await inChannel();
    answer = () => reply.form(decline);
    connected = false;
    expect((await ana().click(posted, 'Accept')).text).toContain(next);
  });
});

describe('a click', () => {
  it('is the button’s command line, from the person and the conversation of the card', async () => {
    await ana().click(await inChannel(), 'Accept');
    expect(asked).toMatchObject([
      {
        who: { tenant: contoso.id, enterprise: contoso.enterprise?.id, user: contoso.person('ana').id },
        where: { workspace: contoso.id, conversation: channel(), kind: 'channel' },
        by: 'click',
        line: 'accept 0192',
      },
    ]);
  });

  it.each(['card', 'notice'] as const)(
    'on a card that all see is answered privately, and never replaces it (%s)',
    async (as) => {
      answer = () => ({ kind: 'card', as, card: card('Accepted by Ben') });
      const before = await inChannel();
      const seen = await ana().click(before, 'Accept');
      expect(seen).toMatchObject({ text: 'Accepted by Ben', card: { private: true } });
      expect((await ana().channel(channel())).find(({ ref }) => ref === before.ref)?.text).toBe(before.text);
    },
  );

  it('on one’s own private card puts the new card in its place', async () => {
    answer = () => reply.card(card('Yours', [accept]));
    const own = await ana().type('show 0192', channel());
    answer = () => reply.card(card('Accepted'));
    if (!own.card) throw new Error('No card');
    const count = (await ana().channel(channel())).length;
    expect((await ana().click(own.card, 'Accept')).text).toBe('Accepted');
    const after = await ana().channel(channel());
    expect(after).toHaveLength(count);
    expect(after.at(-1)?.text).toBe('Accepted');
  });

  it('on one’s own private card leaves it where it is when the answer is a notice (R-CARD-04)', async () => {
    answer = () => reply.card(card('Yours', [accept]));
    const own = await ana().type('show 0192', channel());
    answer = () => reply.notice(card('You need to be Global admin'));
    if (!own.card) throw new Error('No card');
    await ana().click(own.card, 'Accept');
    const texts = (await ana().channel(channel())).slice(-2).map(({ text }) => text);
    expect(texts).toEqual(['Yours', 'You need to be Global admin']);
  });

  it('in a thread is answered in the thread', async () => {
    const parent = await inChannel();
    const below = await inChannel([accept], parent.ref);
    const { card: answered } = await ana().click(below, 'Accept');
    expect(answered).toMatchObject({ private: true, thread: parent.ref });
  });

  it('on a link is no command', async () => {
    const link: Block = { kind: 'buttons', buttons: [{ label: 'Read', url: 'https://example.com/mca' }] };
    const impatient = createClient({ eventsUrl: url, signingSecret: SECRET, front, patience: 0 });
    const seen = await impatient
      .person({ name: 'ana', team: 'Contoso' })
      .click(await inChannel([link]), 'Read');
    expect(seen).toMatchObject({ by: 'none', status: 200 });
    expect(asked).toEqual([]);
  });

  it('of a stranger in a shared channel counts for the stranger’s own company (R-ID-02)', async () => {
    await eve().click(await inChannel(), 'Accept');
    expect(asked[0]?.who).toEqual({
      platform: 'slack',
      tenant: workspaces.team('Fabrikam').id,
      user: workspaces.team('Fabrikam').person('eve').id,
      displayName: 'eve',
    });
    expect(asked[0]?.where).toMatchObject({ workspace: contoso.id, conversation: channel() });
  });

  it('counts for nobody when Slack does not say whose person it is (R-ID-02)', async () => {
    const payload = {
      type: 'block_actions',
      trigger_id: '1.nobody',
      user: { id: 'U1', username: 'x' },
      team: { id: contoso.id, domain: 'contoso' },
      channel: { id: channel(), name: 'partners' },
      container: { type: 'message', message_ts: '1.1', is_ephemeral: false },
      response_url: `${front.url}/response/none`,
      actions: [{ type: 'button', action_id: 'button_1', block_id: 'b', value: 'accept 0192' }],
    };
    await client.post(new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
    await slack.stop();
    expect(asked[0]?.who).toMatchObject({ tenant: '', user: 'U1' });
    expect(asked[0]?.who).not.toHaveProperty('enterprise');
  });

  it('of a stranger keeps the company and the channel through the form that it opens (R-ID-02)', async () => {
    answer = () => reply.form(decline);
    const { form } = await eve().click(await inChannel(), 'Accept');
    answer = () => reply.card(card('Declined'));
    if (!form) throw new Error('No form');
    expect((await eve().submit(form)).text).toBe('Declined');
    expect(asked[1]?.who.tenant).toBe(workspaces.team('Fabrikam').id);
    expect(asked[1]?.where).toMatchObject({
      workspace: contoso.id,
      conversation: channel(),
      kind: 'channel',
    });
  });

  it('gives a button that opens the form when the answer is too late for the trigger', async () => {
    const posted = await inChannel();
    answer = () => {
      ahead += tooLate;
      return reply.form(decline);
    };
    const seen = await ana().click(posted, 'Accept');
    expect(seen.card).toMatchObject({ private: true, buttons: ['Open the form'] });
  });
});

describe('a submitted form', () => {
  async function opened() {
    answer = () => reply.form(decline);
    const { form } = await ana().type('decline 0192', channel());
    if (!form) throw new Error('No form');
    asked = [];
    return form;
  }

  it('is the form’s command line with what was filled in, from the conversation where it began', async () => {
    const form = await opened();
    answer = () => reply.card(card('Declined'));
    await ana().submit(form, { Reason: 'Too dear', Sure: true });
    expect(asked).toMatchObject([
      {
        by: 'form',
        line: 'decline 0192',
        values: { reason: 'Too dear', sure: true },
        where: { workspace: contoso.id, conversation: channel(), kind: 'channel' },
      },
    ]);
  });

  it('leaves out what stayed empty, and says of a box that it is not ticked', async () => {
    const form = await opened();
    await ana().submit(form, { Reason: '' });
    expect(asked[0]?.values).toEqual({ sure: false });
  });

  it('shows errors on the fields they concern, and loses nothing (R-CARD-10)', async () => {
    const form = await opened();
    answer = () => ({ kind: 'errors', form: decline, errors: { sure: 'Please tick the box' } });
    const seen = await ana().submit(form, { Reason: 'Too dear' });
    expect(seen.by).toBe('acknowledgement');
    expect(seen.form?.fields.map(({ value, error }) => [value, error])).toEqual([
      ['Too dear', undefined],
      [false, 'Please tick the box'],
    ]);
  });

  it('shows errors that concern no input above the form (R-CARD-10)', async () => {
    const form = await opened();
    answer = () => ({
      kind: 'errors',
      form: decline,
      errors: { agreement: 'A new version is out', sure: 'Tick it' },
    });
    const seen = await ana().submit(form);
    expect(seen.form?.text).toBe('⛔ A new version is out\n⛔ Sure: Tick it');
  });

  it('becomes the card of its answer', async () => {
    const form = await opened();
    answer = () => reply.card(card('Declined', [accept]));
    const seen = await ana().submit(form);
    expect(seen).toMatchObject({ by: 'acknowledgement', text: 'Declined' });
    expect(ana().modal().card?.buttons).toEqual(['Accept']);
  });

  it('lies below what is refused, and is there as it was left when that is closed (R-CARD-07, R-CARD-10)', async () => {
    const form = await opened();
    const person = ana();
    answer = () => reply.notice(card('Come back later'));
    const seen = await person.submit(form, { Reason: 'Too dear' });
    expect(seen).toMatchObject({ by: 'acknowledgement', text: 'Come back later' });
    await person.dismiss();
    const left = person.modal().form;
    expect(left?.fields.map(({ value }) => value)).toEqual(['Too dear', false]);
    if (!left) throw new Error('No form');
    answer = () => reply.card(card('Declined'));
    expect(await person.submit(left)).toMatchObject({ text: 'Declined' });
  });

  it('gives way to what is refused where nothing can be laid on top any more', async () => {
    await opened();
    const withButton = () => reply.notice(card('Not now', [accept]));
    for (const _ of ['the second', 'the third']) {
      answer = withButton;
      const { form, card: shown } = ana().modal();
      if (form) await ana().submit(form);
      if (shown) await ana().click(shown, 'Accept');
    }
    const top = ana().modal().card;
    answer = () => reply.form(decline);
    const form = top && (await ana().click(top, 'Accept')).form;
    if (!form) throw new Error('No form');
    answer = () => reply.notice(card('Not yours'));
    expect(await ana().submit(form)).toMatchObject({ by: 'acknowledgement', text: 'Not yours' });
    await ana().dismiss();
    expect(ana().modal().card?.text).toContain('Not now');
  });

  it('becomes the next form', async () => {
    const form = await opened();
    answer = () => reply.form({ ...decline, title: 'Once more', command: 'decline 0193' });
    const next = await ana().submit(form);
    expect(next.form?.title).toBe('Once more');
    if (!next.form) throw new Error('No form');
    await ana().submit(next.form);
    expect(asked.map(({ line }) => line)).toEqual(['decline 0192', 'decline 0193']);
    expect(asked[1]?.where.conversation).toBe(channel());
  });

  it.each([
    ['card', () => reply.card(card('Declined')), 'Declined'],
    ['form', () => reply.form({ ...decline, title: 'Once more' }), 'Once more'],
    [
      'form with errors',
      (): Reply => ({ kind: 'errors', form: decline, errors: { sure: 'Tick it' } }),
      '⛔ Sure: Tick it',
    ],
  ])('says that it is being worked on, and becomes the %s later', async (_, late, text) => {
    const form = await opened();
    slow = true;
    answer = late;
    const seen = await ana().submit(form);
    expect(seen).toMatchObject({ by: 'acknowledgement' });
    expect(seen.text).toContain('Working on it…');
    await slack.stop();
    const { card: shown, form: next } = ana().modal();
    expect(shown?.text ?? `${next?.title}\n${next?.text}`).toContain(text);
  });

  it('refused late is there as it was filled in when the refusal is closed (R-CARD-10)', async () => {
    const form = await opened();
    const person = ana();
    slow = true;
    answer = () => reply.notice(card('Not now', [{ kind: 'text', text: 'Somebody was faster' }]));
    await person.submit(form, { Reason: 'Too dear', Sure: true });
    await slack.stop();
    expect(person.modal().card?.text).toContain('Somebody was faster');
    await person.dismiss();
    const { form: again } = person.modal();
    expect(again?.fields.map(({ value }) => value)).toEqual(['Too dear', true]);
    slow = false;
    answer = () => reply.card(card('Declined'));
    asked = [];
    if (again) await person.submit(again, { Sure: false });
    expect(asked).toMatchObject([
      {
        line: 'decline 0192',
        values: { reason: 'Too dear', sure: false },
        where: { conversation: channel() },
      },
    ]);
  });

  it('that was done late is not below its answer any more when that is closed', async () => {
    const form = await opened();
    slow = true;
    answer = () => reply.card(card('Declined'));
    await ana().submit(form);
    await slack.stop();
    expect(ana().modal().card?.text).toBe('Declined');
    await ana().dismiss();
    expect(ana().modal()).toEqual({});
  });

  it('is waited for in the language that it is in (R-LANG-01)', async () => {
    answer = () => reply.form({ ...decline, locale: 'ru' });
    const { form } = await ana().type('decline 0192', channel());
    slow = true;
    answer = () => reply.card(card('Declined'));
    if (!form) throw new Error('No form');
    expect((await ana().submit(form)).text).toContain('Working on it… (ru)');
    await slack.stop();
  });

  it('that was closed in the meantime is no fault: the lost answer is logged', async () => {
    const form = await opened();
    slow = true;
    const { reached, release } = front.hold({ method: 'views.update' });
    const seen = await ana().submit(form);
    await reached;
    await ana().dismiss();
    release();
    await slack.stop();
    expect(seen.status).toBe(200);
    expect(warnings).toEqual([{ fault: 'not_found' }]);
  });
});

describe('a click within a modal', () => {
  async function cardInModal() {
    answer = () => reply.form(decline);
    const { form } = await ana().type('decline 0192', channel());
    answer = () => reply.card(card('Declined', [accept]));
    const shown = form && (await ana().submit(form)).card;
    if (!shown) throw new Error('No card');
    asked = [];
    return shown;
  }

  it('puts the new card into the modal', async () => {
    const shown = await cardInModal();
    answer = () => reply.card(card('Accepted'));
    await ana().click(shown, 'Accept');
    expect(ana().modal().card?.text).toBe('Accepted');
    expect(asked).toMatchObject([{ by: 'click', where: { conversation: channel() } }]);
  });

  it('lays a notice on top, with the card below it', async () => {
    const shown = await cardInModal();
    answer = () => reply.notice(card('You need to be Global admin'));
    await ana().click(shown, 'Accept');
    expect(ana().modal().card?.text).toContain('You need to be Global admin');
    await ana().dismiss();
    expect(ana().modal().card?.text).toBe('Declined');
  });

  it('puts a notice into the modal when nothing can be laid on top any more', async () => {
    const shown = await cardInModal();
    answer = () => reply.notice(card('Not yours'));
    front.fail({ method: 'views.push', error: 'push_limit_reached' });
    await ana().click(shown, 'Accept');
    expect(ana().modal().card?.text).toBe('Not yours');
  });

  it('puts a form into the modal, however slow the answer', async () => {
    const shown = await cardInModal();
    answer = () => reply.form(decline);
    slow = true;
    expect((await ana().click(shown, 'Accept')).form?.title).toBe('Decline');
  });
});

describe('the home', () => {
  it('shows what waits for the person when it is opened', async () => {
    answer = () => reply.card(card('Two invitations wait for you', [accept]));
    const seen = await ana().home();
    expect(seen.text).toContain('Two invitations wait for you');
    expect(asked).toMatchObject([
      {
        by: 'home',
        line: 'home',
        who: { tenant: contoso.id, user: contoso.person('ana').id },
        where: { kind: 'personal' },
      },
    ]);
  });

  it('answers a click in a modal and stays', async () => {
    answer = () => reply.card(card('Home', [accept]));
    const { card: home } = await ana().home();
    answer = () => reply.card(card('Accepted'));
    if (!home) throw new Error('No home');
    expect((await ana().click(home, 'Accept')).text).toBe('Accepted');
    expect(ana().modal().card?.text).toBe('Accepted');
    expect(asked[1]?.where).toMatchObject({ workspace: contoso.id, kind: 'personal' });
  });

  it.each([
    ['card', () => reply.card(card('Accepted')), 'Accepted', []],
    ['form', () => reply.form(decline), 'Decline', ['Open the form']],
  ])('shows a %s in its own place when it comes too late for a modal', async (_, late, text, buttons) => {
    answer = () => reply.card(card('Home', [accept]));
    const { card: home } = await ana().home();
    answer = () => {
      ahead += tooLate;
      return late();
    };
    if (!home) throw new Error('No home');
    expect((await ana().click(home, 'Accept')).card).toMatchObject({ text, buttons });
  });

  it('is not drawn for the other tab', async () => {
    await client.event(contoso, {
      type: 'app_home_opened',
      user: contoso.person('ana').id,
      channel: 'D1',
      tab: 'messages',
    });
    await slack.stop();
    expect(asked).toEqual([]);
  });
});

describe('nothing is processed that Slack has not signed just now (R-SEC-01)', () => {
  const body = new URLSearchParams({
    command: '/partner',
    text: 'help',
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'D1',
    trigger_id: '1.x',
    response_url: 'http://127.0.0.1:9/',
  }).toString();

  it.each(forgeries(SECRET, body).map(({ name }) => name))('%s: 401', async (name) => {
    const forged = forgeries(SECRET, body).find((one) => one.name === name);
    expect((await client.post(body, { headers: forged?.headers ?? {} })).status).toBe(401);
    expect(asked).toEqual([]);
  });

  it.each([
    ['four minutes old', -4, 200],
    ['four minutes ahead', 4, 200],
  ])('%s: processed', async (_, count, status) => {
    const timestamp = Math.floor((Date.now() + minutes(count)) / 1000);
    expect((await client.post(body, { timestamp })).status).toBe(status);
    expect(asked).toHaveLength(1);
  });

  it.each([
    `0x${Math.floor(Date.now() / 1000).toString(16)}`,
    `${Math.floor(Date.now() / 1000)}.0`,
    'Infinity',
    '1e12',
    '',
  ])('the timestamp %s: 401', async (timestamp) => {
    expect((await client.post(body, { timestamp })).status).toBe(401);
    expect(asked).toEqual([]);
  });

  it.each([
    ['a body that is no JSON', '{"type":', 400],
    ['a payload that is no JSON', 'payload=%7B', 400],
    ['null', 'payload=null', 400],
    ['a list', 'payload=%5B%5D', 400],
    ['a number', ' 7', 400],
    ['nothing', '', 400],
    ['an object that is nothing of Slack', '{"a":1}', 400],
    [
      'a shortcut, which nobody listens to',
      'payload=%7B%22type%22%3A%22shortcut%22%2C%22user%22%3A%7B%7D%7D',
      400,
    ],
    ['a megabyte and more', `text=${'x'.repeat(1_000_001)}`, 413],
  ])('%s, well signed, is refused', async (_, odd, status) => {
    expect((await client.post(odd, odd === ' 7' ? { contentType: 'application/json' } : {})).status).toBe(
      status,
    );
    expect(asked).toEqual([]);
  });

  it('bytes that are no UTF-8 are refused: the signature would be checked over something else', async () => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const raw = Buffer.from([...Buffer.from('text='), 0xff, 0xfe]);
    const mark = createHmac('sha256', SECRET).update(`v0:${timestamp}:`).update(raw).digest('hex');
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${mark}`,
    };
    expect((await fetch(url, { method: 'POST', headers, body: raw })).status).toBe(400);
    expect(asked).toEqual([]);
  });

  it('an empty signing secret lets nobody in (R-SEC-02)', async () => {
    const closed = createSlack({
      app,
      signingSecret: '',
      botTokenOf: async () => undefined,
      words: wordsIn,
      log: silentLog,
    });
    const door = createServer(express().post('/slack/events', closed.handle));
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    const eventsUrl = `http://127.0.0.1:${(door.address() as AddressInfo).port}/slack/events`;
    const stranger = createClient({ eventsUrl, signingSecret: '', front });
    expect((await stranger.post(body)).status).toBe(401);
    door.close();
    expect(asked).toEqual([]);
  });

  it('Slack’s question for the address is answered', async () => {
    const question = JSON.stringify({ type: 'url_verification', challenge: '3eZbrw1aB' });
    expect(await client.post(question)).toMatchObject({ status: 200, body: '{"challenge":"3eZbrw1aB"}' });
    expect((await client.post('ssl_check=1&token=x')).status).toBe(200);
  });

  it('why a request was refused is noted without anything of it', async () => {
    await client.post(body, { headers: {} });
    expect(warnings).toEqual([{ platform: 'slack', status: 401, reason: 'no signature' }]);
  });
});

describe('a repeated delivery is known by its id (R-SEC-03)', () => {
  it('replayed as it was, or sent again by Slack: the same id', async () => {
    await ana().type('help');
    const last = client.sent.at(-1);
    if (!last) throw new Error('Nothing was sent');
    await client.post(last.body, { timestamp: last.timestamp, signature: last.signature });
    await client.post(last.body, { retryNum: 1 });
    expect(new Set(asked.map(({ deliveryId }) => deliveryId)).size).toBe(1);
    expect(asked).toHaveLength(3);
  });

  it('the same words or the same button once more: another id', async () => {
    await ana().type('help');
    await ana().type('help');
    const posted = await inChannel();
    await ana().click(posted, 'Accept');
    await ana().click(posted, 'Accept');
    expect(new Set(asked.map(({ deliveryId }) => deliveryId)).size).toBe(4);
  });
});

describe('when the app is removed (R-SEC-05)', () => {
  it.each([
    ['uninstalled', { type: 'app_uninstalled' }, 1],
    ['bot token revoked', { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U1'] } }, 1],
    ['only somebody’s own token revoked', { type: 'tokens_revoked', tokens: { oauth: ['U1'] } }, 0],
  ])('%s', async (_, event, times) => {
    await client.event(contoso, event);
    await slack.stop();
    expect(uninstalled).toEqual(Array(times).fill(contoso.id));
  });
});

it('what nobody asked for is acknowledged and left alone', async () => {
  const sent = await client.event(contoso, {
    type: 'message',
    channel: channel(),
    user: 'U1',
    text: 'Hello',
  });
  expect(sent.status).toBe(200);
  expect(asked).toEqual([]);
});
