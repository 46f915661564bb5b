import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { Express } from 'express';
import { type Front, startFront } from '../kit/slack/front.ts';
import { startWorkspaces } from '../kit/slack/workspace.ts';
import { applyWorld, type Bot, startBot } from './bot.ts';
import { createDocument } from './document.ts';
import { createEnds, type Ends, together } from './ends.ts';
import { type Folder, takeFolder } from './folder.ts';
import { homePage } from './home.ts';
import { type MailBox, type Post, startMailBox } from './mail/box.ts';
import { mailRoutes } from './mail/routes.ts';
import { type Seat, seatsOf } from './page.ts';
import { close, HOST, listen, requireFree } from './ports.ts';
import { createDesk, type Desk } from './slack/desk.ts';
import { type Conversation, remember } from './slack/memory.ts';
import { slackRoutes } from './slack/routes.ts';
import { listVerbs } from './slack/verbs.ts';
import { type Step, stepsFor } from './steps.ts';
import { type Memory, type TeamsSeat, takeSeat } from './teams/seat.ts';
import { createPages } from './web.ts';
import { readWorld, slackTeams, type TeamsUser, teamsUsers, type World, withDocuments } from './world.ts';

/** Everything, running. */
export interface Sandbox {
  readonly url: string;
  readonly folder: string;
  /** Where the bot's database is: in the folder, unless its server cannot enter that. */
  readonly database: string;
  readonly seats: readonly Seat[];
  readonly steps: readonly Step[];
  readonly front: Front;
  readonly signingSecret: string;
  readonly bot: Bot;
  readonly mail: MailBox;
  readonly teams: readonly TeamsSeat[];
  stop(): Promise<void>;
}

export interface SandboxOptions {
  readonly dataDir: string;
  readonly fresh: boolean;
  /** For the pages, the bot, the document, and each Playground: `portsFor(world)` of them. */
  readonly ports: readonly number[];
  /** Instead of the sandbox's own. */
  readonly worldFile?: string;
}

/** How many ports a world takes. */
export const portsFor = (world: World): number => 3 + teamsUsers(world).length;

/** Starts all parts; when one does not start, all others are stopped. Refuses in sentences. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const ends = createEnds();
  try {
    return { ...(await start(options, ends)), stop: ends.all };
  } catch (error) {
    await ends.all();
    throw error;
  }
}

async function start(options: SandboxOptions, ends: Ends): Promise<Omit<Sandbox, 'stop'>> {
  const { dataDir, fresh, ports } = options;
  const [pagePort = 0, botPort = 0, documentPort = 0, ...teamsPorts] = ports;
  const world = await readWorld(options.worldFile);
  const url = `http://localhost:${pagePort}`;
  const folder = ends.with(await takeFolder(dataDir, url, fresh), ({ leave }) => leave());
  const app = await openPages(folder, pagePort, ends);
  await requireFree(botPort, 'the bot');
  for (const port of teamsPorts) await requireFree(port, 'Teams');
  const documentUrl = await serveDocument(folder, documentPort, ends);
  const [front, mail] = await together(
    startSlack(world, folder, ends),
    startMail(folder, ends),
    applyWorld(withDocuments(world, documentUrl), folder),
  );
  const signingSecret = randomBytes(16).toString('hex');
  const given = { folder, port: botPort, signingSecret, slackApiUrl: front.apiUrl, smtpUrl: mail.url };
  const [bot, teams] = await together(
    startBot(given).then((started) => ends.with(started, ({ stop }) => stop())),
    startTeams(world, folder, app, { pagePort, botPort, teamsPorts }, ends),
  );
  mail.movedTo(bot.url);
  await Promise.all(teams.map((seat) => seat.begin()));

  const desk = createDesk(front, `http://${HOST}:${botPort}/slack/events`, signingSecret);
  const seats = seatsOf(world, addressesOf(desk, teams));
  const steps = stepsFor(seats);
  app.use('/slack', slackRoutes(desk, seats, listVerbs()));
  app.use('/mail', mailRoutes(mail, seats));
  app.get('/', (_request, response) => {
    const faults = teams.flatMap(({ violations }) => violations.map(({ rule }) => rule));
    response.type('html').send(homePage(world, seats, steps, faults));
  });
  const database = await folder.database();
  return { url, folder: folder.root, database, seats, steps, front, signingSecret, bot, mail, teams };
}

async function openPages(folder: Folder, port: number, ends: Ends): Promise<Express> {
  const app = createPages(folder);
  const server = createServer(app);
  await listen(server, port, 'the pages');
  ends.with(server, close);
  return app;
}

/** Where the document is was said to customers, so it stays there when everything else moves. */
async function serveDocument(folder: Folder, port: number, ends: Ends): Promise<string> {
  const kept = await folder.keep('document', port);
  kept.set(kept.value);
  const server = createDocument();
  await listen(server, kept.value, 'the agreement’s document');
  ends.with(server, close);
  return `http://localhost:${kept.value}/agreement`;
}

async function startSlack(world: World, folder: Folder, ends: Ends): Promise<Front> {
  const workspaces = ends.with(await startWorkspaces(slackTeams(world)), (part) => part.close());
  const front = ends.with(await startFront(workspaces), (part) => part.close());
  const kept = await folder.keep<readonly Conversation[]>('slack', []);
  ends.with(await remember(front, kept), ({ stop }) => stop());
  return front;
}

async function startMail(folder: Folder, ends: Ends): Promise<MailBox> {
  const post = await folder.keep<Post>('mail', { botUrl: '', letters: [] });
  return ends.with(await startMailBox(post), ({ stop }) => stop());
}

interface Ports {
  readonly pagePort: number;
  readonly botPort: number;
  readonly teamsPorts: readonly number[];
}

/** A Playground for each, all at once. */
function startTeams(
  world: World,
  folder: Folder,
  app: Express,
  ports: Ports,
  ends: Ends,
): Promise<TeamsSeat[]> {
  const users = teamsUsers(world);
  const seated = async (user: TeamsUser, at: number) => {
    const { objectId } = user;
    const seat = await takeSeat({
      user,
      colleagues: users.filter((one) => one !== user && one.tenant === user.tenant),
      endpoint: `http://${HOST}:${ports.botPort}/api/messages`,
      port: ports.teamsPorts[at] ?? 0,
      serviceUrl: `http://${HOST}:${ports.pagePort}/teams/${objectId}/`,
      kept: await folder.keep<Memory>(`teams-${objectId}`, { serviceUrl: '', known: [], posts: [] }),
      mount: (router) => void app.use(`/teams/${objectId}`, router),
    });
    return ends.with(seat, ({ stop }) => stop());
  };
  return together(...users.map(seated));
}

/** The page of everybody's client, by the id that the world has. */
const addressesOf = (desk: Desk, teams: readonly TeamsSeat[]): ReadonlyMap<string, string> =>
  new Map([
    ...desk.people.map(({ id }) => [id, `/slack/${id}`] as const),
    ...teams.map(({ user, url }) => [user.objectId, url] as const),
  ]);
