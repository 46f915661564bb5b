import type { Log } from '../kernel/log.ts';
import type { Result } from '../kernel/result.ts';
import type { Config } from '../runtime/config.ts';
import { openStore, prepareDatabase, type Store } from '../runtime/store.ts';
import type { ConfigFault } from '../runtime/variables.ts';

/** The options of single commands. */
export const ownOptions = {
  kind: { type: 'string' },
  locale: { type: 'string' },
  organization: { type: 'string' },
  url: { type: 'string' },
  version: { type: 'string' },
} as const;
type OptionName = keyof typeof ownOptions;

/** A command line that fits its command. */
export interface Call {
  /** What stands for the command's operand; '' where it has none. */
  readonly operand: string;
  readonly options: Readonly<Partial<Record<OptionName, string>>>;
  readonly config: Result<Config, readonly ConfigFault[]>;
  readonly log: Log;
  readonly now: () => Date;
}

/** The answer, for people and for machines; when it is not ok the process ends with 1, or 2 for what was mistyped. */
export interface Outcome {
  readonly ok: boolean;
  readonly isMistyped?: true;
  readonly lines: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

/** One thing that the person who runs the bot can do. */
export interface OperatorCommand {
  /** What is typed: a noun, and a verb where the noun has several. */
  readonly name: string;
  /** What it is given, e.g. `<file.json>`; always needed. */
  readonly operand?: string;
  /** Its options, with what each takes. */
  readonly options?: Readonly<
    Partial<Record<OptionName, { readonly takes: string; readonly isNeeded: boolean }>>
  >;
  readonly does: string;
  run(call: Call): Promise<Outcome>;
}

/** Works on the database, the embedded one included, brought up to this program: before the first start and beside it. */
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

/** A refusal in one sentence. */
export const failed = (error: string): Outcome => ({ ok: false, lines: [error], data: { error } });
