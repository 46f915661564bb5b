import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Activity, CloudAdapter, TurnContext } from 'botbuilder';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTeams, type Teams } from '../kit/teams/client.ts';
import { agreement, app, message, startBot, turnsOf } from '../kit/teams/echo-bot.ts';
import { type Microsoft, startMicrosoft } from '../kit/teams/microsoft.ts';
import type { TeamsPerson } from '../kit/teams/teams-person.ts';
import { channelToken, forgeries } from '../kit/teams/tokens.ts';

let microsoft: Microsoft;
let bot: Awaited<ReturnType<typeof startBot>>;
let teams: Teams;
let ana: TeamsPerson;
let turn: (context: TurnContext, adapter: CloudAdapter) => Promise<void>;
let turns = 0;

beforeAll(async () => {
  microsoft = await startMicrosoft(app);
  bot = await startBot((context, adapter) => {
    turns += 1;
    return turn(context, adapter);
  });
  teams = createTeams({ endpoint: bot.endpoint, appId: app.appId, tenant: app.tenantId, microsoft });
  ana = teams.person({ name: 'Ana Ruiz', locale: 'de-DE', timeZone: 'Europe/Berlin' });
});
afterEach(() => {
  turn = turnsOf();
  microsoft.connector.heal();
  expect(microsoft.violations.splice(0)).toEqual([]);
});
afterAll(async () => {
  await bot.stop();
  await microsoft.stop();
});

describe('a bot with authentication on', () => {
  it('answers a signed message through the connector, under its own token', async () => {
    turn = async (context) => {
      await context.sendActivity(`You said ${context.activity.text}.`);
    };
    expect(await ana.type('hello')).toMatchObject({ text: 'You said hello.', status: 200, by: 'later' });
    const hosts = microsoft.asked.map(({ request }) =>
      request.split('?')[0]?.replace(/conversations.*/, '…'),
    );
    expect(new Set(hosts)).toEqual(
      new Set([
        'GET login.botframework.com/v1/.well-known/openidconfiguration',
        'GET login.botframework.com/v1/.well-known/keys',
        `POST login.microsoftonline.com/${app.tenantId}/oauth2/v2.0/token`,
        'POST smba.trafficmanager.net/teams/v3/…',
      ]),
    );
  });

  it.each(forgeries)('refuses a token that is %s', async (name) => {
    const before = turns;
    const authorization = await microsoft.forged(name, { appId: app.appId, serviceUrl: teams.serviceUrl });
    const { status } = await teams.post(ana.saying('hello'), authorization);
    expect([401, 500]).toContain(status);
    expect(turns).toBe(before);
  });

  it('lets another channel speak for itself: the product has to look at channelId', async () => {
    turn = async () => {};
    const token = await channelToken({ appId: app.appId, serviceUrl: teams.serviceUrl }, 'webchat');
    const elsewhere = { ...ana.saying('hello'), channelId: 'webchat' };
    expect(await teams.post(elsewhere, `Bearer ${token}`)).toMatchObject({ status: 200 });
  });

  it('is reached in a child process, too, by the preload', async () => {
    const { execArgv, env } = microsoft.child;
    const script = `
      const answers = await Promise.all([
        fetch('https://login.botframework.com/v1/.well-known/keys').then((response) => response.json()),
        new Promise((done) => require('node:https').get('https://login.microsoftonline.com/common/nothing', done)),
      ]);
      console.log(answers[0].keys.length, answers[1].resume().statusCode);`;
    const run = promisify(execFile);
    const flags = [...execArgv, '--input-type=commonjs', '--eval', `(async () => {${script}})()`];
    const { stdout } = await run(process.execPath, flags, { env: { ...process.env, ...env } });
    expect(stdout.trim()).toBe('2 404');
  });

  it('gets nothing from the connector without the token', async () => {
    const url = `${teams.serviceUrl}v3/conversations/${ana.somebody.chat.id}/activities`;
    const response = await fetch(url, { method: 'POST', body: '{}' });
    expect(response.status).toBe(401);
    expect(microsoft.violations.splice(0)).toHaveLength(1);
  });
});

