/** The other side did not answer in time. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

/** The result of `work`; rejects with `TimedOut` after `ms` milliseconds (R-SEC-10). */
export function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(`no answer within ${ms} ms`)), ms);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
