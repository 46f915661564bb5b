/** A JSON object, as payloads are made of. */
export type Json = Record<string, unknown>;
type Path = readonly (string | number)[];

/** A valid payload of one kind, and how to make it invalid. */
export interface PayloadKind {
  readonly name: string;
  readonly valid: Json;
  /** Required strings and objects. */
  readonly required: readonly Path[];
  /** Required ids, which must not be empty. */
  readonly ids: readonly Path[];
  /** Optional values, which must have their type. */
  readonly typed: readonly Path[];
}

/** Pseudo-random numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(random: () => number, all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;

/** Replaces the value at the path; `undefined` removes it. */
function withValue(payload: Json, [key = '', ...rest]: Path, value: unknown): Json {
  const copy = (Array.isArray(payload) ? [...payload] : { ...payload }) as Json;
  if (rest.length > 0) copy[key] = withValue((payload[key] ?? {}) as Json, rest, value);
  else if (value === undefined) delete copy[key];
  else copy[key] = value;
  return copy;
}

/** Neither strings nor objects; lists are added where no list is expected. */
const wrongTypes: readonly unknown[] = [0, 7, -1, true, false, 1e300];
const lists: readonly unknown[] = [[], ['x'], [[]]];

const valueAt = (payload: unknown, [key, ...rest]: Path): unknown =>
  key === undefined ? payload : valueAt((payload as Json | undefined)?.[key], rest);

export interface Malformed {
  /** What is wrong, without any value. */
  readonly how: string;
  readonly payload: Json;
}

/** An invalid payload, with harmless additional keys. */
export function malformedPayload(kind: PayloadKind, random: () => number): Malformed {
  const ways = [
    () => without(pick(random, kind.required)),
    () => ofWrongType(pick(random, [...kind.required, ...kind.typed])),
    () => wrong(pick(random, kind.required), null),
    () => wrong(pick(random, kind.ids), ''),
    () => wrong(pick(random, kind.ids), '\0'),
  ];
  const without = (path: Path): Malformed => ({
    how: `without ${path.join('.')}`,
    payload: withValue(kind.valid, path, undefined),
  });
  const wrong = (path: Path, value: unknown): Malformed => ({
    how: `${JSON.stringify(value)} at ${path.join('.')}`,
    payload: withValue(kind.valid, path, value),
  });
  const ofWrongType = (path: Path): Malformed => {
    const isList = Array.isArray(valueAt(kind.valid, path));
    return wrong(path, pick(random, isList ? wrongTypes : [...wrongTypes, ...lists]));
  };
  const { how, payload } = pick(random, ways)();
  return { how, payload: { ...noise(random), ...payload } };
}

/** Additional keys. */
function noise(random: () => number): Json {
  const count = Math.floor(random() * 4);
  const values = [
    null,
    'x'.repeat(500),
    { deep: { deeper: [{ deepest: '\0' }] } },
    [[[]]],
    -0.5,
    '\ud83d',
    {},
  ];
  return Object.fromEntries(
    Array.from({ length: count }, () => [
      pick(random, ['toString', 'constructor', '__proto__', 'új mező', '\0', 'x_added', 'length']),
      pick(random, values),
    ]),
  );
}

/** A prefix of a JSON text, which is not valid JSON. */
export const cutShort = (json: string, random: () => number): string =>
  json.slice(0, 1 + Math.floor(random() * (json.length - 1)));

/** JSON that is not an object. */
export const noObjects: readonly string[] = ['[]', '7', '"x"', 'null', 'true', '[{}]', ''];