describe('a card in a channel', () => {
  it('is clicked by one person, changes for all, and answers the clicker', async () => {
    const ben = teams.person({ name: 'Ben Okri' });
    const channel = teams.channel({ members: [ana, ben] });
    turn = turnsOf({
      message: (context) => context.sendActivity(message(agreement('Open'))),
      accept: async (context, data) => {
        expect(data).toEqual({ id: 7 });
        await context.updateActivity({
          ...message(agreement('Accepted')),
          id: context.activity.replyToId ?? '',
        });
        return {
          statusCode: 200,
          type: 'application/vnd.microsoft.activity.message',
          value: 'Thank you, Ana.',
        };
      },
    });
    const { card, text } = await ana.type('request', channel.id);
    expect(text).toBe('Agreement\nState: Open\nUntil 21.11.2026\nRead it');
    expect(card).toMatchObject({
      conversation: channel.id,
      buttons: ['Accept', 'Decline', 'Later'],
      links: [{ label: 'Read it', url: 'https://accord.example/7' }],
      private: false,
    });
    if (card === undefined) throw new Error('no card');
    expect(card.thread).toBeDefined();
    expect(await ben.channel(channel.id)).toMatchObject([
      { ref: card.ref, buttons: ['Accept', 'Decline', 'Later'] },
    ]);
    const clicked = await ana.click(card, 'Accept');
    expect(clicked).toMatchObject({ text: 'Thank you, Ana.', by: 'acknowledgement', status: 200 });
    expect(clicked.card).toMatchObject({ ref: undefined, private: true });
    expect((await ben.channel(channel.id))[0]?.text).toContain('State: Accepted');
  });

  it('is shown to each person as the bot answers their refresh', async () => {
    const ben = teams.person({ name: 'Ben Okri' });
    const channel = teams.channel({ members: [ana, ben] });
    const refresh = {
      action: { type: 'Action.Execute', verb: 'look', data: {} },
      userIds: [ana.somebody.id],
    };
    turn = turnsOf({
      message: (context) => context.sendActivity(message({ ...agreement('Open'), refresh })),
      look: async (context) => {
        const value = agreement(`Open for ${context.activity.from.name}`);
        return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value };
      },
    });
    await ana.type('request', channel.id);
    expect((await ana.channel(channel.id))[0]?.text).toContain('Open for Ana Ruiz');
    expect((await ben.channel(channel.id))[0]?.text).toContain('State: Open\n');
  });

  it('unfolds a confirmation, which can be declined', async () => {
    turn = turnsOf({
      message: (context) => context.sendActivity(message(agreement('Open'))),
      decline: async (_, data) => {
        expect(data).toEqual({ id: 7, reason: 'price' });
        return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Declined.' };
      },
    });
    const { card } = await ana.type('request');
    if (card === undefined) throw new Error('no card');
    expect(await ana.click(card, 'Decline', { confirm: false })).toMatchObject({ by: 'none', text: '' });
    expect(await ana.click(card, 'Decline')).toMatchObject({ text: 'Declined.' });
  });
});

