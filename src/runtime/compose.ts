import { randomUUID } from 'node:crypto';
import { createMailer } from '../../adapters/mail/index.ts';
import { describeToken } from '../../adapters/slack/client.ts';
import { createSlack, type Slack } from '../../adapters/slack/index.ts';
import { createTeams, type Teams } from '../../adapters/teams/index.ts';
import { type App, createApp } from '../app.ts';
import { createAnswers } from '../delivery/answers.ts';
import { retentionJob } from '../delivery/retention.ts';
import { createAnnouncer } from '../delivery/store/announcements.ts';
import { startWorker } from '../delivery/worker.ts';
import type { Log } from '../kernel/log.ts';
import type { Posters } from '../kernel/poster.ts';
import type { AnySubject } from '../kernel/subject.ts';
import { newToken } from '../kernel/tokens.ts';
import { forgetBotToken, loadBotToken } from '../organizations/index.ts';
import { createServices, subjects } from '../subjects.ts';
import type { ChatLinks } from '../web/landing.ts';
import { adapterWords } from './adapter-words.ts';
import type { Config, SlackConfig } from './config.ts';
import type { Store } from './store.ts';

/** The parts that answer people and post to them. */
export interface Bot {
  /** Undefined if the platform is off. */
  readonly slack: Slack | undefined;
  readonly teams: Teams | undefined;
  /** Links from the landing page to the chats. */
  readonly chatLinks: ChatLinks;
  /** Starts deliveries, mail, and scheduled work. */
  work(): ReturnType<typeof startWorker>;
}

/** The scheduled work of all subjects. */
const jobs = subjects.flatMap((subject: AnySubject) => subject.jobs ?? []);

/** @param isDatabaseReady whether the database is ready; until then everybody is asked to try again. */
export function createBot(
  config: Config,
  store: Store,
  log: Log,
  isDatabaseReady: () => boolean,
  now = () => new Date(),
): Bot {
  const { db, secrets, roles } = store;
  const newId = randomUUID;
  const services = createServices({
    db,
    now,
    newId,
    newToken,
    seal: secrets.seal,
    publicUrl: config.publicUrl,
    sendsMail: config.mail !== undefined,
    announce: createAnnouncer(db),
  });
  const { members } = services;
  const recognize: typeof members.recognize = async (...who) => {
    if (!isDatabaseReady()) throw new DatabaseNotReady();
    return members.recognize(...who);
  };
  const service = { ...services, members: { ...members, recognize } };
  const sendsMail = config.mail !== undefined;
  const app = createApp({ service, answers: createAnswers({ db, now }), sendsMail, now, log });
  const slack = config.slack && slackOf(config.slack, { app, store, now, log });
  const teams = config.teams && createTeams({ ...config.teams, app, words: adapterWords, log });
  const posters: Posters = {
    ...(slack ? { slack: slack.poster } : {}),
    ...(teams ? { teams: teams.poster } : {}),
  };
  const mailer = config.mail ? createMailer(config.mail) : null;
  return {
    slack,
    teams,
    chatLinks: chatLinksOf(config),
    work: () =>
      startWorker({
        ...{ url: roles.system, posters, mailer, secrets, newId, now, log },
        ...{ scheduledJobs: [...jobs, retentionJob(config.keepDays)], callsAtOnce: config.callsAtOnce },
      }),
  };
}

/** Every request first recognizes the caller, so it fails there. */
class DatabaseNotReady extends Error {
  /** SQLSTATE "cannot connect now", so it is handled like a lost database. */
  readonly code = '57P03';

  constructor() {
    super('The database is not up yet');
  }
}

function slackOf(
  config: SlackConfig,
  { app, store, now, log }: { app: App; store: Store; now: () => Date; log: Log },
): Slack {
  const { db, secrets } = store;
  const { signingSecret = '', botToken, appToken, apiUrl } = config;
  const ofEnvironment = botToken === undefined ? async () => undefined : ownerOf(botToken, apiUrl);
  return createSlack({
    app,
    signingSecret,
    botTokenOf: async (workspace) =>
      (await loadBotToken(db, secrets, { platform: 'slack', id: workspace })) ??
      ((await ofEnvironment()) === workspace ? botToken : undefined),
    words: adapterWords,
    log,
    uninstalled: async (workspace) => {
      const forgotten = await forgetBotToken({ db, now }, { platform: 'slack', id: workspace });
      log.warn({ workspace, forgotten }, 'the app was removed from a Slack workspace');
    },
    ...(apiUrl ? { apiUrl } : {}),
    ...(appToken ? { appToken } : {}),
  });
}

/** An app-level token contains the app's id; without one, the link can only open Slack. */
function chatLinksOf({ slack, teams }: Config): ChatLinks {
  const slackApp = /^xapp-\d+-(A[0-9A-Z]+)-/.exec(slack?.appToken ?? '')?.[1];
  return {
    ...(slack
      ? { slack: { url: slackApp ? `https://slack.com/app_redirect?app=${slackApp}` : 'slack://open' } }
      : {}),
    ...(teams
      ? {
          teams: teams.appId ? { url: `https://teams.microsoft.com/l/chat/0/0?users=28:${teams.appId}` } : {},
        }
      : {}),
  };
}

/** The workspace of the token in the environment; asks Slack until it has answered once. */
function ownerOf(token: string, apiUrl: string | undefined): () => Promise<string> {
  let known: string | undefined;
  return async () => {
    known ??= (await describeToken(token, apiUrl)).workspace;
    return known;
  };
}
