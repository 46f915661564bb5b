/** Where this adapter logs: what pino offers. Never texts, never tokens. */
export interface Log {
  warn(facts: Readonly<Record<string, unknown>>, what: string): void;
  error(facts: Readonly<Record<string, unknown>>, what: string): void;
}
