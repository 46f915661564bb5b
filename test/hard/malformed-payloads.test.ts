import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from '../kit/bot.ts';
import { malformedRequests, slackKinds, secret as slackSecret } from '../kit/slack/malformed.ts';
import { malformedActivities, teamsKinds, secret as teamsSecret } from '../kit/teams/malformed.ts';
import { SERVICE_URL } from '../kit/teams/microsoft.ts';

const count = 1000;
const batch = 25;

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
});
beforeEach(() => bot.clear());
afterAll(() => bot.close());

interface Sendable {
  readonly how: string;
  send(): Promise<number>;
}

/**
 * Sends the requests a few at a time, and asks something between two batches, which must be answered. Returns the
 * requests with an unexpected status.
 */
async function answersTo(all: readonly Sendable[], ask: () => Promise<string>): Promise<readonly string[]> {
  const odd: string[] = [];
  for (let at = 0; at < all.length; at += batch) {
    const sent = all.slice(at, at + batch).map(async ({ how, send }) => ({ how, status: await send() }));
    const answer = await ask();
    for (const { how, status } of await Promise.all(sent)) if (status !== 400) odd.push(`${how}: ${status}`);
    if (answer === '') odd.push(`nobody answered after ${at}`);
  }
  return odd;
}

/** Expects one log line for each refusal without any of its values (R-SEC-13), and no fault. */
function expectRefusals(platform: string, secret: string): void {
  const lines = bot.log.filter(({ level }) => level === 'warn' || level === 'error');
  expect(lines.filter(({ status }) => status === 400)).toHaveLength(count);
  expect(new Set(lines.map((line) => line.platform))).toEqual(new Set([platform]));
  expect(JSON.stringify(bot.log)).not.toContain(secret);
}

/** Expects that as many requests at once as there are connections work: none was lost. */
async function expectConnections(ask: () => Promise<string>): Promise<void> {
  const answers = await Promise.all(Array.from({ length: 20 }, ask));
  expect(answers.filter((answer) => answer === '')).toEqual([]);
}

describe.each(slackKinds)('1,000 malformed requests of Slack: %s', (kind) => {
  it('are all refused with 400, and other requests are answered in the meantime (R-SEC-10, R-SEC-13)', async () => {
    const ask = async () => (await bot.slackPerson('Ana').type('whoami')).text;
    const requests = malformedRequests(kind, count, 20_261_127).map(({ how, body, contentType }) => ({
      how,
      send: async () => (await bot.slack.post(body, { contentType })).status,
    }));
    expect(await answersTo(requests, ask)).toEqual([]);
    expectRefusals('slack', slackSecret);
    await expectConnections(ask);
  });
});

describe.each(teamsKinds)('1,000 malformed activities of Teams: %s', (kind) => {
  it('are all refused with 400, and other requests are answered in the meantime (R-SEC-10, R-SEC-13)', async () => {
    const ask = async () => (await bot.teamsPerson('Ana').type('whoami')).text;
    const appId = bot.teams.bot.id.replace('28:', '');
    const authorization = await bot.microsoft.authorization({ appId, serviceUrl: SERVICE_URL });
    const headers = { 'content-type': 'application/json', authorization };
    const activities = malformedActivities(kind, count, 20_261_127).map(({ how, body }) => ({
      how,
      send: async () => (await fetch(`${bot.url}/api/messages`, { method: 'POST', headers, body })).status,
    }));
    expect(await answersTo(activities, ask)).toEqual([]);
    expectRefusals('teams', teamsSecret);
    await expectConnections(ask);
  });
});
