import type { Log } from '../../src/kernel/log.ts';
import type { Poster } from '../../src/kernel/poster.ts';
import type { Handler } from './http.ts';
import type { Patience } from './patience.ts';
import type { WordsFor } from './words.ts';

/** What every chat adapter works with, beside the app. */
export interface AdapterOptions {
  readonly words: WordsFor;
  readonly log: Log;
  /** How long an answer may keep the platform waiting; each platform has its default. */
  readonly patience?: Patience;
  /** How long a request to the platform may take, in milliseconds; ten seconds by default (R-SEC-10). */
  readonly timeoutMs?: number;
}

/** What every chat adapter offers. */
export interface Adapter {
  /** Answers the platform's requests. It reads the body itself, so no body parser may stand before it. */
  readonly handle: Handler;
  readonly poster: Poster;
  /** Waits for the answers that are still to be given, and disconnects. */
  stop(): Promise<void>;
}

export const defaultTimeoutMs = 10_000;
