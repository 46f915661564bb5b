/** A failure of the calls that match all of the given fields. */
export interface Fault {
  readonly method?: string;
  readonly channel?: string;
  /** Team name. */
  readonly team?: string;
  /** HTTP status; default 200 with an `error`, else 429. */
  readonly status?: number;
  /** Slack's error code; default `ratelimited` for 429, `fatal_error` else. */
  readonly error?: string;
  /** Seconds, for the `Retry-After` header. */
  readonly retryAfter?: number;
  /** How many calls it hits; default 1. */
  readonly times?: number;
  /** Whether the call takes effect all the same, and only its answer is lost; default no. */
  readonly effect?: boolean;
}

/** Calls that wait until the test releases them. */
interface Hold {
  /** Fulfilled when the first such call has arrived. */
  readonly reached: Promise<void>;
  release(): void;
}

interface Target {
  readonly method: string;
  readonly channel: string;
  readonly team: string;
}

type Match = Partial<Target>;

export interface Faults {
  fail(fault: Fault): void;
  hold(match?: Match): Hold;
  /** Waits while the call is held, then gives the fault that hits it, if any. */
  meet(target: Target): Promise<Fault | undefined>;
}

export function createFaults(): Faults {
  const pending: { readonly fault: Fault; left: number }[] = [];
  const holds = new Set<{ readonly match: Match; readonly arrived: Gate; readonly open: Gate }>();
  return {
    fail(fault) {
      pending.push({ fault, left: fault.times ?? 1 });
    },
    hold(match = {}) {
      const held = { match, arrived: gate(), open: gate() };
      holds.add(held);
      const release = () => {
        holds.delete(held);
        held.open.pass();
      };
      return { reached: held.arrived.passed, release };
    },
    async meet(target) {
      for (const { arrived, open } of [...holds].filter(({ match }) => fits(match, target))) {
        arrived.pass();
        await open.passed;
      }
      const hit = pending.find(({ fault, left }) => left > 0 && fits(fault, target));
      if (hit) hit.left -= 1;
      return hit?.fault;
    },
  };
}

interface Gate {
  readonly passed: Promise<void>;
  pass(): void;
}

function gate(): Gate {
  let pass = () => {};
  const passed = new Promise<void>((resolve) => {
    pass = resolve;
  });
  return { passed, pass: () => pass() };
}

function fits(match: Match, target: Target): boolean {
  return (['method', 'channel', 'team'] as const).every((key) => !match[key] || match[key] === target[key]);
}
