import { isDeepStrictEqual } from 'node:util';
import type { Database, Transaction } from '../../../db/driver/client.ts';
import type { Secrets } from '../../kernel/secrets.ts';
import type { Path } from './faults.ts';

/** One thing that a world file names, and what became of it. */
export interface ApplyOutcome {
  readonly outcome: 'created' | 'updated' | 'left';
  readonly what: 'organization' | 'member' | 'agreement';
  readonly name: string;
  /** What of it is another now; empty unless it was updated. */
  readonly fields: readonly string[];
}

/** A world file on its way into the database. Faults and outcomes are collected; a single fault undoes everything. */
export interface Applying {
  readonly tx: Transaction;
  readonly db: Database;
  readonly now: Date;
  readonly newId: () => string;
  readonly secrets: Secrets;
  refuse(path: Path, message: string): void;
  settle(what: ApplyOutcome['what'], name: string, isNew: boolean, difference: Difference): void;
}

type Fields = Readonly<Record<string, unknown>>;

/** What is another than before, field by field, as the audit keeps it; both are empty where nothing is. */
export interface Difference<T extends Fields = Fields> {
  readonly before: Partial<T>;
  readonly after: Partial<T>;
}

export function differenceOf<T extends Fields>(before: Fields, wanted: T): Difference<T> {
  const fields = Object.keys(wanted).filter((name) => !isDeepStrictEqual(before[name], wanted[name]));
  const of = (values: Fields) => Object.fromEntries(fields.map((name) => [name, values[name]])) as Partial<T>;
  return { before: of(before), after: of(wanted) };
}

export const together = (...differences: readonly Difference[]): Difference => ({
  before: Object.assign({}, ...differences.map(({ before }) => before)),
  after: Object.assign({}, ...differences.map(({ after }) => after)),
});

export const isDifferent = ({ after }: Difference): boolean => Object.keys(after).length > 0;
