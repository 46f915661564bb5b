import { once } from 'node:events';
import { loadLanding } from './invitations/index.ts';
import type { Log } from './kernel/log.ts';
import { type Bot, createBot } from './runtime/compose.ts';
import type { Config } from './runtime/config.ts';
import { configOrExit, createLog, gracePeriod, runProcess } from './runtime/process.ts';
import {
  databaseProbe,
  openStore,
  prepareWhenReachable,
  type Store,
  whenReachable,
} from './runtime/store.ts';
import { close, listen } from './web/listen.ts';
import { createWeb } from './web/server.ts';

const config = configOrExit();
const log = createLog(config.logLevel);
await runProcess(log, async (shutdown) => {
  const store = await openStore(config, log);
  try {
    await serve(config, store, log, shutdown);
  } finally {
    await store.close();
  }
});

/** Listens from the first moment, so that requests get an answer while the program waits for the database. */
async function serve(config: Config, store: Store, log: Log, shutdown: AbortSignal): Promise<void> {
  let isDatabaseReady = false;
  let worker: Awaited<ReturnType<Bot['work']>> | undefined;
  const bot = createBot(config, store, log, () => isDatabaseReady);
  const answers = databaseProbe(store.db);
  const { slack, teams } = bot;
  const web = createWeb({
    slack: config.slack?.signingSecret && slack ? slack.handle : undefined,
    teams: teams?.handle,
    isTeamsUnauthenticated: config.teams?.auth === 'off',
    landing: (token) => loadLanding(store.db, token, new Date()),
    chatLinks: bot.chatLinks,
    readiness: async () => ({
      database: isDatabaseReady && (await answers()),
      worker: config.runsWorker ? (worker?.isRunning() ?? false) : undefined,
    }),
    isStuck: store.isStuck,
    trustedProxies: config.trustedProxies,
    log,
  });
  const server = await listen(web, config);
  log.info({ port: config.port, url: config.publicUrl }, 'listening');
  try {
    await prepareWhenReachable(store, log, shutdown);
    isDatabaseReady = true;
    slack?.start();
    if (config.runsWorker) worker = await whenReachable(bot.work, log, shutdown);
    log.info({ slack: slack !== undefined, teams: teams !== undefined }, 'ready');
    if (!shutdown.aborted) await once(shutdown, 'abort');
  } finally {
    const answered = close(server).then(() => Promise.allSettled([slack?.stop(), teams?.stop()]));
    await Promise.race([Promise.allSettled([answered, worker?.stop()]), gracePeriod()]);
  }
}
