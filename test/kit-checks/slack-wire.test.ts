import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSlack, type Slack } from '../kit/slack/client.ts';
import { type Front, startFront } from '../kit/slack/front.ts';
import type { View } from '../kit/slack/kit.ts';
import { blockKitFaults, houseFaults } from '../kit/slack/limits.ts';
import { pingsIn, readMrkdwn } from '../kit/slack/mrkdwn.ts';
import { forgeries, sign } from '../kit/slack/sign.ts';
import type { SlackPerson } from '../kit/slack/slack-person.ts';
import { startWorkspaces, type Workspaces } from '../kit/slack/workspace.ts';

/** A bare Bolt app proves that our side of Slack is what the real SDK expects, before the product relies on it. */

const SECRET = 'a-signing-secret-of-the-test';
const clock = { ahead: 0 };
const now = () => Date.now() + clock.ahead;

let workspaces: Workspaces;
let front: Front;
let slack: Slack;
/** The same Slack, for actions without any expected result. */
let impatient: Slack;
let app: App;
let ana: SlackPerson;
let carl: SlackPerson;
let partners: string;
let shared: string;

/** What the app was told last. */
const told: {
  action?: Record<string, unknown>;
  body?: Record<string, unknown>;
  view?: View;
  event?: unknown;
} = {};
/** What the app does later than its acknowledgement, for tests to await. */
let later: Promise<unknown> = Promise.resolve();
/** Violations that a test has caused on purpose. */
const meant: string[] = [];

beforeAll(async () => {
  workspaces = await startWorkspaces([
    {
      name: 'Contoso',
      people: [{ name: 'ana', realName: 'Ana Díaz', locale: 'ru-RU', tz: 'Asia/Taipei' }, 'ben'],
      channels: [
        { name: 'partners' },
        {
          name: 'shared',
          guests: [
            { team: 'Fabrikam', people: ['carl'] },
            { team: 'Tailspin', people: ['tom'], bot: true },
          ],
        },
        { name: 'quiet', bot: false },
        { name: 'secret', private: true, members: ['ben'] },
      ],
    },
    { name: 'Fabrikam', people: ['carl'], installed: false },
    { name: 'Tailspin', people: ['tom'] },
    { name: 'Grid One', enterprise: 'Grid', people: ['eve'], scopes: ['commands', 'users:read'] },
  ]);
  front = await startFront(workspaces, now);
  const receiver = new HTTPReceiver({ signingSecret: SECRET, logLevel: LogLevel.ERROR });
  app = new App({
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: front.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    authorize: async ({ teamId }) => {
      const team = workspaces.teams.find(({ id }) => id === teamId);
      if (!team) throw new Error(`nobody installed the app in ${teamId}`);
      return { botToken: team.bot.token, botId: team.bot.id, botUserId: team.bot.userId };
    },
  });
  listen(app);
  const server = await receiver.start({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const options = { eventsUrl: `http://127.0.0.1:${port}/slack/events`, signingSecret: SECRET, front };
  slack = createSlack(options);
  impatient = createSlack({ ...options, patience: 300 });
  ana = slack.person({ name: 'ana', team: 'Contoso' });
  carl = slack.person({ name: 'carl', team: 'Fabrikam' });
  partners = workspaces.team('Contoso').channel('partners').id;
  shared = workspaces.team('Contoso').channel('shared').id;
});

afterAll(async () => {
  await app?.stop();
  await front?.close();
  await workspaces?.close();
});

beforeEach(async () => {
  await later.catch(() => undefined);
  clock.ahead = 0;
});

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });
const choice = (text: string) => ({ text: plain(text), value: text.toLowerCase() });

const review = {
  type: 'modal' as const,
  callback_id: 'review',
  private_metadata: 'inv-1',
  title: plain('Review'),
  submit: plain('Accept'),
  blocks: [
    { type: 'section', text: mrkdwn('*Contoso* asks <https://contoso.example|Fabrikam> &amp; waits') },
    input('why', 'Reason', {
      type: 'plain_text_input',
      multiline: true,
      initial_value: 'none',
      max_length: 50,
    }),
    input('kind', 'Kind', { type: 'static_select', options: [choice('Reseller'), choice('Advisor')] }),
    input('tone', 'Tone', { type: 'radio_buttons', options: [choice('Kind'), choice('Stern')] }, true),
    input('roles', 'Roles', { type: 'checkboxes', options: [choice('Admin'), choice('Helpdesk')] }, true),
    input('read', 'Agreement', { type: 'checkboxes', options: [choice('I have read it')] }, true),
    input('until', 'Until', { type: 'datepicker', initial_date: '2026-12-31' }),
    input('who', 'Who', { type: 'users_select' }, true),
  ],
};

