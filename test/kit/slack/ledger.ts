import type { Fields, Message, View } from './kit.ts';

/** One call of the bot. */
export interface Call {
  /** A Web API method, or `response_url`. */
  readonly method: string;
  /** Team name; '' when the token is nobody's. */
  readonly team: string;
  readonly body: Fields;
  /** By the front's clock. */
  readonly at: number;
  readonly status: number;
  readonly answer: Fields;
}

/** Something that people have seen. */
export interface Sight {
  readonly kind: 'message' | 'view' | 'gone';
  /** The one who sees it; undefined for everybody in the conversation. */
  readonly user: string | undefined;
  /** The person's action that it answers, where Slack can tell. */
  readonly turn: string | undefined;
  readonly channel?: string | undefined;
  readonly message?: Message | undefined;
  readonly view?: View | undefined;
}

/** What happened at the front, in order. */
export interface Ledger {
  readonly calls: readonly Call[];
  readonly sights: readonly Sight[];
  /** What real Slack would refuse, or this product must not do; tests assert that it is empty. */
  readonly violations: readonly string[];
  /** Mentions that would have notified somebody; tests assert that it is empty. */
  readonly pings: readonly string[];
  record(call: Call): void;
  show(sight: Sight): void;
  violate(where: string, reasons: readonly string[]): void;
  ping(mentions: readonly string[]): void;
  /** The first wanted sight from that index on; undefined when there is none in time. */
  await(from: number, wanted: (sight: Sight) => boolean, milliseconds: number): Promise<Sight | undefined>;
  /** Calls the listener at each sight until the returned function is called. */
  watch(listener: (sight: Sight) => void): () => void;
  /** The same for everything that is recorded here. */
  follow(listener: () => void): () => void;
}

export function createLedger(): Ledger {
  const calls: Call[] = [];
  const sights: Sight[] = [];
  const violations: string[] = [];
  const pings: string[] = [];
  const listeners = new Set<(sight: Sight) => void>();
  const followers = new Set<() => void>();
  const watch = (listener: (sight: Sight) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const note = <Noted>(list: Noted[], ...noted: readonly Noted[]) => {
    list.push(...noted);
    for (const follow of followers) follow();
  };
  return {
    calls,
    sights,
    violations,
    pings,
    watch,
    follow(listener) {
      followers.add(listener);
      return () => void followers.delete(listener);
    },
    record: (call) => note(calls, call),
    show(sight) {
      note(sights, sight);
      for (const listener of listeners) listener(sight);
    },
    violate: (where, reasons) => note(violations, ...reasons.map((reason) => `${where}: ${reason}`)),
    ping: (mentions) => note(pings, ...mentions),
    await(from, wanted, milliseconds) {
      const already = sights.slice(from).find(wanted);
      if (already) return Promise.resolve(already);
      return new Promise((resolve) => {
        const end = (sight?: Sight) => {
          clearTimeout(timer);
          stop();
          resolve(sight);
        };
        const timer = setTimeout(end, milliseconds);
        const stop = watch((sight) => wanted(sight) && end(sight));
      });
    },
  };
}
