/** How many calls of one kind may be under way at once, shared out among lanes: organizations and their workspaces. */
export interface Slots {
  readonly most: number;
  /** How many more calls of the lane may begin now. */
  room(lane: string): number;
  /** How many calls may begin now, whoever's they are. */
  free(): number;
  /** Whether a call of the lane has been without an answer for long. */
  isSlow(lane: string): boolean;
  /** A call begins; what it gives is called when it has ended. */
  begin(lane: string): () => void;
}

/** How many times as much as is left free a lane may have: alone it gets four fifths, two get four ninths each. */
const share = 4;

/**
 * Fair slots (R-NOTE-10). A lane may have a multiple of what is left free, so that however many are busy, whoever comes
 * next finds a slot. A call that has been without an answer for longer than `slowMs` gives its slot to others, and its
 * lane has one call at a time until it is answered: so a workspace that hangs delays only its own messages.
 * @param now milliseconds, by a clock that only goes forward.
 */
export function createSlots(options: {
  readonly most: number;
  readonly slowMs: number;
  readonly now: () => number;
}): Slots {
  const { most, slowMs, now } = options;
  /** Calls that count, the oldest first. */
  const fresh = new Set<Call>();
  const lanes = new Map<string, { fresh: number; slow: number }>();

  /** Calls that have become slow in the meantime count no more. */
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
    most,
    free() {
      age();
      return Math.max(0, most - fresh.size);
    },
    isSlow(lane) {
      age();
      return (lanes.get(lane)?.slow ?? 0) > 0;
    },
    room(lane) {
      age();
      const { fresh: busy, slow } = lanes.get(lane) ?? { fresh: 0, slow: 0 };
      const left = Math.max(0, most - fresh.size);
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