function input(name: string, label: string, element: object, optional = false) {
  return {
    type: 'input',
    block_id: name,
    label: plain(label),
    element: { action_id: name, ...element },
    optional,
  };
}

function button(label: string, more: object = {}) {
  return { type: 'button', action_id: label.toLowerCase(), text: plain(label), value: 'inv-1', ...more };
}

function card(...elements: object[]) {
  return [
    { type: 'header', text: plain('Accept the request?') },
    {
      type: 'section',
      fields: [mrkdwn('*From*\nContoso'), mrkdwn('*Until*\n<!date^1800000000^{date}|15 Jan 2027>')],
    },
    ...(elements.length > 0 ? [{ type: 'actions', elements }] : []),
  ];
}

/** What a product would do, one verb per thing to prove. */
function listen(bolt: App) {
  bolt.command('/partner', async ({ command, ack, client, respond }) => {
    const trigger_id = command.trigger_id;
    switch (command.text) {
      case 'whoami':
        return ack({ text: 'You are Ana', blocks: card(button('Leave')) as never });
      case 'announce':
        return ack({ response_type: 'in_channel', text: 'Ana has joined' });
      case 'review':
        await client.views.open({ trigger_id, view: review as never });
        return ack();
      case 'later':
        await ack();
        later = respond({ text: 'It is done' });
        return void (await later);
      case 'mute':
        return ack();
      case 'sleep':
        return undefined;
      case 'late modal':
        clock.ahead = 3000;
        later = client.views.open({ trigger_id, view: review as never });
        return ack({ text: await later.then(String, (error) => error.data.error) });
      case 'two modals':
        await client.views.open({ trigger_id, view: review as never });
        later = client.views.open({ trigger_id, view: review as never });
        return ack({ text: await later.then(String, (error) => error.data.error) });
      case 'six answers':
        await ack({ text: 'begin' });
        later = Promise.allSettled([1, 2, 3, 4, 5, 6].map((count) => respond({ text: `${count}` })));
        return void (await later);
      case 'half an hour':
        await ack({ text: 'begin' });
        clock.ahead = 30 * 60_000;
        later = respond({ text: 'too late' });
        return void (await later.catch(() => undefined));
      default:
        return ack({ text: `${command.team_id} ${command.user_id} ${command.channel_id}` });
    }
  });
  bolt.action(/.*/, async ({ action, body, ack, respond, client }) => {
    Object.assign(told, { action, body });
    await ack();
    const id = 'action_id' in action ? action.action_id : '';
    if (id === 'accept') await respond({ text: 'Accepted', replace_original: true, blocks: card() as never });
    if (id === 'remove') await respond({ delete_original: true });
    if (id === 'details' && 'trigger_id' in body) {
      await client.views.open({ trigger_id: body.trigger_id, view: review as never });
    }
    if (id === 'whisper' && 'channel' in body) {
      await client.chat.postEphemeral({
        channel: body.channel?.id ?? '',
        user: body.user.id,
        text: 'Not yours',
      });
    }
    if (id === 'more' && 'view' in body) {
      await client.views.update({
        view_id: body.view?.id ?? '',
        view: { ...review, title: plain('More') } as never,
      });
    }
  });
  bolt.view('review', async ({ view, body, ack }) => {
    Object.assign(told, { view, body });
    const values = view.state.values;
    if (!values.read?.read?.selected_options?.length) {
      return ack({ response_action: 'errors', errors: { read: 'Please read it first.' } });
    }
    if (values.why?.why?.value === 'close') return ack();
    const more = { type: 'actions', elements: [button('More')] };
    const blocks = [{ type: 'section', text: mrkdwn('Accepted by _Ana_') }, more];
    return ack({ response_action: 'update', view: { type: 'modal', title: plain('Done'), blocks } as never });
  });
  bolt.event('app_home_opened', async ({ event, client }) => {
    told.event = event;
    const blocks = [{ type: 'section', text: mrkdwn('Two things wait for you') }];
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
  });
}

const contoso = () => new WebApi(workspaces.team('Contoso').bot.token);

/** The Web API by hand, where a test is about the answer itself. */
class WebApi {
  readonly token: string;

  constructor(token: string) {
    this.token = token;
  }

