import { once } from 'node:events';
import { createBot } from './runtime/compose.ts';
import { configOrExit, createLog, gracePeriod, runProcess } from './runtime/process.ts';
import { openStore, prepareWhenReachable, whenReachable } from './runtime/store.ts';

// The background work in its own process, for a server that runs with WORKER=off.
const config = configOrExit();
const log = createLog(config.logLevel);
await runProcess(log, async (shutdown) => {
  const store = await openStore(config, log);
  try {
    await prepareWhenReachable(store, log, shutdown);
    const house = createBot(config, store, log, () => true);
    const worker = await whenReachable(house.work, log, shutdown);
    log.info({}, 'working');
    if (!shutdown.aborted) await once(shutdown, 'abort');
    await Promise.race([worker.stop(), gracePeriod()]);
  } finally {
    await store.close();
  }
});
