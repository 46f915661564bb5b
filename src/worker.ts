import { once } from 'node:events';
import { createHouse } from './compose.ts';
import { configOrExit, createLog, gracePeriod, live } from './life.ts';
import { bringUp, onceReachable, openStore } from './store.ts';

// The background work apart from the server, which then runs with WORKER=off.
const config = configOrExit();
const log = createLog(config.logLevel);
await live(log, async (leaving) => {
  const store = await openStore(config, log);
  try {
    await bringUp(store, log, leaving);
    const house = createHouse(config, store, log, () => true);
    const worker = await onceReachable(house.work, log, leaving);
    log.info({}, 'working');
    if (!leaving.aborted) await once(leaving, 'abort');
    await Promise.race([worker.stop(), gracePeriod()]);
  } finally {
    await store.close();
  }
});
