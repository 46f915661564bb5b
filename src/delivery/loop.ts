/** Something that is done again and again, in one process, one time after the other. */
export interface Loop {
  /** It is done once more at once, or when what is being done now has ended. */
  wake(): void;
  /** It is done in so many milliseconds at the latest. */
  wakeIn(ms: number): void;
  /** Resolves when it is done no more, after the signal. */
  readonly ended: Promise<void>;
}

/**
 * Does a step whenever it is woken, and at the latest every `pollMs`: what nobody announced is found all the same. A step
 * that fails is told to `onFault` and done again after that time.
 */
export function createLoop(
  step: () => Promise<unknown>,
  options: {
    readonly pollMs: number;
    readonly signal: AbortSignal;
    readonly onFault: (error: unknown) => void;
  },
): Loop {
  const { pollMs, signal, onFault } = options;
  let isWoken = false;
  let stopWaiting = () => {};
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Number.POSITIVE_INFINITY;

  const wake = () => {
    isWoken = true;
    stopWaiting();
  };
  const wakeIn = (ms: number) => {
    const at = performance.now() + ms;
    if (at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(() => {
      timerAt = Number.POSITIVE_INFINITY;
      wake();
    }, ms);
  };
  const waitForWake = () =>
    new Promise<void>((resolve) => {
      stopWaiting = resolve;
      wakeIn(pollMs);
      if (isWoken || signal.aborted) resolve();
    });

  async function run(): Promise<void> {
    while (!signal.aborted) {
      isWoken = false;
      await step().catch((error: unknown) => {
        onFault(error);
        isWoken = false;
      });
      if (!isWoken) await waitForWake();
    }
    clearTimeout(timer);
  }
  signal.addEventListener('abort', wake, { once: true });
  return { wake, wakeIn, ended: run() };
}
