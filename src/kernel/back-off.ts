/**
 * How long to wait before the next try at what fails, in milliseconds: `first`, then twice as long each time it is asked,
 * up to `most`. What has then gone well for more than twice that begins anew.
 */
export function createBackOff(
  first: number,
  most: number,
  now: () => number = () => performance.now(),
): () => number {
  let pause = first;
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const at = now();
    pause = at - last > 2 * most ? first : Math.min(most, 2 * pause);
    last = at;
    return pause;
  };
}
