/** A step that repeats in one process, never twice at the same time. */
export interface Loop {
  /** Runs the step at once, or again after the current one. */
  wake(): void;
  /** Runs the step within that many milliseconds. */
  wakeIn(ms: number): void;
  /** Resolves when the loop has ended, after the signal. */
  readonly ended: Promise<void>;
}

/**
 * Runs a step whenever woken, and at least every `pollMs`, to find what nobody announced. A failed step is reported to
 * `onFault` and repeated after that time.
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
