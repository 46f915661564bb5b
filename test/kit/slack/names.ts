/** Maps the emulator's ids to those that are used outside of it, and back. */
export interface Names {
  /** From now on the emulator's id `given` is `chosen` outside. */
  adopt(given: string, chosen: string): void;
  /** A text of the emulator, with the ids that are used outside. */
  outward(json: string): string;
  /** A text for the emulator, with its own ids. */
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