describe('a form', () => {
  const form = {
    ...agreement(''),
    body: [
      { type: 'TextBlock', text: 'New request', style: 'heading' },
      { type: 'TextBlock', text: 'Who is it for? \\[sic\\]' },
      { type: 'Input.Text', id: 'domain', label: 'Domain', isRequired: true, errorMessage: 'Name a domain.' },
      { type: 'TextBlock', id: 'error:domain', text: 'No such domain.', color: 'attention' },
      { type: 'Input.Text', id: 'note', label: 'Note', isMultiline: true, maxLength: 5 },
      {
        type: 'Input.ChoiceSet',
        id: 'kind',
        label: 'Kind',
        value: 'r',
        choices: [
          { title: 'Reseller', value: 'r' },
          { title: 'Advisor', value: 'a' },
        ],
      },
      {
        type: 'Input.ChoiceSet',
        id: 'areas',
        label: 'Areas',
        isMultiSelect: true,
        value: 'e,u',
        choices: [
          { title: 'Europe', value: 'e' },
          { title: 'US, Canada', value: 'u' },
        ],
      },
      {
        type: 'Input.ChoiceSet',
        id: 'owner',
        label: 'Owner',
        choices: [],
        'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
      },
      { type: 'Input.Toggle', id: 'agreed', label: 'Consent', title: 'I agree' },
      { type: 'Input.Date', id: 'until', label: 'Until', value: '2026-12-01' },
    ],
    actions: [
      { type: 'Action.Execute', title: 'Cancel', verb: 'cancel', associatedInputs: 'none' },
      { type: 'Action.Execute', title: 'Send', verb: 'send', style: 'positive', data: { step: 1 } },
    ],
  };
  const say = (value: string) => ({
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    value,
  });

  it('is read, filled in by labels and sent with what was there', async () => {
    let sent: unknown;
    turn = turnsOf({
      message: (context) => context.sendActivity(message(form)),
      send: async (_, data) => {
        sent = data;
        return say('Sent.');
      },
      cancel: async () => say('Cancelled.'),
    });
    const { form: seen, card } = await ana.type('request');
    if (seen === undefined || card === undefined) throw new Error('no form');
    expect(seen).toMatchObject({ title: 'New request', text: 'Who is it for? [sic]', submitLabel: 'Send' });
    expect(seen.fields).toEqual([
      {
        name: 'domain',
        label: 'Domain',
        kind: 'text',
        value: undefined,
        options: [],
        error: 'No such domain.',
      },
      { name: 'note', label: 'Note', kind: 'long_text', value: undefined, options: [], error: undefined },
      {
        name: 'kind',
        label: 'Kind',
        kind: 'choice',
        value: 'Reseller',
        options: ['Reseller', 'Advisor'],
        error: undefined,
      },
      {
        name: 'areas',
        label: 'Areas',
        kind: 'choices',
        value: ['Europe', 'US, Canada'],
        options: ['Europe', 'US, Canada'],
        error: undefined,
      },
      { name: 'owner', label: 'Owner', kind: 'person', value: undefined, options: [], error: undefined },
      {
        name: 'agreed',
        label: 'I agree',
        kind: 'tick',
        value: false,
        options: [],
        error: undefined,
      },
      { name: 'until', label: 'Until', kind: 'date', value: '2026-12-01', options: [], error: undefined },
    ]);
    expect(card.buttons).toEqual(['Cancel']);
    expect(await ana.click(card, 'Cancel')).toMatchObject({ text: 'Cancelled.' });

    const held = await ana.submit(seen, {});
    expect(held).toMatchObject({ status: 0, by: 'none' });
    expect(held.form?.fields[0]?.error).toBe('Name a domain.');
    expect(sent).toBeUndefined();

    await ana.submit(seen, {
      Domain: 'contoso.com',
      Note: 'too long',
      Kind: 'Advisor',
      Owner: 'Ana Ruiz',
      Consent: true,
    });
    expect(sent).toEqual({
      step: 1,
      domain: 'contoso.com',
      note: 'too l',
      kind: 'a',
      areas: 'e,u',
      owner: ana.somebody.aadObjectId,
      agreed: 'true',
      until: '2026-12-01',
    });
    await expect(ana.submit(seen, { Kind: 'Nobody' })).rejects.toThrow('does not offer');
  });
});

