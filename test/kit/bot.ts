import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { requireAddress } from '../../db/driver/address.ts';
import { actLimits, type Database, transaction } from '../../db/driver/client.ts';
import { agreements } from '../../db/schema/agreements.ts';
import { conversations } from '../../db/schema/conversations.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { createAnnouncer } from '../../src/delivery/store/announcements.ts';
import { startWorker } from '../../src/delivery/worker.ts';
import { expireInvitations, loadLanding, remindInvitations } from '../../src/invitations/index.ts';
import type { ChatActor } from '../../src/kernel/act.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Mail } from '../../src/kernel/mailer.ts';
import { createSecrets } from '../../src/kernel/secrets.ts';
import { newToken } from '../../src/kernel/tokens.ts';
import { sealBotToken } from '../../src/organizations/index.ts';
import { createBot } from '../../src/runtime/compose.ts';
import type { Config } from '../../src/runtime/config.ts';
import { createServices, type Services } from '../../src/subjects.ts';
import { createWeb } from '../../src/web/server.ts';
import {
  addOrganization,
  cast,
  forget,
  names,
  type Organization,
  type People,
  type Premises,
} from './cast.ts';
import { createDatabase } from './database.ts';
import type { Person, PlatformName, SeenCard } from './person.ts';
import { openClone, rolesOfTemplate } from './roles.ts';
import { createSlack as createSlackSide, type Slack } from './slack/client.ts';
import { type Front, startFront } from './slack/front.ts';
import type { Message } from './slack/kit.ts';
import type { SlackPerson } from './slack/slack-person.ts';
import { startWorkspaces, type Workspaces } from './slack/workspace.ts';
import { createTeams as createTeamsSide, type Teams } from './teams/client.ts';
import { type Microsoft, startMicrosoft } from './teams/microsoft.ts';
import type { TeamsPerson } from './teams/teams-person.ts';

