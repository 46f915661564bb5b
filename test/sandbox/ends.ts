/** What has been started, to be stopped in the opposite order. */
export interface Ends {
  /** Notes how something is stopped, and gives it back. */
  with<Part>(part: Part, stop: (part: Part) => Promise<unknown>): Part;
  all(): Promise<void>;
}

export function createEnds(): Ends {
  const stops: (() => Promise<unknown>)[] = [];
  return {
    with(part, stop) {
      stops.push(() => stop(part));
      return part;
    },
    async all() {
      for (const stop of stops.splice(0).reverse()) await stop();
    },
  };
}
