import { once } from 'node:events';
import { createHouse, type House } from './compose.ts';
import type { Config } from './config.ts';
import { configOrExit, createLog, gracePeriod, live } from './life.ts';
import type { Log } from './notify/log.ts';
import { loadLanding } from './service/landing.ts';
import { bringUp, databaseProbe, onceReachable, openStore, type Store } from './store.ts';
import { close, listen } from './web/listen.ts';
import { createWeb } from './web/server.ts';

const config = configOrExit();
const log = createLog(config.logLevel);
await live(log, async (leaving) => {
  const store = await openStore(config, log);
  try {
    await serve(config, store, log, leaving);
  } finally {
    await store.close();
  }
});

/** Answers from the first moment, so that who asks while the database is waited for is told so. */
async function serve(config: Config, store: Store, log: Log, leaving: AbortSignal): Promise<void> {
  let isUp = false;
  let worker: Awaited<ReturnType<House['work']>> | undefined;
  const house = createHouse(config, store, log, () => isUp);
  const answers = databaseProbe(store.db);
  const { slack, teams } = house;
  const web = createWeb({
    slack: config.slack?.signingSecret && slack ? slack.middleware : undefined,
    teams: teams?.handle,
    teamsUnproven: config.teams?.auth === 'off',
    landing: (token) => loadLanding(store.db, token, new Date()),
    ways: house.ways,
    readiness: async () => ({
      database: isUp && (await answers()),
      worker: config.runsWorker ? (worker?.isRunning() ?? false) : undefined,
    }),
    trustedProxies: config.trustedProxies,
    log,
  });
  const server = await listen(web, config);
  log.info({ port: config.port, url: config.publicUrl }, 'listening');
  try {
    await bringUp(store, log, leaving);
    isUp = true;
    slack?.start();
    if (config.runsWorker) worker = await onceReachable(house.work, log, leaving);
    log.info({ slack: slack !== undefined, teams: teams !== undefined }, 'ready');
    if (!leaving.aborted) await once(leaving, 'abort');
  } finally {
    const answered = close(server).then(() => Promise.allSettled([slack?.stop(), teams?.stop()]));
    await Promise.race([Promise.allSettled([answered, worker?.stop()]), gracePeriod()]);
  }
}
