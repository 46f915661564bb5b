/**
 * The pause before the next try, in milliseconds: `firstPauseMs`, doubled with each call up to `maxPauseMs`. After a success of
 * more than twice `maxPauseMs` it starts again.
 */
export function createBackOff(
  firstPauseMs: number,
  maxPauseMs: number,
  now: () => number = () => performance.now(),
): () => number {
  let pause = firstPauseMs;
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const at = now();
    pause = at - last > 2 * maxPauseMs ? firstPauseMs : Math.min(maxPauseMs, 2 * pause);
    last = at;
    return pause;
  };
}