/** The whole bot in this process, reached through the platforms' wires, and people who use it. */
export interface Bot {
  readonly url: string;
  readonly databaseUrl: string;
  readonly db: Database;
  /** The service that the bot's commands call. */
  readonly service: Services;
  /** A member of the cast as an actor; every call is a new request. */
  actor(name: string, platform: PlatformName): Promise<ChatActor>;
  readonly front: Front;
  readonly slack: Slack;
  readonly workspaces: Workspaces;
  readonly microsoft: Microsoft;
  readonly teams: Teams;
  readonly mails: readonly Mail[];
  readonly log: readonly Readonly<Record<string, unknown>>[];
  /** A member of the cast, or Una, at a client; does not see what was posted before `clear`. */
  person(name: string, platform: PlatformName): Person;
  slackPerson(name: string): SlackPerson;
  teamsPerson(name: string): TeamsPerson;
  /** A person in a workspace or tenant without an owner. */
  stranger(platform: PlatformName): Person;
  /** The organization's channel on a platform. */
  channel(organization: Organization, platform: PlatformName): string;
  /** A channel of Fabrikam, shared with Gil and Rob of Contoso and with Sam, a stranger. */
  sharedChannel(platform: PlatformName): string;
  organizationId(organization: Organization): string;
  /** The organization of a member of the cast. */
  organizationOf(name: string): Organization;
  /** Sets the organization's approvals channel; `direct`: none. */
  approveIn(organization: Organization, platform: PlatformName | 'direct'): Promise<void>;
  /** Sets the platform of this person's direct messages: the one linked last. */
  reachOn(name: string, platform: PlatformName): Promise<void>;
  /** Changes an organization as the operator would, until `clear`. */
  change(organization: Organization, facts: Partial<typeof organizations.$inferInsert>): Promise<void>;
  /** Publishes a version of the agreement, which is required from then on. */
  publish(version: string): Promise<void>;
  /** Waits until every delivery and mail has been sent. */
  settled(): Promise<void>;
  /** Moves the clock forward. */
  wait(span: { readonly days?: number; readonly hours?: number }): void;
  /** Runs the scheduled work now: expiry and reminders. */
  runScheduledWork(): Promise<void>;
  /** Deletes everything that people did, and resets the clock. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

const APP_ID = '4f2c8a8e-6f1f-4d58-9f63-0f1f1c1a7d11';
const APP_TENANT = '0b9f1f0e-57d3-4c0e-9f4e-2f0f1c1a7d22';

/** People in addition to the cast, by organization. */
export type More = Partial<Readonly<Record<Organization, People>>>;

/** @param mail whether the system can send mail */
export async function startBot(more: More = {}, mail = true): Promise<Bot> {
  const database = await createDatabase();
  const [owner, roles] = [requireAddress(database.url), rolesOfTemplate(database.url)];
  const { db, isStuck, close: closeDatabase } = openClone(database.url, 10);
  const secrets = createSecrets(randomBytes(32).toString('base64'));
  const signingSecret = randomBytes(16).toString('hex');
  const password = randomBytes(16).toString('hex');
  const peopleOf = (name: Organization): People => ({ ...cast[name].people, ...more[name] });
  // Una works at Contoso, but the bot does not know her.
  const present = (name: Organization) => [
    ...Object.keys(peopleOf(name)),
    ...(name === 'Contoso' ? ['Una'] : []),
  ];
  const guests = [
    { team: 'Contoso', people: ['Gil', 'Rob'] },
    { team: 'Nobody', people: ['Sam'] },
  ];

  const workspaces = await startWorkspaces([
    ...names.map((name) => ({
      name,
      people: present(name).map((person) => ({ name: person })),
      channels: [{ name: 'partners' }, ...(name === 'Fabrikam' ? [{ name: 'shared', guests }] : [])],
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
    database: { address: owner, roles, connections: 10, limits: actLimits },
    dataDir: '',
    secretKey: undefined,
    logLevel: 'info',
    runsWorker: false,
    keepDays: { deliveries: 30, cards: 180, links: 30, requests: 1 },
    callsAtOnce: { chat: 64, mail: 8 },
    // The token in the environment is for the workspace without an owner.
    slack: {
      signingSecret,
      botToken: workspaces.team('Nobody').bot.token,
      appToken: undefined,
      apiUrl: front.apiUrl,
    },
    teams: {
      appId: APP_ID,
      appPassword: password,
      tenantId: APP_TENANT,
      appType: 'SingleTenant',
      auth: 'on',
    },
    // Mail is captured by a fake mailer.
    mail: mail ? { url: 'smtp://127.0.0.1:1', from: 'accord@accord.example' } : undefined,
  };
  const store = { owner, roles, folder: undefined, db, isStuck, secrets, close: closeDatabase };
  const bot = createBot(config, store, log, () => true, now);
  const { slack: slackAdapter, teams: teamsAdapter } = bot;
  if (!slackAdapter || !teamsAdapter) throw new Error('both platforms are on here');
  const web = createWeb({
    slack: slackAdapter.handle,
    teams: teamsAdapter.handle,
    isTeamsUnauthenticated: false,
    landing: (token) => loadLanding(db, token, now()),
    chatLinks: bot.chatLinks,
    readiness: async () => ({ database: true, worker: undefined }),
    isStuck,
    trustedProxies: 0,
    log,
  });
  server.on('request', web);

  const mails: Mail[] = [];
  const worker = await startWorker({
    url: roles.system,
    // Without a pace, so that tests are fast.
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
    scheduledJobs: [],
    callsAtOnce: { chat: 64, mail: 8 },
  });

  const slack = createSlackSide({ eventsUrl: `${publicUrl}/slack/events`, signingSecret, front });
  const teams = createTeamsSide({
    endpoint: `${publicUrl}/api/messages`,
    appId: APP_ID,
    tenant: APP_TENANT,
    microsoft,
  });
  const known = new Map<Organization, { readonly id: string; readonly at: Premises }>();
  const teamsPeople = new Map<string, TeamsPerson>();
  const channels = new Map<string, string>();
  const teamsPerson = (name: string): TeamsPerson => {
    const person = teamsPeople.get(name);
    if (!person) throw new Error(`nobody is called ${name}`);
    return person;
  };
  const premises = (organization: Organization): Premises => {
    const found = known.get(organization);
    if (!found) throw new Error(`${organization} is not here`);
    return found.at;
  };
  const organizationId = (organization: Organization): string => known.get(organization)?.id ?? '';
  const channel = (organization: Organization, platform: PlatformName): string =>
    channels.get(`${organization} ${platform}`) ?? '';
  const organizationOf = (name: string): Organization => {
    const found = names.find((one) => present(one).includes(name));
    if (!found) throw new Error(`${name} works nowhere`);
    return found;
  };
  const actor = async (name: string, platform: PlatformName): Promise<ChatActor> => {
    const organization = organizationOf(name);
    const [row] = await db.execute<{ id: string }>(
      sql`select id from members where name = ${name} and organization_id = ${organizationId(organization)}`,
    );
    if (!row) throw new Error(`${name} is not a member`);
    const { team, tenantId } = premises(organization);
    return {
      memberId: row.id,
      organizationId: organizationId(organization),
      origin: {
        kind: 'chat',
        platform,
        workspace: platform === 'slack' ? team.id : tenantId,
        conversation: channel(organization, platform),
      },
      deliveryId: randomUUID(),
    };
  };
  const service = createServices({
    ...{ db, now, newId: randomUUID, newToken, seal: secrets.seal, publicUrl, sendsMail: mail },
    announce: createAnnouncer(db),
  });

  for (const name of names) {
    const team = workspaces.team(name);
    const tenantId = randomUUID();
    const people = peopleOf(name);
    const here = present(name).map((person) => {
      const client = teams.person({ name: person, tenantId });
      teamsPeople.set(person, client);
      return client;
    });
    channels.set(`${name} slack`, team.channel('partners').id);
    channels.set(`${name} teams`, teams.channel({ name: 'partners', tenantId, members: here }).id);
    const at: Premises = {
      tenantId,
      team,
      sealedToken: sealBotToken(secrets, { platform: 'slack', id: team.id }, team.bot.token),
      people,
      slackUser: (person) => team.person(person).id,
      teamsUser: (person) => teamsPerson(person).somebody.aadObjectId,
    };
    known.set(name, { id: await addOrganization(db, name, at), at });
  }
  teamsPeople.set('Sam', teams.person({ name: 'Sam', tenantId: randomUUID() }));
  channels.set('shared slack', workspaces.team('Fabrikam').channel('shared').id);
  const together = ['Ana', 'Gil', 'Rob', 'Sam'].map(teamsPerson);
  const { tenantId: host } = premises('Fabrikam');
  channels.set('shared teams', teams.channel({ name: 'shared', tenantId: host, members: together }).id);

  const publish = async (version: string): Promise<void> => {
    await transaction(db, { system: 'test' }, (tx) =>
      tx.insert(agreements).values({
        kind: 'microsoft_customer_agreement',
        version,
        locale: 'en',
        url: `https://agreements.example/mca/${version}`,
        publishedAt: now(),
      }),
    );
  };
  await publish('2026-01');

  /** Slack's messages stay, so those from before `clear` are skipped. */
  let past = new Set<string>();
  const unseen = <P extends Person>(person: P): P => {
    const fresh = (cards: SeenCard[]) => cards.filter(({ raw }) => !past.has((raw as Message).ts));
    return {
      ...person,
      direct: async () => fresh(await person.direct()),
      channel: async (conversation: string) => fresh(await person.channel(conversation)),
    };
  };
  const slackPerson = (name: string, team: string = organizationOf(name)): SlackPerson =>
    unseen(slack.person({ name, team }));

  return {
    url: publicUrl,
    databaseUrl: database.url,
    db,
    service,
    actor,
    front,
    slack,
    workspaces,
    microsoft,
    teams,
    mails,
    log: entries,
    person: (name, platform) => (platform === 'slack' ? slackPerson(name) : teamsPerson(name)),
    slackPerson,
    teamsPerson,
    stranger: (platform) => (platform === 'slack' ? slackPerson('Sam', 'Nobody') : teamsPerson('Sam')),
    channel,
    sharedChannel: (platform) => channels.get(`shared ${platform}`) ?? '',
    organizationId,
    organizationOf,
    async approveIn(organization, platform) {
      const organizationId = known.get(organization)?.id ?? '';
      const { team, tenantId } = premises(organization);
      await transaction(db, { system: 'test' }, async (tx) => {
        if (platform === 'direct') {
          await tx.execute(
            sql`update organizations set approvals_conversation_id = null where id = ${organizationId}`,
          );
          return;
        }
        await tx
          .insert(conversations)
          .values({
            id: randomUUID(),
            organizationId,
            kind: 'channel',
            platform,
            workspace: platform === 'slack' ? team.id : tenantId,
            externalId: channel(organization, platform),
          })
          .onConflictDoNothing();
        await tx.execute(
          sql`update organizations set approvals_conversation_id = (select id from conversations where platform = ${platform} and external_id = ${channel(organization, platform)}) where id = ${organizationId}`,
        );
      });
    },
    async reachOn(name, platform) {
      await db.execute(sql`
        update chat_identities set linked_at = case platform when ${platform} then now() else now() - interval '1 day' end
        where member_id = (select id from members where name = ${name})`);
    },
    async change(organization, facts) {
      await db.transaction(async (tx) => {
        await tx
          .update(organizations)
          .set(facts)
          .where(sql`id = ${organizationId(organization)}`);
      });
    },
    publish,
    settled: () => settled(db),
    wait({ days = 0, hours = 0 }) {
      offset += days * 86_400_000 + hours * 3_600_000;
    },
    async runScheduledWork() {
      await expireInvitations({ db, now, announce: () => {} });
      await remindInvitations({ db, now, announce: () => {} });
    },
    async clear() {
      await settled(db);
      await forget(db, known);
      offset = 0;
      await publish('2026-01');
      mails.length = 0;
      entries.length = 0;
      past = new Set(front.ledger.sights.flatMap(({ message }) => message?.ts ?? []));
      microsoft.connector.posts.length = 0;
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

/** Polls until nothing waits. */
async function settled(db: Database): Promise<void> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const [row] = await db.execute<{ waits: boolean }>(
      sql`select exists (select from outbox)
        or exists (select from deliveries d join conversations c on c.id = d.conversation_id
          where d.state = 'waiting' and c.paused_at is null)
        or exists (select from mails where due_at is not null) as waits`,
    );
    if (row && !row.waits) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const [row] = await db.execute(
    sql`select json_agg(d) as waiting, (select json_agg(c) from conversations c) as conversations,
      (select json_agg(o) from outbox o) as outbox, now() as at
      from deliveries d where d.state = 'waiting'`,
  );
  throw new Error(`deliveries are still waiting: ${JSON.stringify(row)}`);
}
