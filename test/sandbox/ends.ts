/** What has been started, to be stopped in the opposite order. */
export interface Ends {
  /** Notes how something is stopped, and gives it back. */
  with<Part>(part: Part, stop: (part: Part) => Promise<unknown>): Part;
  all(): Promise<void>;
}

/** All results, or the first fault; but not before all have come to an end, so that there is nothing half begun. */
export async function together<Parts extends readonly unknown[]>(
  ...parts: { readonly [At in keyof Parts]: Promise<Parts[At]> }
): Promise<Parts> {
  await Promise.allSettled(parts);
  return (await Promise.all(parts)) as unknown as Parts;
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
