/** Work that nobody waits for while it runs, and that must be done before the process ends. */
export interface Pending {
  /** Remembers it for as long as it runs; whoever asks for it gets it back as it is. */
  keep<Value>(work: Promise<Value>): Promise<Value>;
  /** Resolves when all that runs now has ended, well or not. */
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
