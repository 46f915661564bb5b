/** Faults, found one by one; each names its place by a JSON pointer, as Slack's messages do. */
export type Faults = Generator<string, void, undefined>;

export function fault(at: string, reason: string): string {
  return `${reason} [json-pointer:${at}]`;
}

/** If there is a string, it must have a length within these limits. */
export function* chars(at: string, value: unknown, max: number, min = 0): Faults {
  if (value === undefined) return;
  if (typeof value !== 'string') return yield fault(at, 'must be a string');
  if (value.length < min) yield fault(at, `must be more than ${min - 1} characters`);
  if (value.length > max) yield fault(at, `must be less than ${max + 1} characters`);
}

/** Slack refuses properties that it does not know. */
export function* keys(at: string, value: object, allowed: string): Faults {
  const known = new Set(allowed.split(' '));
  for (const key of Object.keys(value)) {
    if (!known.has(key)) yield fault(at, `no more properties allowed: ${key}`);
  }
}

/** The items of an array with their pointers; none when it is no array. */
export function items(at: string, value: unknown): [string, unknown][] {
  return Array.isArray(value) ? value.map((item, index) => [`${at}/${index}`, item]) : [];
}
