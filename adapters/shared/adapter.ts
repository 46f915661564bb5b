import type { Log } from '../../src/kernel/log.ts';
import type { Poster } from '../../src/kernel/poster.ts';
import type { AnswerTimeout } from './answer-timeout.ts';
import type { Handler } from './http.ts';
import type { WordsFor } from './words.ts';

/** Options of every chat adapter, besides the app. */
export interface AdapterOptions {
  readonly words: WordsFor;
  readonly log: Log;
  /** How long the platform waits for an answer at most; each platform has its default. */
  readonly answerTimeout?: AnswerTimeout;
  /** Time limit of one request to the platform in milliseconds; ten seconds by default (R-SEC-10). */
  readonly timeoutMs?: number;
}

/** What every chat adapter offers. */
export interface Adapter {
  /** Answers the platform's requests. It reads the body itself, so do not put a body parser before it. */
  readonly handle: Handler;
  readonly poster: Poster;
  /** Waits for answers that are still pending, then disconnects. */
  stop(): Promise<void>;
}

export const defaultTimeoutMs = 10_000;
