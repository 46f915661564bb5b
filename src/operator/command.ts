import type { Log } from '../kernel/log.ts';
import type { Result } from '../kernel/result.ts';
import type { Config } from '../runtime/config.ts';
import { openStore, prepareDatabase, type Store } from '../runtime/store.ts';
import type { ConfigFault } from '../runtime/variables.ts';

/** Options of single commands. */
export const ownOptions = {
  kind: { type: 'string' },
  locale: { type: 'string' },
  organization: { type: 'string' },
  url: { type: 'string' },
  version: { type: 'string' },
} as const;
type OptionName = keyof typeof ownOptions;

/** A parsed command line. */
export interface Call {
  /** The command's operand; '' if it has none. */
  readonly operand: string;
  readonly options: Readonly<Partial<Record<OptionName, string>>>;
  readonly config: Result<Config, readonly ConfigFault[]>;
  readonly log: Log;
  readonly now: () => Date;
}

/** The answer, for people and for machines. If it is not ok, the exit code is 1, or 2 for a wrong command line. */
export interface Outcome {
  readonly ok: boolean;
  readonly isMistyped?: true;
  readonly lines: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

/** A command of the operator. */
export interface OperatorCommand {
  /** The words to type: a noun, and a verb if the noun has several. */
  readonly name: string;
  /** The required operand, e.g. `<file.json>`. */
  readonly operand?: string;
  /** Its options, with their values. */
  readonly options?: Readonly<
    Partial<Record<OptionName, { readonly takes: string; readonly isNeeded: boolean }>>
  >;
  readonly does: string;
  run(call: Call): Promise<Outcome>;
}

/**
 * Runs work on the database, which may be embedded, after preparing it for this program. Works before the first start
 * and while the bot runs.
 */
export async function withStore(
  { config, log }: Call,
  work: (store: Store) => Promise<Outcome>,
): Promise<Outcome> {
  if (!config.ok) return misconfigured(config.problem);
  const store = await openStore(config.value, log);
  try {
    await prepareDatabase(store, log);
    return await work(store);
  } finally {
    await store.close();
  }
}

const misconfigured = (faults: readonly ConfigFault[]): Outcome => ({
  ok: false,
  lines: faults.map(({ variable, fault }) => `${variable} ${fault}`),
  data: { faults },
});

/** An error in one sentence. */
export const failed = (error: string): Outcome => ({ ok: false, lines: [error], data: { error } });
