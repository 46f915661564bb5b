import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import express, { type NextFunction, type Request, type Response } from 'express';
import { type Front, startFront } from '../support/slack/front.ts';
import { startWorkspaces } from '../support/slack/workspace.ts';
import { type Bot, startBot } from './bot.ts';
import { createDocument } from './document.ts';
import { type Folder, type Kept, takeFolder, WHERE } from './folder.ts';
import { homePage } from './home.ts';
import { type MailBox, startMailBox } from './mail/box.ts';
import type { Letter } from './mail/letter.ts';
import { mailRoutes } from './mail/routes.ts';
import { type Seat, seatsOf } from './page.ts';
import { close, listen, requireFree } from './ports.ts';
import { createDesk } from './slack/desk.ts';
import { type Conversation, remember } from './slack/memory.ts';
import { slackRoutes } from './slack/routes.ts';
import { listVerbs } from './slack/verbs.ts';
import { type Step, stepsFor } from './steps.ts';
import { type Memory, type TeamsSeat, takeSeat } from './teams.ts';
import { readWorld, slackTeams, type TeamsUser, teamsUsers, type World, withDocuments } from './world.ts';

/** Everything, running. */
export interface Sandbox {
  readonly url: string;
  readonly folder: string;
  readonly world: World;
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
  /** What `ports` gives: for the pages, the bot, the document, and each Playground. */
  readonly ports: readonly number[];
}

/** How many ports a world takes. */
export const portsFor = (world: World): number => 3 + teamsUsers(world).length;

/** Starts all parts, the bot last but for those who write to it; when one does not start, all others are stopped. */
export async function startSandbox({ dataDir, fresh, ports }: SandboxOptions): Promise<Sandbox> {
  const [pagePort = 0, botPort = 0, documentPort = 0, ...teamsPorts] = ports;
  const world = await readWorld();
  const users = teamsUsers(world);
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const url = `http://localhost:${pagePort}`;
    const folder = await takeFolder(dataDir, url, fresh);
    stops.push(folder.leave);
    const { app, server } = createPages(folder);
    await listen(server, pagePort, 'the pages');
    stops.push(() => close(server));
    await requireFree(botPort, 'the bot');
    const document = await serveDocument(folder, documentPort);
    stops.push(() => close(document.server));
    for (const port of teamsPorts) await requireFree(port, 'Teams');

    const workspaces = await startWorkspaces(slackTeams(world));
    stops.push(workspaces.close);
    const front = await startFront(workspaces);
    stops.push(front.close);
    const memory = await remember(front, await folder.keep<readonly Conversation[]>('slack', []));
    stops.push(memory.stop);
    const mail = await startMailBox(await folder.keep<readonly Letter[]>('mail', []));
    stops.push(mail.stop);

    const signingSecret = randomBytes(16).toString('hex');
    const bot = await startBot({
      folder,
      port: botPort,
      signingSecret,
      slackApiUrl: front.apiUrl,
      smtpUrl: mail.url,
      world: withDocuments(world, document.url),
    });
    stops.push(bot.stop);

    const seatedAt = async (user: TeamsUser, at: number) => {
      const seat = await takeSeat({
        user,
        colleagues: users.filter((one) => one !== user && one.tenant === user.tenant),
        endpoint: `http://127.0.0.1:${botPort}/api/messages`,
        port: teamsPorts[at] ?? 0,
        serviceUrl: `http://127.0.0.1:${pagePort}/teams/${user.objectId}/`,
        kept: await keptMemory(folder, user),
        mount: (router) => void app.use(`/teams/${user.objectId}`, router),
      });
      stops.push(seat.stop);
      return seat;
    };
    const teams = await Promise.all(users.map(seatedAt));

    const desk = createDesk(front, `http://127.0.0.1:${botPort}/slack/events`, signingSecret);
    const seats = seatsOf(
      world,
      new Map([
        ...desk.people.map(({ id }) => [id, `/slack/${id}`] as const),
        ...teams.map((seat) => [seat.user.objectId, seat.url] as const),
      ]),
    );
    const steps = stepsFor(seats);
    app.use('/slack', slackRoutes(desk, seats, listVerbs()));
    app.use('/mail', mailRoutes(mail, seats));
    app.get('/', (_request, response) => void response.type('html').send(homePage(world, seats, steps)));
    return { url, folder: folder.root, world, seats, steps, front, signingSecret, bot, mail, teams, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function createPages(folder: Folder) {
  const app = express();
  app.disable('x-powered-by');
  app.use(fromThisMachine);
  app.get(WHERE, (_request, response) => void response.type('text').send(folder.root));
  app.use('/client', express.static(fileURLToPath(new URL('client', import.meta.url))));
  app.use(express.json({ limit: '2mb' }));
  return { app, server: createServer(app) };
}

/** No page from elsewhere may act here, by whatever name it knows this server. */
function fromThisMachine({ headers }: Request, response: Response, next: NextFunction): void {
  const { host = '', origin } = headers;
  const local = /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host);
  if (local && (origin === undefined || origin === `http://${host}`)) next();
  else response.status(403).type('text').send('Only from this machine.\n');
}

/** Where the document is was said to customers, so it stays there when everything else moves. */
async function serveDocument(folder: Folder, port: number): Promise<{ server: Server; url: string }> {
  const kept: Kept<number> = await folder.keep('document', port);
  kept.set(kept.value);
  const server = createDocument();
  await listen(server, kept.value, 'the agreement’s document');
  return { server, url: `http://localhost:${kept.value}/agreement` };
}

const keptMemory = (folder: Folder, { objectId }: TeamsUser) =>
  folder.keep<Memory>(`teams-${objectId}`, { serviceUrl: '', known: [], posts: [] });
