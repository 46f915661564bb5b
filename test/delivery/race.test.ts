import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, transaction } from '../../db/driver/client.ts';
import { scheduleDelivery } from '../../src/conversations/store.ts';
import { startWorker } from '../../src/delivery/worker.ts';
import { createSecrets } from '../../src/kernel/secrets.ts';
import { createRecorder } from './recorder.ts';
import { createScene, type Scene, silent } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await createScene();
});
afterEach(() => scene.close());

const range = (length: number) => Array.from({ length }, (_, at) => at);
/** Each number picks some of the twelve, no two the same ones. */
const isAmong = (act: number, at: number): boolean => ((act * 2_654_435_761) >>> (8 + at)) % 2 === 1;

test('R-AUD-03: acts that many conversations hear of, and the drains of these, never wait in a circle', async () => {
  const partner = await scene.organization('Fabrikam', 'direct_reseller');
  const channels = await Promise.all(range(12).map((at) => scene.channel(partner, `C${at}`)));
  const faults: string[] = [];
  const note = (facts: object, what: string) => void faults.push(`${what} ${JSON.stringify(facts)}`);
  const worker = await startWorker({
    url: scene.url,
    posters: { slack: createRecorder().poster },
    mailer: null,
    secrets: createSecrets('0b'.repeat(32)),
    newId: () => crypto.randomUUID(),
    now: scene.now,
    log: { ...silent, warn: note, error: note },
    scheduledJobs: [],
    concurrency: 8,
  });
  const { db, close } = openDatabase(scene.url, 12);
  await Promise.all(
    range(12).map(async (actor) => {
      for (const round of range(60)) {
        const heard = channels.filter((_, at) => isAmong(1 + actor * 60 + round, at));
        await transaction(db, { system: 'deliveries' }, (tx) => scheduleDelivery(tx, heard)).catch((error) =>
          faults.push(String(error.cause)),
        );
      }
    }),
  );
  await Promise.all([worker.stop(), close()]);
  expect(faults).toEqual([]);
});
