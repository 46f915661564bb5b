import { isDeepStrictEqual } from 'node:util';
import type { Database, Transaction } from '../../../db/driver/client.ts';
import type { Secrets } from '../../kernel/secrets.ts';
import type { Path } from './faults.ts';

/** A part of a world file and its outcome. */
export interface ApplyOutcome {
  readonly outcome: 'created' | 'updated' | 'left';
  readonly what: 'organization' | 'member' | 'agreement';
  readonly name: string;
  /** The changed fields; empty unless it was updated. */
  readonly fields: readonly string[];
}

/** The state while a world file is applied. Collects faults and outcomes; a single fault rolls everything back. */
export interface ApplyContext {
  readonly tx: Transaction;
  readonly db: Database;
  readonly now: Date;
  readonly newId: () => string;
  readonly secrets: Secrets;
  refuse(path: Path, message: string): void;
  report(what: ApplyOutcome['what'], name: string, isNew: boolean, difference: Difference): void;
}

type Fields = Readonly<Record<string, unknown>>;

/** The changed fields with their values before and after, for the audit; both are empty if nothing changed. */
export interface Difference<T extends Fields = Fields> {
  readonly before: Partial<T>;
  readonly after: Partial<T>;
}

export function differenceOf<T extends Fields>(before: Fields, wanted: T): Difference<T> {
  const fields = Object.keys(wanted).filter((name) => !isDeepStrictEqual(before[name], wanted[name]));
  const of = (values: Fields) => Object.fromEntries(fields.map((name) => [name, values[name]])) as Partial<T>;
  return { before: of(before), after: of(wanted) };
}

export const mergeDifferences = (...differences: readonly Difference[]): Difference => ({
  before: Object.assign({}, ...differences.map(({ before }) => before)),
  after: Object.assign({}, ...differences.map(({ after }) => after)),
});

export const isDifferent = ({ after }: Difference): boolean => Object.keys(after).length > 0;
