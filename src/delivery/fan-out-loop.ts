import { transaction } from '../../db/driver/client.ts';
import { faultOf, type Log } from '../kernel/log.ts';
import { type FanOut, fanOutNext } from './fan-out.ts';
import { createLoop, type Loop } from './loop.ts';
import { firstId, organizationsToTell } from './store/outbox.ts';

/** How often to look for unannounced acts. */
const pollMs = 1000;
/** How many organizations one turn reads. */
const organizationsAtOnce = 100;

/** Finds the recipients of acts while the process runs. */
export function createFanOutLoop(
  parts: FanOut & { readonly log: Log; readonly signal: AbortSignal; readonly onWritten: () => void },
): Loop {
  const { log, signal } = parts;
  let after = firstId;
  const loop = createLoop(
    async () => {
      const found = await transaction(parts.db, { system: 'deliveries' }, (tx) =>
        organizationsToTell(tx, after, organizationsAtOnce),
      );
      const wasAtStart = after === firstId;
      after = found.length === organizationsAtOnce ? (found.at(-1) ?? firstId) : firstId;
      const hasMore = await fanOutEach(parts, found);
      if (hasMore || after !== firstId || !wasAtStart) loop.wake();
    },
    {
      pollMs,
      signal,
      onFault: (error) => log.warn({ fault: faultOf(error) }, 'working out who hears of acts failed'),
    },
  );
  return loop;
}

/** One step for each organization; returns whether there is more to do. A failed step does not block others. */
async function fanOutEach(
  parts: Parameters<typeof createFanOutLoop>[0],
  organizations: readonly string[],
): Promise<boolean> {
  let hasMore = false;
  for (const organization of organizations) {
    if (parts.signal.aborted) return false;
    try {
      const step = await fanOutNext(parts, organization);
      if (step !== 'more') continue;
      hasMore = true;
      parts.onWritten();
    } catch (error) {
      parts.log.warn({ organization, fault: faultOf(error) }, 'working out who hears of an act failed');
    }
  }
  return hasMore;
}
