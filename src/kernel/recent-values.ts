import { isDeepStrictEqual } from 'node:util';

/** The values that were read last, by key; at most `maxSize`, without those that were read longest ago. */
export class RecentValues<Value> {
  readonly #all = new Map<string, Value>();
  readonly #maxSize: number;

  constructor(maxSize = 5000) {
    this.#maxSize = maxSize;
  }

  get(key: string): Value | undefined {
    return this.#all.get(key);
  }

  /** @param value undefined: forgets the key. */
  set(key: string, value: Value | undefined): void {
    this.#all.delete(key);
    if (value !== undefined) this.#all.set(key, value);
    const [oldest] = this.#all.size > this.#maxSize ? this.#all.keys() : [];
    if (oldest !== undefined) this.#all.delete(oldest);
  }
}

/**
 * Reads a value and works with it, in one round trip if the value has not changed since it was last read: the work
 * starts with the last value while the present one is read. If they differ, the result is dropped and the work is done
 * again, so it may only read.
 */
export async function readAssuming<Value, T>(
  recent: RecentValues<Value>,
  key: string,
  read: () => Promise<Value>,
  work: (value: Value) => Promise<T>,
): Promise<T> {
  const assumed = recent.get(key);
  const reading = read();
  const begun = assumed === undefined ? undefined : work(assumed);
  begun?.catch(() => {});
  const value = await reading;
  recent.set(key, value);
  return begun && isDeepStrictEqual(value, assumed) ? begun : work(value);
}
