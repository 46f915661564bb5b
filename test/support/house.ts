import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { type Database, openDatabase, transaction } from '../../db/client.ts';
import { agreements } from '../../db/schema/agreements.ts';
import { chatIdentities } from '../../db/schema/chat-identities.ts';
import { conversations } from '../../db/schema/conversations.ts';
import { members } from '../../db/schema/members.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { workspaces as workspaceTable } from '../../db/schema/workspaces.ts';
import { createHouse } from '../../src/compose.ts';
import type { Config } from '../../src/config.ts';
import type { AdminRole, AgentRole } from '../../src/domain/member.ts';
import type { Log } from '../../src/notify/log.ts';
import type { Mail } from '../../src/notify/mailer.ts';
import { startWorker } from '../../src/notify/worker.ts';
import { createSecrets, type Secrets } from '../../src/secrets.ts';
import { sealBotToken } from '../../src/service/bot-tokens.ts';
import { loadLanding } from '../../src/service/landing.ts';
import { createWeb } from '../../src/web/server.ts';
import { createDatabase } from './database.ts';
import type { Person, PlatformName } from './person.ts';
import { createSlack as createSlackSide, type Slack } from './slack/client.ts';
import { type Front, startFront } from './slack/front.ts';
import { startWorkspaces, type Workspaces } from './slack/workspace.ts';
import { createTeams as createTeamsSide, type Teams } from './teams/client.ts';
import { type Microsoft, startMicrosoft } from './teams/microsoft.ts';
import type { TeamsPerson } from './teams/teams-person.ts';

type Role = AdminRole | Exclude<AgentRole, 'not_an_agent'>;

/** The four organizations of the scenarios; each has a Slack workspace and a tenant, and everybody is on both. */
const cast = {
  Fabrikam: {
    domain: 'fabrikam.com',
    programme: 'indirect_reseller',
    people: { Ana: ['admin_agent'], Hugo: ['helpdesk_agent'], Gina: ['global_admin'] },
  },
  Litware: {
    domain: 'litware.com',
    programme: 'direct_reseller',
    people: { Leo: ['admin_agent'] },
  },
  Northwind: {
    domain: 'northwind.com',
    programme: 'indirect_provider',
    people: { Nora: ['admin_agent', 'global_admin'] },
  },
  Contoso: {
    domain: 'contoso.com',
    programme: null,
    people: { Gil: ['global_admin'], Bea: ['billing_admin'], Rob: [] },
  },
} as const satisfies Record<
  string,
  { domain: string; programme: string | null; people: Readonly<Record<string, readonly Role[]>> }
>;

export type Organization = keyof typeof cast;
export type Name = 'Ana' | 'Hugo' | 'Gina' | 'Leo' | 'Nora' | 'Gil' | 'Bea' | 'Rob';

const isName = (names: object, name: string): boolean => Object.hasOwn(names, name);
const organizationOf = (name: Name): Organization =>
  (Object.keys(cast) as Organization[]).find((one) => isName(cast[one].people, name)) ?? 'Contoso';

