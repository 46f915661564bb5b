import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Front } from '../../kit/slack/front.ts';
import { startFront } from '../../kit/slack/front.ts';
import type { Block, Fields, Message } from '../../kit/slack/kit.ts';
import { startWorkspaces } from '../../kit/slack/workspace.ts';
import { close } from '../ports.ts';
import { perform } from '../slack/acts.ts';
import { createDesk, type Desk, tsOf, type Viewer } from '../slack/desk.ts';
import { type Conversation, remember } from '../slack/memory.ts';
import { drawRegions } from '../slack/page.ts';

/** A bot that remembers what it was told, and answers what it is given. */
let bot: Server;
let told: Fields[];
let answer: { status?: number; body?: unknown };
let front: Front;
let desk: Desk;
let ana: Viewer;

const TEAM = {
  name: 'Fabrikam',
  id: 'T0FABRIKAM',
  bot: { id: 'B0FABRIKAM', userId: 'U0FABRIBOT', token: 'xoxb-fabrikam' },
  people: [
    { name: 'ana', id: 'U0FABRIANA', realName: 'Ana Ruiz' },
    { name: 'hugo', id: 'U0FABRIHUGO', realName: 'Hugo Lind' },
  ],
  channels: [{ name: 'partners', id: 'C0FABRIPART' }],
};
const PARTNERS = 'C0FABRIPART';
const plain = (text: string) => ({ type: 'plain_text', text });
const options = ['a', 'b'].map((value) => ({ text: plain(`Option ${value}`), value }));

beforeAll(async () => {
  bot = createServer(async (request, response) => {
    let raw = '';
    for await (const chunk of request) raw += chunk;
    const form = new URLSearchParams(raw);
    told.push(form.has('payload') ? JSON.parse(form.get('payload') ?? '') : Object.fromEntries(form));
    response.statusCode = answer.status ?? 200;
    response.setHeader('content-type', 'application/json');
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  }).listen(0, '127.0.0.1');
  await once(bot, 'listening');
  front = await startFront(await startWorkspaces([TEAM]));
  desk = createDesk(front, `http://127.0.0.1:${(bot.address() as AddressInfo).port}`, 'secret');
  ana = desk.viewer('U0FABRIANA') as Viewer;
  told = [];
  answer = {};
});
afterAll(async () => {
  await front?.close();
  await front?.workspaces.close();
  await close(bot);
});

/** The bot posts in #partners, and Ana's page has it. */
async function post(blocks: readonly object[]): Promise<Message> {
  const body = { channel: PARTNERS, text: 'A message', blocks };
  const answered = await front.methods.perform(front.workspaces.team('Fabrikam'), 'chat.postMessage', body);
  expect(answered).toMatchObject({ ok: true });
  return (await ana.messages(PARTNERS)).at(-1)?.raw as Message;
}

const html = async (place = PARTNERS): Promise<string> =>
  Object.values(await drawRegions(desk, ana, { place }))
    .map(({ text }) => text)
    .join('\n');

describe('a press at the page', () => {
  const elements: readonly (readonly [object, unknown, Fields])[] = [
    [
      { type: 'button', text: plain('Go'), value: 'go', style: 'primary' },
      undefined,
      { value: 'go', text: plain('Go') },
    ],
    [{ type: 'overflow', options }, undefined, { selected_option: options[0] }],
    [{ type: 'static_select', options, placeholder: plain('Pick') }, 'b', { selected_option: options[1] }],
    [{ type: 'radio_buttons', options }, 'b', { selected_option: options[1] }],
    [{ type: 'checkboxes', options }, ['a', 'b'], { selected_options: options }],
    [{ type: 'datepicker' }, '2026-12-01', { selected_date: '2026-12-01' }],
    [{ type: 'users_select' }, 'U0FABRIHUGO', { selected_user: 'U0FABRIHUGO' }],
  ];

  it.each(elements)('tells the app what %o has become', async (element, value, held) => {
    const { ts } = await post([
      { type: 'actions', block_id: 'b', elements: [{ ...element, action_id: 'x' }] },
    ]);
    const act = { act: 'press', place: PARTNERS, ts, block: 'b', action: 'x', value: 'a' } as const;
    const values = value === undefined ? {} : { b: { x: value as string } };
    expect(await perform(ana, { ...act, values })).toEqual({});
    const { actions, container } = told.at(-1) as { actions: Fields[]; container: Fields };
    expect(actions).toEqual([expect.objectContaining({ ...held, action_id: 'x', block_id: 'b' })]);
    expect(container).toMatchObject({ type: 'message', message_ts: ts, channel_id: PARTNERS });
  });

  it('on something that is gone says so', async () => {
    const gone = {
      act: 'press',
      place: PARTNERS,
      ts: '1.000000',
      block: 'b',
      action: 'x',
      values: {},
    } as const;
    expect(await perform(ana, gone)).toEqual({ problem: 'That is not there any more.' });
  });
});