describe('the connector', () => {
  const proactively = async (adapter: CloudAdapter, member: string, activity: Partial<Activity>) => {
    const isGroup = false;
    const to = {
      isGroup,
      bot: teams.bot,
      members: [{ id: member }],
      tenantId: app.tenantId,
      channelData: {},
    };
    await adapter.createConversationAsync(
      app.appId,
      'msteams',
      teams.serviceUrl,
      '',
      to as never,
      async (context) => {
        await context.sendActivity(activity);
      },
    );
  };

  it('shows what was typed in a channel and answered in the personal chat', async () => {
    const channel = teams.channel({ members: [ana] });
    turn = async (context, adapter) => {
      await proactively(adapter, ana.somebody.id, message(agreement('Open')));
      await context.sendActivity('Answered privately.');
    };
    const { card, text } = await ana.type('request', channel.id);
    expect(card).toMatchObject({ conversation: ana.somebody.chat.id, private: false });
    expect(text).toContain('Answered privately.');
    expect(text).toContain('State: Open');
  });

  it('begins one chat with a person, by either id, unless the bot does not reach them', async () => {
    const dan = teams.person({ name: 'Dan Wu' });
    const eve = teams.person({ name: 'Eve Lin', installed: false });
    turn = async (_, adapter) => {
      await proactively(adapter, dan.somebody.id, { type: 'message', text: 'first' });
      await proactively(adapter, dan.somebody.aadObjectId, { type: 'message', text: 'second' });
      await expect(proactively(adapter, eve.somebody.id, { text: 'x' })).rejects.toMatchObject({
        statusCode: 403,
      });
      await expect(proactively(adapter, '29:nobody', { text: 'x' })).rejects.toMatchObject({
        statusCode: 400,
      });
    };
    expect(await ana.type('go')).toMatchObject({ status: 200, by: 'none' });
    expect((await dan.direct()).map(({ text }) => text)).toEqual(['first', 'second']);
  });

  it('refuses a bot that was removed until it is added again', async () => {
    const channel = teams.channel({ members: [ana] });
    const seen: unknown[] = [];
    turn = async (context) => {
      const { type, action, membersAdded, locale } = context.activity;
      seen.push([type, action, membersAdded?.[0]?.id === teams.bot.id, locale]);
      if (type === 'message') await context.sendActivity('here');
    };
    await teams.removeBot(channel, ana);
    expect(await ana.type('hello', channel.id)).toMatchObject({ status: 500, by: 'none' });
    await teams.addBot(channel, ana);
    expect(await ana.type('hello', channel.id)).toMatchObject({ text: 'here' });
    expect(seen).toContainEqual(['installationUpdate', 'remove', false, undefined]);
    expect(seen).toContainEqual(['conversationUpdate', undefined, true, undefined]);
  });

  it('fails as it is told to, and botbuilder tries again after 429', async () => {
    turn = async (context) => {
      await context.sendActivity('at last');
    };
    microsoft.connector.fail({ status: 429, retryAfter: 0, times: 2, conversation: ana.somebody.chat.id });
    expect(await ana.type('hello')).toMatchObject({ text: 'at last' });
    const lift = microsoft.connector.fail({ status: 412 });
    expect(await ana.type('hello')).toMatchObject({ status: 500, by: 'none' });
    lift();
    microsoft.connector.fail({ status: 403, done: true, times: 1 });
    expect(await ana.type('hello')).toMatchObject({ status: 500, text: 'at last' });
  });

  it('notices what Teams would not take', async () => {
    const bad = {
      ...agreement('Open'),
      version: '1.6',
      fallbackText: '',
      actions: [{ type: 'Action.Nothing' }],
    };
    turn = turnsOf({
      message: (context) =>
        context.sendActivity({
          ...message(context.activity.text === 'big' ? agreement('x'.repeat(30_000)) : bad),
          summary: '',
        }),
      accept: async () => undefined,
    });
    await ana.type('bad');
    expect(await ana.type('big')).toMatchObject({ status: 500 });
    expect(microsoft.violations.splice(0).map(({ rule }) => rule)).toEqual([
      expect.stringContaining('Action.Nothing'),
      'version 1.6 is not one of 1.0 to 1.5',
      'there is no fallbackText',
      'there is neither summary nor text',
      expect.stringContaining('28672 are allowed'),
      'there is neither summary nor text',
    ]);
  });

  it('notices an empty answer to an invoke', async () => {
    turn = turnsOf({
      message: (context) => context.sendActivity(message(agreement('Open'))),
      accept: async () => undefined,
    });
    const { card } = await ana.type('request');
    if (card === undefined) throw new Error('no card');
    expect(await ana.click(card, 'Accept')).toMatchObject({ status: 200, by: 'none', text: '' });
    expect(microsoft.violations.splice(0)).toHaveLength(1);
  });
});
