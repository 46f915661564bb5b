/** Limits the calls of one kind that run at once, shared out among lanes: organizations and their workspaces. */
export interface Slots {
  readonly max: number;
  /** How many more calls of the lane may start now. */
  room(lane: string): number;
  /** How many calls of any lane may start now. */
  free(): number;
  /** Whether a call of the lane has had no answer for long. */
  isSlow(lane: string): boolean;
  /** Starts a call; call the returned function when it has ended. */
  begin(lane: string): () => void;
}

/**
 * A lane may use this many times the number of free slots: alone it gets four fifths, two lanes get four ninths each.
 */
const share = 4;

/**
 * Fair slots (R-NOTE-10). A lane may use a multiple of the free slots, so that a new lane always finds a free slot. A
 * call without an answer for longer than `slowMs` frees its slot for others, and its lane may run only one call at a
 * time until it is answered: a workspace that hangs delays only its own messages.
 * @param now milliseconds of a monotonic clock.
 */
export function createSlots(options: {
  readonly max: number;
  readonly slowMs: number;
  readonly now: () => number;
}): Slots {
  const { max, slowMs, now } = options;
  /** Calls that count, oldest first. */
  const fresh = new Set<Call>();
  const lanes = new Map<string, { fresh: number; slow: number }>();

  /** Stops counting calls that have become slow. */
  function age(): void {
    const at = now();
    for (const call of fresh) {
      if (at - call.start <= slowMs) break;
      fresh.delete(call);
      count(call.lane, -1, 1);
    }
  }

  function count(lane: string, moreFresh: number, moreSlow: number): void {
    const counts = lanes.get(lane) ?? { fresh: 0, slow: 0 };
    const next = { fresh: counts.fresh + moreFresh, slow: counts.slow + moreSlow };
    if (next.fresh + next.slow > 0) lanes.set(lane, next);
    else lanes.delete(lane);
  }

  return {
    max,
    free() {
      age();
      return Math.max(0, max - fresh.size);
    },
    isSlow(lane) {
      age();
      return (lanes.get(lane)?.slow ?? 0) > 0;
    },
    room(lane) {
      age();
      const { fresh: busy, slow } = lanes.get(lane) ?? { fresh: 0, slow: 0 };
      const left = Math.max(0, max - fresh.size);
      const fair = Math.max(0, Math.ceil((share * left - busy) / (1 + share)));
      return slow > 0 ? Math.min(fair, Math.max(0, 1 - busy)) : fair;
    },
    begin(lane) {
      const call = { lane, start: now() };
      fresh.add(call);
      count(lane, 1, 0);
      return () => (fresh.delete(call) ? count(lane, -1, 0) : count(lane, 0, -1));
    },
  };
}

interface Call {
  readonly lane: string;
  readonly start: number;
}
