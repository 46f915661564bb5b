import { randomBytes, randomUUID } from 'node:crypto';
import type { Role } from '../../src/kernel/member.ts';
import type { Programme } from '../../src/kernel/organization.ts';
import type { Person, PlatformName } from './person.ts';
import { applyWorld, type BotProcess, type Environment, freePort, makeFolder, spawnBot } from './process.ts';
import { createSlack, type Slack } from './slack/client.ts';
import { type Front, startFront } from './slack/front.ts';
import { startWorkspaces } from './slack/workspace.ts';
import { createTeams, type Teams } from './teams/client.ts';
import { type Microsoft, startMicrosoft } from './teams/microsoft.ts';
import type { TeamsPerson } from './teams/teams-person.ts';

/** An organization with a Slack workspace and a tenant; its people are on both platforms by default. */
export interface DeploymentOrganization {
  readonly name: string;
  /** Absent for a customer. */
  readonly programme?: Programme;
  readonly people: Readonly<Record<string, { readonly roles: readonly Role[]; readonly on?: PlatformName }>>;
}

/** Slack and Teams around a bot in its own process, and the organizations that use it. */
export interface Deployment {
  readonly front: Front;
  readonly slack: Slack;
  readonly microsoft: Microsoft;
  readonly teams: Teams;
  /** The environment of the process. */
  readonly environment: Environment;
  /** Starts a process of the bot, by default at the deployment's port; does not wait for it. */
  spawn(more?: Environment): BotProcess;
  /** The same, but waits until it is ready. */
  start(more?: Environment): Promise<BotProcess>;
  /** A member of an organization at a client. */
  person(organization: string, name: string, platform: PlatformName): Person;
  /** The organization's channel, with all its people and the bot. */
  channel(organization: string, platform: PlatformName): string;
  /** Everything that the bot did wrong on the wires. */
  violations(): readonly unknown[];
  close(): Promise<void>;
}

const app = { appId: randomUUID(), password: randomUUID(), tenantId: randomUUID() };

/** @param database `DATABASE_URL` or `DATA_DIR`. The organizations are applied with the operator's command line. */
export async function startDeployment(
  organizations: readonly DeploymentOrganization[],
  database: Environment,
): Promise<Deployment> {
  const workspaces = await startWorkspaces(
    organizations.map(({ name, people }) => ({
      name,
      people: Object.keys(people),
      channels: [{ name: 'partners' }],
    })),
  );
  const front = await startFront(workspaces);
  const microsoft = await startMicrosoft(app);
  const folder = await makeFolder();
  const port = String(await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const signingSecret = randomBytes(16).toString('hex');
  const environment: Environment = {
    PORT: port,
    PUBLIC_URL: origin,
    SECRET_KEY: randomBytes(32).toString('base64'),
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: front.apiUrl,
    MICROSOFT_APP_ID: app.appId,
    MICROSOFT_APP_PASSWORD: app.password,
    MICROSOFT_APP_TENANT_ID: app.tenantId,
    ...database,
    ...microsoft.child.env,
  };
  const slack = createSlack({ eventsUrl: `${origin}/slack/events`, signingSecret, front });
  const teams = createTeams({
    endpoint: `${origin}/api/messages`,
    appId: app.appId,
    tenant: app.tenantId,
    microsoft,
  });

  const teamsPeople = new Map<string, TeamsPerson>();
  const teamsChannels = new Map<string, string>();
  const world = organizations.map(({ name, programme, people }) => {
    const team = workspaces.team(name);
    const tenantId = randomUUID();
    const domain = `${name.toLowerCase().replaceAll(' ', '-')}.com`;
    const members = Object.entries(people).map(([person, { roles, on }]) => {
      const client = teams.person({ name: person, tenantId });
      teamsPeople.set(`${person} of ${name}`, client);
      const inSlack = { slack: { workspace: team.id, user: team.person(person).id } };
      const inTeams = { teams: { tenant: tenantId, user: client.somebody.aadObjectId } };
      return {
        name: person,
        email: `${person.toLowerCase()}@${domain}`,
        roles,
        ...(on === 'teams' ? {} : inSlack),
        ...(on === 'slack' ? {} : inTeams),
      };
    });
    const clients = Object.keys(people).flatMap((person) => teamsPeople.get(`${person} of ${name}`) ?? []);
    teamsChannels.set(name, teams.channel({ name: 'partners', tenantId, members: clients }).id);
    return {
      ...{ name, domain, tenantId, country: 'US', cloud: 'public', language: 'en' },
      ...(programme ? { programme, mayAskForDap: true } : {}),
      workspaces: [
        { platform: 'slack', id: team.id, botToken: team.bot.token },
        { platform: 'teams', id: tenantId },
      ],
      members,
    };
  });
  const agreement = {
    kind: 'microsoft_customer_agreement',
    version: '2026-01',
    locale: 'en',
    url: 'https://agreements.example/mca/2026-01',
  };
  await applyWorld({ organizations: world, agreements: [agreement] }, environment, folder.path);

  const spawn = (more: Environment = {}) =>
    spawnBot({ ...environment, ...more }, folder.path, microsoft.child.execArgv);
  return {
    front,
    slack,
    microsoft,
    teams,
    environment,
    spawn,
    async start(more) {
      const bot = spawn(more);
      await bot.said('ready');
      return bot;
    },
    person(organization, name, platform) {
      const inTeams = teamsPeople.get(`${name} of ${organization}`);
      if (!inTeams) throw new Error(`${name} of ${organization} is not here`);
      return platform === 'teams' ? inTeams : slack.person({ name, team: organization });
    },
    channel: (organization, platform) =>
      (platform === 'slack'
        ? workspaces.team(organization).channel('partners').id
        : teamsChannels.get(organization)) ?? '',
    violations: () => [...front.violations, ...front.pings, ...microsoft.violations],
    async close() {
      await front.close();
      await workspaces.close();
      await microsoft.stop();
      await folder.remove();
    },
  };
}
