import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Answer, Person, PlatformName, SeenCard, SeenForm } from '../kit/person.ts';
import { applyWorld, buildProgram, freePort, makeFolder, spawnBot } from '../kit/process.ts';
import { createSlack } from '../kit/slack/client.ts';
import { startFront } from '../kit/slack/front.ts';
import { startWorkspaces } from '../kit/slack/workspace.ts';
import { startMicrosoft } from '../kit/teams/microsoft.ts';
import { startPlayground } from '../kit/teams/playground.ts';

const patience = { timeout: 30_000, interval: 50 };
const app = { appId: randomUUID(), password: randomUUID(), tenantId: randomUUID() };

/** Ana of a partner on one platform, Gil of a customer on the other. */
interface Place {
  readonly person: Person;
  /** Their organization's channel. */
  readonly channel: string;
  /** The place in a world file. */
  readonly workspace: { readonly platform: PlatformName; readonly id: string; readonly botToken?: string };
  readonly identity: object;
  readonly tenantId: string;
}

describe.each([
  { asks: 'slack', answers: 'teams' },
  { asks: 'teams', answers: 'slack' },
] as const)('A request asked in $asks and accepted in $answers', ({ asks }) => {
  let stage: Awaited<ReturnType<typeof openStage>>;
  beforeAll(async () => {
    await buildProgram();
    stage = await openStage(asks);
  });
  afterAll(() => stage?.close());

  test('R-AUD-04: changes the cards in both channels, and everybody sees who answered', async () => {
    const { ana, gil } = stage;
    await ana.person.type('notify on invitations, relationships', ana.channel);
    const draft = await ana.person.submit(formOf(await ana.person.type('request contoso.com')), {
      dap: true,
    });
    const sent = await ana.person.submit(formOf(draft), {});
    expect(sent.text).toContain('Waiting for the answer of Contoso');

    const form = formOf(await gil.person.click(await ownCard(gil), 'Review & accept'));
    const unticked = await gil.person.submit(form, { agreement: false });
    expect(unticked.form?.fields.find(({ name }) => name === 'agreement')?.error).toBeTruthy();
    const accepted = await gil.person.submit(form, { agreement: true });
    expect(accepted.text).toContain('Accepted by Gil');

    for (const place of [ana, gil]) {
      expect((await cardIn(place, /Accepted by Gil/)).buttons).toEqual([]);
    }
    const reply = await cardIn(ana, /Gil of Contoso accepted the invitation/);
    expect(reply.thread).toBe((await cardIn(ana, /Accepted by Gil/)).ref);
    expect((await ana.person.type('customers')).text).toContain('Contoso');
    expect((await gil.person.type('partners')).text).toContain('Fabrikam');
    expect(stage.violations()).toEqual([]);
  });
});

/**
 * Everything as in production except for the addresses: the bot as a process with its own database, `emulate`'s Slack,
 * and Microsoft's own Teams client.
 */
async function openStage(asks: PlatformName) {
  const [inSlack, inTeams] = asks === 'slack' ? ['Ana', 'Gil'] : ['Gil', 'Ana'];
  const folder = await makeFolder();
  const workspaces = await startWorkspaces([
    { name: 'Workspace', people: [inSlack], channels: [{ name: 'partners' }] },
  ]);
  const front = await startFront(workspaces);
  const microsoft = await startMicrosoft(app);
  const port = String(await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const signingSecret = randomBytes(16).toString('hex');
  const environment = {
    PORT: port,
    PUBLIC_URL: origin,
    DATA_DIR: folder.path,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: front.apiUrl,
    MICROSOFT_APP_ID: app.appId,
    MICROSOFT_APP_PASSWORD: app.password,
    MICROSOFT_APP_TENANT_ID: app.tenantId,
    ...microsoft.child.env,
  };
  const tenantId = randomUUID();
  const playground = await startPlayground({
    endpoint: `${origin}/api/messages`,
    appId: app.appId,
    tenant: tenantId,
    microsoft,
    people: [{ name: inTeams }],
  });

  const slack = createSlack({ eventsUrl: `${origin}/slack/events`, signingSecret, front });
  const team = workspaces.team('Workspace');
  const somebody = slack.person({ name: inSlack, team: team.name });
  const slackPlace: Place = {
    person: somebody,
    channel: team.channel('partners').id,
    workspace: { platform: 'slack', id: team.id, botToken: team.bot.token },
    identity: { slack: { workspace: team.id, user: somebody.member.id } },
    tenantId: randomUUID(),
  };
  const [client] = playground.people;
  if (!client) throw new Error('Nobody sits at the Playground');
  const teamsPlace: Place = {
    person: client,
    channel: playground.channels[1].id,
    workspace: { platform: 'teams', id: tenantId },
    identity: { teams: { tenant: tenantId, user: client.somebody.aadObjectId } },
    tenantId,
  };
  const [ana, gil] = asks === 'slack' ? [slackPlace, teamsPlace] : [teamsPlace, slackPlace];

  await applyWorld(worldOf(ana, gil), environment, folder.path);
  const bot = spawnBot(environment, folder.path, microsoft.child.execArgv);
  await bot.said('ready');
  return {
    ana,
    gil,
    violations: () => [...front.violations, ...front.pings, ...microsoft.violations],
    async close() {
      bot.signal('SIGTERM');
      await bot.ended;
      await playground.stop();
      await microsoft.stop();
      await front.close();
      await workspaces.close();
      await folder.remove();
    },
  };
}

/** The file for the operator's command line. */
function worldOf(ana: Place, gil: Place) {
  const organization = (
    name: string,
    { person, channel, workspace, identity, tenantId }: Place,
    roles: readonly string[],
  ) => ({
    name,
    domain: `${name.toLowerCase()}.com`,
    tenantId,
    country: 'US',
    cloud: 'public',
    language: 'en',
    workspaces: [workspace],
    approvals: { platform: workspace.platform, workspace: workspace.id, conversation: channel },
    members: [{ name: person.name, email: `${person.name}@example.com`, roles, ...identity }],
  });
  return {
    organizations: [
      {
        ...organization('Fabrikam', ana, ['admin_agent']),
        programme: 'direct_reseller',
        mayAskForDap: true,
      },
      organization('Contoso', gil, ['global_admin']),
    ],
    agreements: [
      {
        kind: 'microsoft_customer_agreement',
        version: '2026-01',
        locale: 'en',
        url: 'https://agreements.example/mca',
      },
    ],
  };
}

const formOf = ({ form, text }: Answer): SeenForm => {
  if (!form) throw new Error(`No form, but: ${text}`);
  return form;
};

/** The card in a channel that says this, once it is there. */
const cardIn = ({ person, channel }: Place, says: RegExp): Promise<SeenCard> =>
  vi.waitFor(async () => {
    const cards = await person.channel(channel);
    const card = cards.find(({ text }) => says.test(text));
    if (!card) throw new Error(`Nothing says ${says}:\n${cards.map(({ text }) => text).join('\n\n')}`);
    return card;
  }, patience);

/** The invitation with the viewer's own buttons: in a Teams channel a new viewer must ask for them (R-CARD-06). */
async function ownCard(place: Place): Promise<SeenCard> {
  const card = await cardIn(place, /Waiting for the answer/);
  if (place.person.platform === 'slack') return card;
  expect(card.buttons).toEqual(['Show what I can do']);
  const own = await place.person.click(card, 'Show what I can do');
  if (!own.card) throw new Error(`No card, but: ${own.text}`);
  return own.card;
}