/** The whole bot in this process, reached as the real platforms would reach it, and people to use it. */
export interface House {
  readonly url: string;
  readonly databaseUrl: string;
  readonly db: Database;
  readonly front: Front;
  readonly slack: Slack;
  readonly workspaces: Workspaces;
  readonly microsoft: Microsoft;
  readonly teams: Teams;
  readonly mails: readonly Mail[];
  readonly log: readonly Readonly<Record<string, unknown>>[];
  person(name: Name, platform: PlatformName): Person;
  /** Somebody in a workspace or tenant that belongs to nobody. */
  stranger(platform: PlatformName): Person;
  /** The organization's channel on a platform. */
  channel(organization: Organization, platform: PlatformName): string;
  /** Where the organization's approvals are asked; none: direct messages. */
  approveIn(organization: Organization, platform: PlatformName | 'direct'): Promise<void>;
  /** Waits until every delivery and mail that was written has gone out. */
  settled(): Promise<void>;
  /** Moves the clock on. */
  wait(span: { readonly days?: number; readonly hours?: number }): void;
  /** Forgets relationships, invitations, subscriptions and cards, and keeps organizations and people. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

const APP_ID = '4f2c8a8e-6f1f-4d58-9f63-0f1f1c1a7d11';
const APP_TENANT = '0b9f1f0e-57d3-4c0e-9f4e-2f0f1c1a7d22';

export async function startHouse(): Promise<House> {
  const database = await createDatabase();
  const { db, close: closeDatabase } = openDatabase(database.url, 10);
  const secrets = createSecrets(randomBytes(32).toString('base64'));
  const signingSecret = randomBytes(16).toString('hex');
  const password = randomBytes(16).toString('hex');
  const names = Object.keys(cast) as Organization[];
  const tenants = Object.fromEntries(names.map((name) => [name, randomUUID()])) as Record<
    Organization,
    string
  >;

  const workspaces = await startWorkspaces([
    ...names.map((name) => ({
      name,
      people: Object.keys(cast[name].people).map((person) => ({ name: person })),
      channels: [{ name: 'partners' }],
    })),
    { name: 'Nobody', people: [{ name: 'Sam' }], channels: [{ name: 'lobby' }] },
  ]);
  const front = await startFront(workspaces);
  const microsoft = await startMicrosoft({ appId: APP_ID, password, tenantId: APP_TENANT });

  let offset = 0;
  const now = () => new Date(Date.now() + offset);
  const entries: Record<string, unknown>[] = [];
  const keep = (level: string) => (facts: Readonly<Record<string, unknown>>, what: string) => {
    entries.push({ level, what, ...facts });
  };
  const log: Log = { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };

  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    publicUrl,
    trustedProxies: 0,
    databaseUrl: database.url,
    dataDir: '',
    secretKey: undefined,
    logLevel: 'info',
    runsWorker: false,
    slack: { signingSecret, botToken: undefined, appToken: undefined, apiUrl: front.apiUrl },
    teams: {
      appId: APP_ID,
      appPassword: password,
      tenantId: APP_TENANT,
      appType: 'SingleTenant',
      auth: 'on',
    },
    // Mail is caught below, at the port.
    mail: { url: 'smtp://127.0.0.1:1', from: 'accord@accord.example' },
  };
  const store = { url: database.url, db, secrets, close: closeDatabase };
  const bot = createHouse(config, store, log, () => true, now);
  const { slack: slackAdapter, teams: teamsAdapter } = bot;
  if (!slackAdapter || !teamsAdapter) throw new Error('both platforms are on here');
  const web = createWeb({
    slack: slackAdapter.middleware,
    teams: teamsAdapter.handle,
    teamsUnproven: false,
    landing: (token) => loadLanding(db, token, now()),
    ways: {},
    readiness: async () => ({ database: true, worker: undefined }),
    trustedProxies: 0,
    log,
  });
  server.on('request', web);

  const mails: Mail[] = [];
  const worker = await startWorker({
    url: database.url,
    // The pace is the platforms' business; here nobody counts.
    posters: {
      slack: { ...slackAdapter.poster, paceMs: 0 },
      teams: { ...teamsAdapter.poster, paceMs: 0 },
    },
    mailer: {
      send: async (mail) => {
        mails.push(mail);
      },
    },
    secrets,
    newId: randomUUID,
    now,
    log,
    chores: [],
  });

  const slack = createSlackSide({ eventsUrl: `${publicUrl}/slack/events`, signingSecret, front });
  const teams = createTeamsSide({
    endpoint: `${publicUrl}/api/messages`,
    appId: APP_ID,
    tenant: APP_TENANT,
    microsoft,
  });
  const teamsPeople = new Map<string, TeamsPerson>();
  const channels = new Map<string, string>();
  const ids = new Map<Organization, string>();

  for (const name of names) {
    const organization = cast[name];
    const team = workspaces.team(name);
    for (const person of Object.keys(organization.people)) {
      teamsPeople.set(person, teams.person({ name: person, tenantId: tenants[name] }));
    }
    channels.set(`${name} slack`, team.channel('partners').id);
    const inTeams = teams.channel({
      name: 'partners',
      tenantId: tenants[name],
      members: Object.keys(organization.people).flatMap((person) => teamsPeople.get(person) ?? []),
    });
    channels.set(`${name} teams`, inTeams.id);
    ids.set(name, await addOrganization(db, secrets, name, team, tenants[name], teamsPeople));
  }
  teamsPeople.set('Sam', teams.person({ name: 'Sam', tenantId: randomUUID() }));
  await transaction(db, { system: 'test' }, (tx) =>
    tx.insert(agreements).values({
      kind: 'microsoft_customer_agreement',
      version: '2026-01',
      locale: 'en',
      url: 'https://agreements.example/mca/2026-01',
      publishedAt: now(),
    }),
  );

  const teamsPerson = (name: string): Person => {
    const person = teamsPeople.get(name);
    if (!person) throw new Error(`nobody is called ${name}`);
    return person;
  };
  const channel = (organization: Organization, platform: PlatformName): string =>
    channels.get(`${organization} ${platform}`) ?? '';

  return {
    url: publicUrl,
    databaseUrl: database.url,
    db,
    front,
    slack,
    workspaces,
    microsoft,
    teams,
    mails,
    log: entries,
    person: (name, platform) =>
      platform === 'slack' ? slack.person({ name, team: organizationOf(name) }) : teamsPerson(name),
    stranger: (platform) =>
      platform === 'slack' ? slack.person({ name: 'Sam', team: 'Nobody' }) : teamsPerson('Sam'),
    channel,
    async approveIn(organization, platform) {
      const organizationId = ids.get(organization) ?? '';
      await transaction(db, { system: 'test' }, async (tx) => {
        if (platform === 'direct') {
          await tx.execute(
            sql`update organizations set approvals_conversation_id = null where id = ${organizationId}`,
          );
          return;
        }
        const workspace = platform === 'slack' ? workspaces.team(organization).id : tenants[organization];
        const id = randomUUID();
        await tx
          .insert(conversations)
          .values({
            id,
            organizationId,
            kind: 'channel',
            platform,
            workspace,
            externalId: channel(organization, platform),
          })
          .onConflictDoNothing();
        await tx.execute(
          sql`update organizations set approvals_conversation_id = (select id from conversations where platform = ${platform} and external_id = ${channel(organization, platform)}) where id = ${organizationId}`,
        );
      });
    },
    settled: () => settled(db),
    wait({ days = 0, hours = 0 }) {
      offset += days * 86_400_000 + hours * 3_600_000;
    },
    async clear() {
      await settled(db);
      await db.execute(
        sql.raw(
          `alter table audit_entries disable trigger user; alter table agreement_acceptances disable trigger user;
           truncate deliveries, posts, audit_entries, mails, admin_grants, relationships, partnerships, invitations,
             agreement_acceptances, agreement_requests, subscriptions, acquaintances, code_tries, link_codes, handled_requests;
           alter table audit_entries enable trigger user; alter table agreement_acceptances enable trigger user;`,
        ),
      );
    },
    async close() {
      await worker.stop();
      server.close();
      server.closeAllConnections();
      await slackAdapter.stop();
      await front.close();
      await workspaces.close();
      await microsoft.stop();
      await closeDatabase();
      await database.drop();
    },
  };
}

async function addOrganization(
  db: Database,
  secrets: Secrets,
  name: Organization,
  team: Workspaces['teams'][number],
  tenantId: string,
  teamsPeople: ReadonlyMap<string, TeamsPerson>,
): Promise<string> {
  const { domain, programme, people } = cast[name];
  const id = randomUUID();
  await transaction(db, { system: 'test' }, async (tx) => {
    await tx.insert(organizations).values({
      id,
      name,
      domain,
      tenantId,
      country: 'US',
      cloud: 'public',
      language: 'en',
      programme,
      mayAskForDap: programme !== null,
    });
    await tx.insert(workspaceTable).values([
      {
        platform: 'slack',
        id: team.id,
        organizationId: id,
        botToken: sealBotToken(secrets, team.id, team.bot.token),
      },
      { platform: 'teams', id: tenantId, organizationId: id },
    ]);
    for (const [person, roles] of Object.entries(people) as [string, readonly Role[]][]) {
      const memberId = randomUUID();
      const agentRole = roles.find((role) => role === 'admin_agent' || role === 'helpdesk_agent');
      await tx.insert(members).values({
        id: memberId,
        organizationId: id,
        name: person,
        email: `${person.toLowerCase()}@${domain}`,
        agentRole: agentRole ?? 'not_an_agent',
        adminRoles: roles.filter((role) => role !== 'admin_agent' && role !== 'helpdesk_agent'),
      });
      await tx.insert(chatIdentities).values([
        { platform: 'slack', tenant: team.id, user: team.person(person).id, memberId, organizationId: id },
        {
          platform: 'teams',
          tenant: tenantId,
          user: teamsPeople.get(person)?.somebody.aadObjectId ?? '',
          memberId,
          organizationId: id,
        },
      ]);
    }
  });
  return id;
}

/** Polls for the condition, not for the time: nothing waits any more. */
async function settled(db: Database): Promise<void> {
  for (let tries = 0; tries < 2000; tries += 1) {
    const [row] = await transaction(db, { system: 'test' }, (tx) =>
      tx.execute<{ waiting: number }>(
        sql`select (select count(*) from deliveries d join conversations c on c.id = d.conversation_id where d.state = 'waiting' and c.paused_at is null)::int
          + (select count(*) from mails where sent_at is null and failed_at is null)::int as waiting`,
      ),
    );
    if (row?.waiting === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const [row] = await transaction(db, { system: 'test' }, (tx) =>
    tx.execute(sql`select json_agg(d) as waiting from deliveries d where d.state = 'waiting'`),
  );
  throw new Error(`deliveries are still waiting: ${JSON.stringify(row)}`);
}