describe('a form at the page', () => {
  const input = (block_id: string, element: object): Block =>
    ({ type: 'input', block_id, label: plain(block_id), element: { ...element, action_id: 'x' } }) as Block;
  const view = {
    type: 'modal',
    title: plain('A form'),
    submit: plain('Send'),
    blocks: [
      input('name', { type: 'plain_text_input' }),
      input('way', { type: 'radio_buttons', options }),
      input('boxes', { type: 'checkboxes', options }),
      input('who', { type: 'users_select' }),
    ],
  };

  it('is drawn, sent with what it holds, and shows what is wrong', async () => {
    const team = front.workspaces.team('Fabrikam');
    const trigger_id = front.views.mint({ team, user: ana.member.id, turn: 't' });
    await front.methods.perform(team, 'views.open', { trigger_id, view });
    expect(await html()).toContain('<legend>way</legend>');
    const { id = '' } = ana.modals()[0] ?? {};
    answer = { body: { response_action: 'errors', errors: { name: 'Not this one.' } } };
    const values = { name: { x: 'Anna' }, way: { x: 'b' }, boxes: { x: ['a'] }, who: { x: 'U0FABRIHUGO' } };
    expect(await perform(ana, { act: 'send', view: id, values })).toEqual({
      errors: { name: 'Not this one.' },
    });
    expect((told.at(-1) as { view: Fields }).view.state).toEqual({
      values: {
        name: { x: { type: 'plain_text_input', value: 'Anna' } },
        way: { x: { type: 'radio_buttons', selected_option: options[1] } },
        boxes: { x: { type: 'checkboxes', selected_options: [options[0]] } },
        who: { x: { type: 'users_select', selected_user: 'U0FABRIHUGO' } },
      },
    });
    answer = {};
    expect(await perform(ana, { act: 'send', view: id, values })).toEqual({});
    expect(ana.modals()).toEqual([]);
  });
});

describe('the message box', () => {
  const type = (text: string, thread?: string) =>
    perform(ana, { act: 'type', place: PARTNERS, text, ...(thread ? { thread } : {}) });

  it('sends commands, and shows the answer to this person alone', async () => {
    answer = { body: { response_type: 'ephemeral', text: 'For Ana' } };
    expect(await type('/partner help')).toEqual({});
    answer = {};
    expect(told.at(-1)).toMatchObject({ command: '/partner', text: 'help', channel_id: PARTNERS });
    expect(await html()).toContain('Only visible to you');
    const hugo = desk.viewer('U0FABRIHUGO') as Viewer;
    expect((await hugo.messages(PARTNERS)).map(({ text }) => text)).not.toContain('For Ana');
    expect(hugo.unread(PARTNERS, await hugo.messages(PARTNERS))).toBeGreaterThan(0);
  });

  it('says what Slack says when the bot fails, and the page says which rule was broken', async () => {
    answer = { status: 500 };
    expect(await type('/partner help')).toEqual({
      problem: '/partner failed: the bot answered with an error (dispatch_failed).',
    });
    answer = {};
    expect(await html()).toContain('The bot broke Slack’s rules once');
    expect(await type('/other')).toEqual({
      problem: '/other is not a command here. The app’s command is /partner.',
    });
    expect(await type('/partner help', '1.000000')).toMatchObject({
      problem: expect.stringContaining('threads'),
    });
  });

  it('sends words as they are', async () => {
    expect(await type('<b> & <!here>')).toEqual({});
    expect((await ana.messages(PARTNERS)).at(-1)).toMatchObject({ text: '<b> & <!here>' });
    expect(await html()).toContain('&#60;b&#62; &#38; &#60;!here&#62;');
  });
});

describe('what Slack has heard', () => {
  it('is there after a new start, under the ids that it had, and can still be changed', async () => {
    const parent = await post([{ type: 'section', text: plain('Kept') }]);
    await perform(ana, { act: 'type', place: PARTNERS, text: 'A reply', thread: parent.ts });
    const kept = {
      value: [] as readonly Conversation[],
      set(value: readonly Conversation[]) {
        kept.value = value;
      },
    };
    await (await remember(front, kept)).stop();

    const again = await startFront(await startWorkspaces([TEAM]));
    await (await remember(again, { ...kept, set: () => undefined })).stop();
    const person = createDesk(again, 'http://127.0.0.1:1', 'secret').viewer('U0FABRIANA') as Viewer;
    const before = await ana.messages(PARTNERS);
    const after = await person.messages(PARTNERS);
    expect(after.map(tsOf)).toEqual(before.filter((card) => !card.private).map(tsOf));
    expect(after.at(-1)).toMatchObject({ text: 'A reply', thread: parent.ts });
    const change = { channel: PARTNERS, ts: parent.ts, text: 'Changed' };
    const team = again.workspaces.team('Fabrikam');
    expect(await again.methods.perform(team, 'chat.update', change)).toMatchObject({
      ok: true,
      ts: parent.ts,
    });
    expect((await person.messages(PARTNERS)).map(({ text }) => text)).toContain('Changed');
    await again.close();
    await again.workspaces.close();
  });
});
