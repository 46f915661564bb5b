import { setTimeout as wait } from 'node:timers/promises';
import { createBackOff } from '../../src/kernel/back-off.ts';

export interface RestarterOptions {
  /**
   * Resolves when the work has ended, with or without an error; then it is run again. Must end when `stopping` is
   * aborted.
   */
  readonly run: (stopping: AbortSignal) => Promise<void>;
  /** Called before each pause, with its length in milliseconds. */
  readonly onPause: (ms: number) => void;
  /** Pauses grow with each end of the work. */
  readonly firstPauseMs: number;
  readonly maxPauseMs: number;
}

/** Runs work again whenever it ends. `start` returns at once; `stop` resolves when the work has ended for good. */
export function createRestarter({ run, onPause, firstPauseMs, maxPauseMs }: RestarterOptions) {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running = Promise.resolve();

  async function restart(): Promise<void> {
    const next = createBackOff(firstPauseMs, maxPauseMs);
    while (!signal.aborted) {
      await run(signal);
      if (signal.aborted) return;
      const ms = next();
      onPause(ms);
      await wait(ms, undefined, { signal }).catch(() => {});
    }
  }

  return {
    start() {
      running = restart();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
