import type { TurnContext } from 'botbuilder';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agreement, app, message, startBot, turnsOf } from '../kit/teams/echo-bot.ts';
import { type Microsoft, startMicrosoft } from '../kit/teams/microsoft.ts';
import { type Playground, startPlayground } from '../kit/teams/playground.ts';

let microsoft: Microsoft;
let bot: Awaited<ReturnType<typeof startBot>>;
let playground: Playground;
const seen: TurnContext['activity'][] = [];

const turn = turnsOf({
  message: (context) =>
    context.activity.text.endsWith('card')
      ? context.sendActivity(message(agreement('Open')))
      : context.sendActivity(`You said ${context.activity.text}.`),
  accept: async (context) => {
    await context.updateActivity({ ...message(agreement('Accepted')), id: context.activity.replyToId ?? '' });
    const value = `Thank you, ${context.activity.from.name}.`;
    return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value };
  },
  later: async () => ({
    statusCode: 200,
    type: 'application/vnd.microsoft.card.adaptive',
    value: agreement('Put off'),
  }),
});

beforeAll(async () => {
  microsoft = await startMicrosoft(app);
  bot = await startBot((context, adapter) => {
    seen.push(context.activity);
    return turn(context, adapter);
  });
  playground = await startPlayground({
    endpoint: bot.endpoint,
    appId: app.appId,
    tenant: app.tenantId,
    microsoft,
    people: [{ name: 'Ana Ruiz' }, { name: 'Ben Okri' }],
  });
});
afterAll(async () => {
  await playground?.stop();
  await bot?.stop();
  await microsoft?.stop();
  expect(microsoft.violations).toEqual([]);
});

it('carries what people say, in a chat, a group and a channel, with authentication on', async () => {
  const { people, groupChat, channels } = playground;
  for (const person of people) {
    expect(await person.type('hello')).toMatchObject({ text: 'You said hello.', status: 200 });
    expect(await person.type('hello', groupChat.id)).toMatchObject({ status: 200, by: 'later' });
    expect((await person.type('hello', channels[1].id)).text).toContain('hello');
  }
  expect(await people[1]?.direct()).toHaveLength(1);
});

it('carries clicks of several people, and shows the card as it was changed', async () => {
  const [ana, ben] = playground.people;
  const channel = playground.channels[1].id;
  const card = (await ana?.type('card', channel))?.card;
  if (ana === undefined || ben === undefined || card === undefined) throw new Error('no card');
  expect(await ben.click(card, 'Later')).toMatchObject({ by: 'acknowledgement', card: { private: true } });
  expect((await ben.channel(channel)).at(-1)?.text).toContain('Put off');
  expect(await ben.click(card, 'Accept')).toMatchObject({ text: 'Thank you, Ben Okri.' });
  expect((await ana.channel(channel)).at(-1)?.text).toContain('Accepted');
  expect(seen.at(-1)).toMatchObject({ name: 'adaptiveCard/action', replyToId: card.ref });
});

it('tells of the bot’s installation', async () => {
  await playground.people[0]?.install();
  expect(seen.slice(-2).map(({ type }) => type)).toEqual(['installationUpdate', 'conversationUpdate']);
});

it('ends with its process', async () => {
  const { pid } = playground;
  await playground.stop();
  expect(() => process.kill(-pid, 0)).toThrow('ESRCH');
});
