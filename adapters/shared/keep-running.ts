import { setTimeout as wait } from 'node:timers/promises';
import { createBackOff } from '../../src/kernel/back-off.ts';

export interface Kept {
  /** Resolves when it has ended, well or not; it is then run again. It ends when `stopping` is aborted. */
  readonly run: (stopping: AbortSignal) => Promise<void>;
  /** Told of the pause before the next run, in milliseconds. */
  readonly pausing: (ms: number) => void;
  /** Pauses get longer the more often it ends. */
  readonly firstPauseMs: number;
  readonly maxPauseMs: number;
}

/** Runs something again whenever it ends. `start` returns at once; `stop` resolves when it has ended for good. */
export function createKeptRunning({ run, pausing, firstPauseMs, maxPauseMs }: Kept) {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running = Promise.resolve();

  async function keepRunning(): Promise<void> {
    const next = createBackOff(firstPauseMs, maxPauseMs);
    while (!signal.aborted) {
      await run(signal);
      if (signal.aborted) return;
      const ms = next();
      pausing(ms);
      await wait(ms, undefined, { signal }).catch(() => {});
    }
  }

  return {
    start() {
      running = keepRunning();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