  async call(
    method: string,
    body: object = {},
  ): Promise<{ status: number; headers: Headers; answer: never }> {
    const response = await fetch(`${front.apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, answer: (await response.json()) as never };
  }
}

describe('a command', () => {
  it('is answered in the acknowledgement, for this person alone', async () => {
    const answer = await ana.type('whoami');
    expect(answer).toMatchObject({ by: 'acknowledgement', status: 200, form: undefined });
    expect(answer.card).toMatchObject({ private: true, ref: undefined, buttons: ['Leave'] });
    expect(answer.text).toBe('Accept the request?\nFrom Contoso\nUntil 15 Jan 2027');
    expect((await ana.direct()).at(-1)).toMatchObject({ text: answer.text, private: true });
  });

  it('tells workspace, person and channel', async () => {
    const { text } = await ana.type('anything', partners);
    expect(text).toBe(`${workspaces.team('Contoso').id} ${ana.member.id} ${partners}`);
  });

  it('is answered publicly if the answer asks for it', async () => {
    const answer = await ana.type('announce', partners);
    expect(answer).toMatchObject({ by: 'acknowledgement', text: 'Ana has joined' });
    expect(answer.card?.private).toBe(false);
    const seen = await slack.person({ name: 'ben', team: 'Contoso' }).channel(partners);
    expect(seen.map(({ ref }) => ref)).toContain(answer.card?.ref);
  });

  it('is answered later through its response_url', async () => {
    expect(await ana.type('later')).toMatchObject({ by: 'later', text: 'It is done', status: 200 });
    expect(front.calls('response_url').at(-1)).toMatchObject({ status: 200, team: 'Contoso' });
  });

  it('that shows nothing is seen as nothing', async () => {
    const { type } = impatient.person({ name: 'ana', team: 'Contoso' });
    expect(await type('mute')).toMatchObject({ by: 'none', text: '', card: undefined, form: undefined });
  });

  it('must be acknowledged within three seconds', async () => {
    const violations = ['ana: /partner sleep: operation_timeout: not acknowledged within 3000 ms'];
    meant.push(...violations);
    const before = front.violations.length;
    expect(await ana.type('sleep')).toMatchObject({ by: 'none', status: 0, text: 'operation_timeout' });
    expect(front.violations.slice(before)).toEqual(violations);
  });
});

describe('a response_url', () => {
  it('is good five times', async () => {
    await ana.type('six answers');
    const results = (await later) as PromiseSettledResult<unknown>[];
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(front.calls('response_url').map(({ status }) => status)).toContain(404);
  });

  it('is good for half an hour', async () => {
    await ana.type('half an hour');
    await expect(later).rejects.toThrow('404');
  });
});

describe('a modal', () => {
  it('opens by the trigger and shows its inputs', async () => {
    const { by, form, card: none } = await ana.type('review');
    expect([by, none]).toEqual(['later', undefined]);
    expect(form).toMatchObject({
      title: 'Review',
      text: 'Contoso asks Fabrikam & waits',
      submitLabel: 'Accept',
    });
    expect(form?.links).toEqual([{ label: 'Fabrikam', url: 'https://contoso.example' }]);
    expect(form?.fields.map(({ name, label, kind, value }) => [name, label, kind, value])).toEqual([
      ['why', 'Reason', 'long_text', 'none'],
      ['kind', 'Kind', 'choice', undefined],
      ['tone', 'Tone', 'choice', undefined],
      ['roles', 'Roles', 'choices', []],
      ['read', 'Agreement', 'tick', false],
      ['until', 'Until', 'date', '2026-12-31'],
      ['who', 'Who', 'person', undefined],
    ]);
    expect(ana.modal().form?.title).toBe('Review');
  });

  it('holds back what Slack itself would hold back', async () => {
    const { form } = await ana.type('review');
    if (!form) throw new Error('no form');
    const sent = slack.sent.length;
    const held = await ana.submit(form, { Reason: '' });
    expect(held).toMatchObject({ by: 'none', status: 0 });
    expect(held.form?.fields.filter(({ error }) => error).map(({ name }) => name)).toEqual(['why', 'kind']);
    expect(slack.sent).toHaveLength(sent);
    await expect(ana.submit(form, { Kind: 'Neither' })).rejects.toThrow('No option "Neither"');
    await expect(ana.submit(form, { Colour: 'red' })).rejects.toThrow('No field "Colour"');
  });

  it('shows errors on the field and keeps what was typed, then changes', async () => {
    const { form } = await ana.type('review');
    if (!form) throw new Error('no form');
    const values = { Reason: 'because', Kind: 'Advisor', Roles: ['Helpdesk'], Who: 'ben' };
    const refused = await ana.submit(form, values);
    expect(refused.by).toBe('acknowledgement');
    expect(refused.text).toContain('Please read it first.');
    const fields = refused.form?.fields ?? [];
    expect(fields.find(({ name }) => name === 'read')?.error).toBe('Please read it first.');
    expect(fields.find(({ name }) => name === 'kind')?.value).toBe('Advisor');

    const done = await ana.submit(refused.form ?? form, { Agreement: true });
    expect(done).toMatchObject({ by: 'acknowledgement', text: 'Done\nAccepted by Ana', form: undefined });
    expect(done.card).toMatchObject({ private: true, buttons: ['More'] });
    expect(told.view).toMatchObject({ callback_id: 'review', private_metadata: 'inv-1' });
    expect(told.view?.state.values).toEqual({
      why: { why: { type: 'plain_text_input', value: 'because' } },
      kind: { kind: { type: 'static_select', selected_option: choice('Advisor') } },
      tone: { tone: { type: 'radio_buttons', selected_option: null } },
      roles: { roles: { type: 'checkboxes', selected_options: [choice('Helpdesk')] } },
      read: { read: { type: 'checkboxes', selected_options: [choice('I have read it')] } },
      until: { until: { type: 'datepicker', selected_date: '2026-12-31' } },
      who: { who: { type: 'users_select', selected_user: workspaces.team('Contoso').person('ben').id } },
    });

    const more = await ana.click(done.card as never, 'More');
    expect(more).toMatchObject({ by: 'later' });
    expect(more.form?.title).toBe('More');
    expect(told.body).toMatchObject({ container: { type: 'view' }, view: { title: { text: 'Done' } } });
  });

  it('closes when a submission says nothing', async () => {
    const { form } = await ana.type('review');
    if (!form) throw new Error('no form');
    const { submit } = impatient.person({ name: 'ana', team: 'Contoso' });
    const closed = await submit(form, { Reason: 'close', Kind: 'Advisor', Agreement: true });
    expect(closed).toMatchObject({ by: 'none', status: 200 });
    expect(ana.modal()).toEqual({});
    const late = await contoso().call('views.update', {
      view_id: (form.raw as { id: string }).id,
      view: review,
    });
    expect(late.answer).toMatchObject({ ok: false, error: 'not_found' });
  });

  it('cannot be opened after three seconds, or twice', async () => {
    expect((await ana.type('late modal')).text).toBe('expired_trigger_id');
    clock.ahead = 0;
    expect((await ana.type('two modals')).text).toBe('exchanged_trigger_id');
    const unknown = await contoso().call('views.open', { trigger_id: '1.2', view: review });
    expect(unknown.answer).toMatchObject({ error: 'invalid_trigger_id' });
  });
});

describe('a card', () => {
  async function post(...elements: object[]) {
    const { answer } = await contoso().call('chat.postMessage', {
      channel: shared,
      text: 'Contoso asks Fabrikam',
      blocks: card(...elements),
    });
    const { ts } = answer as { ts: string };
    const seen = (await ana.channel(shared)).find(({ ref }) => ref === ts);
    if (!seen) throw new Error('not posted');
    return seen;
  }

  it('is replaced through the response_url of the press', async () => {
    const seen = await post(
      button('Accept', { style: 'primary' }),
      button('Web', { url: 'https://accord.example' }),
    );
    expect(seen).toMatchObject({ buttons: ['Accept'], private: false, thread: undefined });
    expect(seen.links).toEqual([{ label: 'Web', url: 'https://accord.example' }]);
    const answer = await ana.click(seen, 'Accept');
    expect(answer.card).toMatchObject({ ref: seen.ref, buttons: [], private: false });
    expect(told.action).toMatchObject({ type: 'button', action_id: 'accept', value: 'inv-1' });
    expect(told.body).toMatchObject({
      container: { type: 'message', message_ts: seen.ref, channel_id: shared, is_ephemeral: false },
      message: { ts: seen.ref },
      channel: { id: shared, name: 'shared' },
    });
    expect((await ana.channel(shared)).find(({ ref }) => ref === seen.ref)?.buttons).toEqual([]);
    expect(await ana.click(seen, 'Web')).toMatchObject({ by: 'none', status: 200 });
    expect(told.action).toMatchObject({ action_id: 'web' });
  });

  it('of an installation from outside is pressed for that installation', async () => {
    const { id: team, bot } = workspaces.team('Tailspin');
    const blocks = card(button('Whisper'));
    await new WebApi(bot.token).call('chat.postMessage', { channel: shared, text: 'Tailspin asks', blocks });
    const seen = (await ana.channel(shared)).at(-1);
    if (!seen) throw new Error('not posted');
    expect((await ana.click(seen, 'Whisper')).text).toBe('Not yours');
    expect(told.body).toMatchObject({ team: { id: team }, user: { team_id: ana.member.team.id } });
  });

  it('tells who pressed it, from whichever company', async () => {
    const seen = await post(button('Details'), button('Whisper'));
    const { form, by } = await carl.click(seen, 'Details');
    expect([by, form?.title]).toEqual(['later', 'Review']);
    expect(told.body).toMatchObject({
      team: { id: workspaces.team('Contoso').id },
      user: { id: carl.member.id, team_id: workspaces.team('Fabrikam').id },
    });
    if (form) await carl.submit(form, { Kind: 'Advisor' });
    expect(told.body).toMatchObject({
      team: { id: workspaces.team('Fabrikam').id },
      view: { app_installed_team_id: workspaces.team('Contoso').id },
    });
    const before = (await ana.channel(shared)).length;
    const whispered = await carl.click(seen, 'Whisper');
    expect(whispered.card).toMatchObject({ private: true, text: 'Not yours', conversation: shared });
    expect((await carl.channel(shared)).at(-1)?.text).toBe('Not yours');
    expect(await ana.channel(shared)).toHaveLength(before);
    await expect(carl.type('whoami')).rejects.toThrow('not installed in Fabrikam');
  });

  it('answers each press of a double click once', async () => {
    const seen = await post(button('Whisper'));
    const answers = await Promise.all([ana.click(seen, 'Whisper'), ana.click(seen, 'Whisper')]);
    const [first, second] = answers.map(({ card }) => (card?.raw as { ts: string } | undefined)?.ts);
    expect(first).toBeDefined();
    expect(second).toBeDefined();
    expect(first).not.toBe(second);
  });

  it('asks before it acts', async () => {
    const confirm = {
      title: plain('Sure?'),
      text: mrkdwn('This ends Contoso &amp; Fabrikam'),
      confirm: plain('End'),
    };
    const seen = await post(button('Accept', { confirm }));
    const sent = slack.sent.length;
    expect(await ana.click(seen, 'Accept', { confirm: false })).toMatchObject({
      by: 'none',
      card: undefined,
    });
    expect(slack.sent).toHaveLength(sent);
    expect(slack.confirmations.at(-1)).toEqual({
      person: 'ana',
      button: 'Accept',
      title: 'Sure?',
      text: 'This ends Contoso & Fabrikam',
      accepted: false,
    });
    expect((await ana.click(seen, 'Accept')).card?.buttons).toEqual([]);
    await expect(ana.click(seen, 'Decline')).rejects.toThrow('No button "Decline"');
  });

  it('that only one person sees can be taken away', async () => {
    const blocks = card(button('Remove'));
    const { id: user } = ana.member;
    await contoso().call('chat.postEphemeral', { channel: partners, user, text: 'For Ana', blocks });
    const own = (await ana.channel(partners)).at(-1);
    if (!own) throw new Error('not posted');
    await impatient.person({ name: 'ana', team: 'Contoso' }).click(own, 'Remove');
    expect(told.body).toMatchObject({ container: { is_ephemeral: true } });
    expect(told.body).not.toHaveProperty('message');
    expect((await ana.channel(partners)).filter(({ buttons }) => buttons.includes('Remove'))).toEqual([]);
  });

  it('stands in its thread', async () => {
    const parent = await post();
    await contoso().call('chat.postMessage', { channel: shared, text: 'Accepted', thread_ts: parent.ref });
    expect((await ana.channel(shared)).find(({ text }) => text === 'Accepted')?.thread).toBe(parent.ref);
  });
});

describe('the rest of Slack', () => {
  it('opens the home', async () => {
    expect(await ana.home()).toMatchObject({ by: 'later', text: 'Two things wait for you' });
    expect(told.event).toMatchObject({ tab: 'home', user: ana.member.id });
  });

  it('writes to a person directly', async () => {
    await contoso().call('chat.postMessage', { channel: ana.member.id, text: 'It expires tomorrow' });
    expect((await ana.direct()).at(-1)).toMatchObject({ text: 'It expires tomorrow', private: false });
  });

  it('hands out a file', async () => {
    const token = workspaces.team('Contoso').bot.token;
    const file = { channel_id: partners, filename: 'audit.csv', title: 'Audit', content: 'who,what' };
    await app.client.filesUploadV2({ token, ...file, initial_comment: 'The history' });
    const seen = (await ana.channel(partners)).at(-1);
    expect(seen).toMatchObject({ text: 'The history\nAudit', links: [{ label: 'Audit' }] });
    const headers = { authorization: `Bearer ${ana.member.token}` };
    expect(await (await fetch(seen?.links[0]?.url ?? '', { headers })).text()).toBe('who,what');
  });

  it('knows language and time zone of a person, also of a guest', async () => {
    const { answer } = await contoso().call('users.info', { user: ana.member.id, include_locale: true });
    expect(answer).toMatchObject({ user: { locale: 'ru-RU', tz: 'Asia/Taipei', tz_offset: 28_800 } });
    const guest = await contoso().call('users.info', { user: carl.member.id });
    expect(guest.answer).toMatchObject({ user: { team_id: workspaces.team('Fabrikam').id } });
  });

  it('refuses what the bot may not', async () => {
    const { id } = workspaces.team('Contoso').channel('quiet');
    const quiet = await contoso().call('chat.postMessage', { channel: id, text: 'hello' });
    expect(quiet.answer).toMatchObject({ error: 'not_in_channel' });
    const secret = workspaces.team('Contoso').channel('secret').id;
    expect((await contoso().call('chat.postMessage', { channel: secret, text: 'x' })).status).toBe(200);
    await expect(ana.channel(secret)).rejects.toThrow('not in the private channel');
    const grid = new WebApi(workspaces.team('Grid One').bot.token);
    const eve = workspaces.team('Grid One').person('eve').id;
    const { answer } = await grid.call('chat.postMessage', { channel: eve, text: 'hello' });
    expect(answer).toMatchObject({
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'commands,users:read',
    });
    expect((await new WebApi('xoxb-no').call('auth.test')).answer).toMatchObject({ error: 'invalid_auth' });
    expect((await contoso().call('nothing.here')).answer).toMatchObject({ error: 'unknown_method' });
  });

  it('tells the token its team and scopes', async () => {
    const { answer, headers } = await new WebApi(workspaces.team('Grid One').bot.token).call('auth.test');
    const { id, enterprise } = workspaces.team('Grid One');
    expect(answer).toMatchObject({ ok: true, team_id: id, enterprise_id: enterprise?.id });
    expect(headers.get('x-oauth-scopes')).toBe('commands,users:read');
  });

  it('installs by OAuth and uninstalls', async () => {
    const { clientId: client_id, clientSecret: client_secret } = workspaces.app;
    const team = workspaces.team('Fabrikam');
    const bot = new WebApi(team.bot.token);
    expect((await bot.call('auth.test')).answer).toMatchObject({ error: 'token_revoked' });
    const redirect_uri = 'https://accord.example/back';
    const query = new URLSearchParams({ team: team.id, state: 's1', redirect_uri });
    const page = await fetch(`${front.url}/oauth/v2/authorize?${query}`, { redirect: 'manual' });
    const back = new URL(page.headers.get('location') ?? '');
    expect(back.searchParams.get('state')).toBe('s1');
    const access = { client_id, client_secret, code: back.searchParams.get('code') };
    const { answer } = await new WebApi('').call('oauth.v2.access', access);
    expect(answer).toMatchObject({ ok: true, access_token: team.bot.token, team: { id: team.id } });
    expect((await new WebApi('').call('oauth.v2.access', access)).answer).toMatchObject({
      error: 'invalid_code',
    });
    expect((await bot.call('auth.test')).answer).toMatchObject({ ok: true });
    await bot.call('auth.revoke');
    expect((await bot.call('auth.test')).answer).toMatchObject({ error: 'token_revoked' });
  });
});

describe('what goes wrong on purpose', () => {
  const message = () => ({ channel: partners, text: `hello ${Math.random()}` });

  it('is 429 with Retry-After, as often as planned', async () => {
    front.fail({ method: 'chat.postMessage', channel: partners, retryAfter: 7, times: 2 });
    const first = await contoso().call('chat.postMessage', message());
    expect([first.status, first.headers.get('retry-after'), first.answer]).toEqual([
      429,
      '7',
      { ok: false, error: 'ratelimited' },
    ]);
    const { botToken: token } = { botToken: workspaces.team('Contoso').bot.token };
    const limited = app.client.chat.postMessage({ ...message(), token });
    await expect(limited).rejects.toMatchObject({ retryAfter: 7 });
    expect((await contoso().call('chat.postMessage', message())).answer).toMatchObject({ ok: true });
  });

  it('is an error of Slack, or a lost answer', async () => {
    front.fail({ error: 'account_inactive' });
    expect((await contoso().call('auth.test')).answer).toEqual({ ok: false, error: 'account_inactive' });
    front.fail({ status: 500, effect: true });
    const lost = message();
    expect((await contoso().call('chat.postMessage', lost)).status).toBe(500);
    expect((await ana.channel(partners)).map(({ text }) => text)).toContain(lost.text);
  });

  it('is a call that waits until it is let in', async () => {
    const hold = front.hold({ method: 'chat.postMessage' });
    const held = message();
    const posted = contoso().call('chat.postMessage', held);
    await hold.reached;
    expect((await ana.channel(partners)).map(({ text }) => text)).not.toContain(held.text);
    hold.release();
    expect((await posted).answer).toMatchObject({ ok: true });
  });
});

describe('a request that is not from Slack', () => {
  const body = JSON.stringify({ type: 'url_verification', challenge: 'x' });
  /** Bolt lets a future timestamp pass: the product has to check it itself. */
  const boltAccepts = ['six minutes ahead'];

  it.each(forgeries(SECRET, body).map(({ name }) => name))('is refused: %s', async (name) => {
    const forged = forgeries(SECRET, body).find((one) => one.name === name);
    const { status } = await slack.post(body, { headers: forged?.headers ?? {} });
    expect(status).toBe(boltAccepts.includes(name) ? 200 : 401);
  });

  it('differs from one that is', async () => {
    expect((await slack.post(body)).status).toBe(200);
    expect((await slack.post(body, { headers: sign(SECRET, body) })).status).toBe(200);
    const repeated = slack.sent.find(({ act }) => act.includes('whoami'));
    if (!repeated) throw new Error('nothing sent');
    const { timestamp, signature } = repeated;
    expect((await slack.post(repeated.body, { timestamp, signature, retryNum: 1 })).status).toBe(200);
  });
});

describe('limits', () => {
  const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });
  const long = (length: number) => 'x'.repeat(length);
  const actions = (...elements: object[]) => [{ type: 'actions', elements }];
  const modal = (more: object) => ({ view: { ...review, ...more } });

  it.each<[string, string, object]>([
    ['a long section', 'must be less than 3001 characters', { blocks: [section(long(3001))] }],
    ['an empty section', 'must be more than 0 characters', { blocks: [section('')] }],
    ['too many blocks', 'no more than 50 items', { blocks: Array(51).fill({ type: 'divider' }) }],
    [
      'too many fields',
      'no more than 10 items',
      { blocks: [{ type: 'section', fields: Array(11).fill(plain('x')) }] },
    ],
    ['a long field', 'less than 2001', { blocks: [{ type: 'section', fields: [plain(long(2001))] }] }],
    ['a long header', 'less than 151', { blocks: [{ type: 'header', text: plain(long(151)) }] }],
    ['a header in mrkdwn', 'unsupported type: mrkdwn', { blocks: [{ type: 'header', text: mrkdwn('x') }] }],
    ['a long button', 'less than 76', { blocks: actions(button(long(76), { action_id: 'a' })) }],
    ['a long value', 'less than 2001', { blocks: actions(button('A', { value: long(2001) })) }],
    ['a long action_id', 'less than 256', { blocks: actions(button('A', { action_id: long(256) })) }],
    ['an action_id twice', 'duplicate action_id', { blocks: actions(button('A'), button('A')) }],
    ['a block_id twice', 'duplicate block_id', { blocks: Array(2).fill({ type: 'divider', block_id: 'b' }) }],
    ['a wrong address', 'valid URL', { blocks: actions(button('A', { url: 'no url' })) }],
    ['26 buttons', 'no more than 25 items', { blocks: actions(...Array(26).fill(button('A'))) }],
    [
      '11 in a context',
      'no more than 10',
      { blocks: [{ type: 'context', elements: Array(11).fill(plain('x')) }] },
    ],
    [
      'six in a menu',
      'no more than 5',
      { blocks: actions({ type: 'overflow', options: Array(6).fill(choice('A')) }) },
    ],
    ['a text input in actions', 'unsupported type', { blocks: actions({ type: 'plain_text_input' }) }],
    ['a misspelt property', 'no more properties allowed: txet', { blocks: [{ ...section('x'), txet: 1 }] }],
    ['an unknown block', 'unsupported type: sektion', { blocks: [{ type: 'sektion' }] }],
    ['all text', 'msg_blocks_too_long', { blocks: Array(5).fill(section(long(2500))) }],
    ['text', 'msg_too_long', { text: long(40_001) }],
    ['nothing', 'no_text', {}],
    [
      'a long confirmation',
      'less than 301',
      { blocks: actions(button('A', { confirm: { title: plain('?'), text: plain(long(301)) } })) },
    ],
  ])('of a message: %s', (_, reason, payload) => {
    expect(blockKitFaults('chat.postMessage', payload).join()).toContain(reason);
    expect(blockKitFaults('response_url', payload).join()).toContain(reason);
  });

  const select = (count: number) => ({
    type: 'static_select',
    options: Array.from({ length: count }, (_, index) => choice(`Option ${index}`)),
  });

  it.each<[string, string, object]>([
    [
      'a long title',
      'less than 25 characters [json-pointer:/view/title/text]',
      modal({ title: plain(long(25)) }),
    ],
    ['no title', '/view/title', modal({ title: undefined })],
    ['inputs without submit', 'is required with an input block', modal({ submit: undefined })],
    ['long metadata', 'less than 3001', modal({ private_metadata: long(3001) })],
    ['a long callback_id', 'less than 256', modal({ callback_id: long(256) })],
    ['too many blocks', 'no more than 100', modal({ blocks: Array(101).fill({ type: 'divider' }) })],
    ['101 options', 'no more than 100', modal({ blocks: [input('a', 'A', select(101))] })],
    ['no options', 'no less than 1', modal({ blocks: [input('a', 'A', select(0))] })],
    [
      '11 boxes',
      'no more than 10',
      modal({ blocks: [input('a', 'A', { ...select(11), type: 'checkboxes' })] }),
    ],
    [
      'a long option',
      'less than 76',
      modal({ blocks: [input('a', 'A', { ...select(0), options: [choice(long(76))] })] }),
    ],
    [
      'a choice that is no option',
      'initial option is not an option',
      modal({ blocks: [input('a', 'A', { ...select(2), initial_option: choice('Other') })] }),
    ],
    [
      'more than fits filled in',
      'less than 6',
      modal({
        blocks: [input('a', 'A', { type: 'plain_text_input', max_length: 5, initial_value: 'sixsix' })],
      }),
    ],
    ['a button as input', 'unsupported type: button', modal({ blocks: [input('a', 'A', button('B'))] })],
    [
      'a long placeholder',
      'less than 151',
      modal({ blocks: [input('a', 'A', { ...select(1), placeholder: plain(long(151)) })] }),
    ],
    ['a long label', 'less than 2001', modal({ blocks: [input('a', long(2001), select(1))] })],
  ])('of a modal: %s', (_, reason, payload) => {
    expect(blockKitFaults('views.open', payload).join()).toContain(reason);
    expect(blockKitFaults('response_action', payload).join()).toContain(reason);
  });

  it('let everything else pass', () => {
    expect(blockKitFaults('views.open', { view: review })).toEqual([]);
    expect(blockKitFaults('response_action', { response_action: 'clear' })).toEqual([]);
    const full = { text: 'x', blocks: [...card(button('A')), section(long(3000)), { type: 'divider' }] };
    expect(blockKitFaults('chat.update', full)).toEqual([]);
    expect(houseFaults(full)).toEqual([]);
    expect(houseFaults({ blocks: full.blocks })).toEqual(['no meaningful top-level text (R-CARD-08)']);
  });

  it('are Slack’s answer, and noted', async () => {
    const before = front.violations.length;
    const reason = 'must be less than 3001 characters [json-pointer:/blocks/0/text/text]';
    const violations = [
      `chat.postMessage: ${reason}`,
      'views.open: must be less than 25 characters [json-pointer:/view/title/text]',
      'chat.postMessage: no meaningful top-level text (R-CARD-08)',
    ];
    meant.push(...violations);
    const blocks = [section(long(3001))];
    const { answer } = await contoso().call('chat.postMessage', { channel: partners, text: 'x', blocks });
    expect(answer).toMatchObject({ ok: false, error: 'invalid_blocks', errors: [reason] });
    const view = { ...review, title: plain(long(25)) };
    const opened = await contoso().call('views.open', { trigger_id: 'x', view });
    expect(opened.answer).toMatchObject({ ok: false, error: 'invalid_arguments' });
    await contoso().call('chat.postMessage', { channel: partners, blocks: [section('no text')] });
    expect(front.violations.slice(before)).toEqual(violations);
  });

  it('do not let anybody be called', async () => {
    expect(pingsIn('&lt;!channel&gt; @here <https://x.example|@here>')).toEqual([]);
    const blocks = [section('Hi <!here> and <@U1>'), { type: 'header', text: plain('<!channel>') }];
    await contoso().call('chat.postMessage', { channel: partners, text: '<!channel>', blocks });
    expect(front.pings).toEqual(['<!channel>', '<!here>', '<@U1>']);
  });
});

describe('mrkdwn', () => {
  it.each([
    ['*Bold*, _italic_ and ~gone~', 'Bold, italic and gone'],
    ['*_both_* `code`', 'both code'],
    ['2*3*4 and snake_case_name', '2*3*4 and snake_case_name'],
    ['<https://a.example/x_y_z|site> <https://b.example>', 'site https://b.example'],
    ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['<!date^1800000000^{date_long}^https://a.example|15 January 2027>', '15 January 2027'],
    ['A &amp; B &lt;C&gt; &amp;lt;', 'A & B <C> &lt;'],
    ['<#C1|partners> <@U1|ana>', '#partners ana'],
  ])('%s reads as %s', (written, read) => {
    expect(readMrkdwn(written).text).toBe(read);
  });
});

it('finds fault with nothing else in all of this', () => {
  expect(front.violations).toEqual(meant);
});
