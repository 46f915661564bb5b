import { isDeepStrictEqual } from 'node:util';

/** What was found lately, so much of it at most; what was found longest ago is forgotten first. */
export class Lately<Found> {
  readonly #all = new Map<string, Found>();
  readonly #most: number;

  constructor(most = 5000) {
    this.#most = most;
  }

  get(key: string): Found | undefined {
    return this.#all.get(key);
  }

  /** @param found undefined: forgets what there was. */
  set(key: string, found: Found | undefined): void {
    this.#all.delete(key);
    if (found !== undefined) this.#all.set(key, found);
    const [oldest] = this.#all.size > this.#most ? this.#all.keys() : [];
    if (oldest !== undefined) this.#all.delete(oldest);
  }
}

/**
 * Looks something up and goes on with it, in one round trip where it is what it was the last time: the work begins with
 * that while it is looked up. What comes of that counts only if it was right; else the work begins again with what was
 * found. So the work may only read.
 */
export async function supposing<Found, T>(
  lately: Lately<Found>,
  key: string,
  look: () => Promise<Found>,
  work: (found: Found) => Promise<T>,
): Promise<T> {
  const supposed = lately.get(key);
  const looking = look();
  const begun = supposed === undefined ? undefined : work(supposed);
  begun?.catch(() => {});
  const found = await looking;
  lately.set(key, found);
  return begun && isDeepStrictEqual(found, supposed) ? begun : work(found);
}
