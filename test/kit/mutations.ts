/** A JSON object, as payloads are made of. */
export type Json = Record<string, unknown>;
type Path = readonly (string | number)[];

/** A valid payload of one kind, and where it can be made one that does not fit. */
export interface PayloadKind {
  readonly name: string;
  readonly valid: Json;
  /** Strings and objects that have to be there. */
  readonly required: readonly Path[];
  /** Ids among them, which must not be empty. */
  readonly ids: readonly Path[];
  /** May be left out, but must have their type if they are there. */
  readonly typed: readonly Path[];
}

/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32). */
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

/** What is at the path is replaced; `undefined` leaves it out. */
function withValue(payload: Json, [key = '', ...rest]: Path, value: unknown): Json {
  const copy = (Array.isArray(payload) ? [...payload] : { ...payload }) as Json;
  if (rest.length > 0) copy[key] = withValue((payload[key] ?? {}) as Json, rest, value);
  else if (value === undefined) delete copy[key];
  else copy[key] = value;
  return copy;
}

/** No string and no object; a list is one only where no list is asked for. */
const wrongTypes: readonly unknown[] = [0, 7, -1, true, false, 1e300];
const lists: readonly unknown[] = [[], ['x'], [[]]];

const valueAt = (payload: unknown, [key, ...rest]: Path): unknown =>
  key === undefined ? payload : valueAt((payload as Json | undefined)?.[key], rest);

export interface Malformed {
  /** What is wrong, without any value. */
  readonly how: string;
  readonly payload: Json;
}

/** One payload that does not fit, with harmless additions of any shape. */
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

/** Fields that nobody has asked for. */
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

/** The beginning of a JSON text, which is never a JSON text itself. */
export const cutShort = (json: string, random: () => number): string =>
  json.slice(0, 1 + Math.floor(random() * (json.length - 1)));

/** JSON that is no object. */
export const noObjects: readonly string[] = ['[]', '7', '"x"', 'null', 'true', '[{}]', ''];
