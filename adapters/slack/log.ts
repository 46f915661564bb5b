import { type Logger, LogLevel, RespondError, webApi } from '@slack/bolt';

/** Where this adapter logs: what pino offers. Never texts, never tokens. */
export interface Log {
  info(facts: Readonly<Record<string, unknown>>, what: string): void;
  warn(facts: Readonly<Record<string, unknown>>, what: string): void;
  error(facts: Readonly<Record<string, unknown>>, what: string): void;
}

/** What went wrong in a word: Slack's error code where there is one. Bodies of requests and answers stay out. */
export function faultOf(error: unknown): string {
  if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
  if (error instanceof webApi.WebAPIRateLimitedError) return 'ratelimited';
  if (error instanceof webApi.WebAPIHTTPError) return `http_${error.statusCode}`;
  if (error instanceof RespondError) return `response_url_${error.statusCode}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
}

/** Bolt's own logging; its debug lines hold whole requests and are dropped. */
export const boltLogger = (log: Log): Logger => ({
  debug() {},
  info() {},
  warn: (...said) => log.warn({ from: 'bolt' }, wordsOf(said)),
  error: (...said) => log.error({ from: 'bolt' }, wordsOf(said)),
  setLevel() {},
  getLevel: () => LogLevel.WARN,
  setName() {},
});

const wordsOf = (said: readonly unknown[]): string =>
  said.map((part) => (typeof part === 'string' ? part : faultOf(part))).join(' ');
