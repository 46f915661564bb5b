/** Work that nobody awaits, but that must finish before the process ends. */
export interface Pending {
  /** Keeps the work until it ends, and returns it. */
  keep<Value>(work: Promise<Value>): Promise<Value>;
  /** Resolves when all current work has ended, with or without errors. */
  settled(): Promise<unknown>;
}

export function createPending(): Pending {
  const running = new Set<Promise<unknown>>();
  return {
    keep: (work) => {
      const forget = () => void running.delete(work);
      running.add(work);
      work.then(forget, forget);
      return work;
    },
    settled: () => Promise.allSettled(running),
  };
}
