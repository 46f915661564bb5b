/** The ids that the emulator has given, and those by which they are known outside. */
export interface Names {
  /** From here on, what the emulator calls `given` is called `chosen`. */
  adopt(given: string, chosen: string): void;
  /** What the emulator said, in the names of the outside. */
  outward(json: string): string;
  /** What the emulator is told, in its own names. */
  inward(json: string): string;
}

/** Slack's ids, and the timestamps by which it names messages. */
const NAME = /[A-Z][A-Z0-9]{8,}|\d{10}\.\d{6}/g;

export function createNames(): Names {
  const chosen = new Map<string, string>();
  const given = new Map<string, string>();
  const say = (json: string, names: ReadonlyMap<string, string>) =>
    json.replace(NAME, (name) => names.get(name) ?? name);
  return {
    adopt(one, other) {
      chosen.set(one, other);
      given.set(other, one);
    },
    outward: (json) => say(json, chosen),
    inward: (json) => say(json, given),
  };
}
