import type { Problem } from '../../kernel/problem.ts';
import { problems as kernelProblems } from '../../kernel/problems.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { problems } from '../problems.ts';
import { conditionOf, parseCondition } from './condition.ts';
import type { Kinds, ParsedFilter } from './filter.ts';

/**
 * What is typed after `notify on` (R-NOTE-01), read and written:
 *
 *     expression  kinds [where any]
 *     kinds       everything, or notification kinds between commas or `and`
 *     any         all { or all }
 *     all         one { and one }
 *     one         not one | ( any ) | partner|customer|kind  =|!=|is|is not  value
 *     value       words up to the next `and`, `or` or sign; in double quotes anything, with \" and \\
 *
 * Case matters only in names.
 */
export interface ParsedExpression {
  readonly kinds: Kinds;
  readonly filter: ParsedFilter | null;
}

/** The maximum length of an expression; its canonical text must fit into a database index entry. */
export const maxExpression = 500;

/** Every kind, including kinds that are added later. */
const everything = 'everything';

/**
 * Reads an expression. Refuses with `unknown_kind`, `text_too_long`, and `filter_not_understood` (`at` is the rest of
 * the text from the error on, or all of it with an ellipsis if more was expected; `expected` lists what could stand
 * there, separated by bars).
 * @param known the product's kinds of notification
 */
export function parseExpression(text: string, known: readonly string[]): Result<ParsedExpression, Problem> {
  const { length } = text;
  if (length > maxExpression) {
    return refuse(kernelProblems.text_too_long({ field: 'filter', length, max: maxExpression }));
  }
  const [, kindsText = '', condition] =
    /^(.*?)(?:(?<=^|\s)where(?=\s|\(|$)(.*))?$/isu.exec(text.trim()) ?? [];
  const kinds = parseKinds(kindsText, known);
  if (!kinds.ok) return kinds;
  if (condition === undefined) return ok({ kinds: kinds.value, filter: null });
  const filter = parseCondition(condition.trim().replace(/[“”„‟]/gu, '"'));
  return filter.ok ? ok({ kinds: kinds.value, filter: filter.value }) : filter;
}

function parseKinds(text: string, known: readonly string[]): Result<Kinds, Problem> {
  const nameable = [...known, everything];
  const words = text
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter((word) => word !== '' && word !== 'and');
  const unknown = words.find((word) => !nameable.includes(word));
  if (unknown !== undefined) return refuse(problems.unknown_kind({ typed: unknown, known: nameable }));
  if (words.length === 0) {
    return refuse(problems.filter_not_understood({ at: '…', expected: nameable.join(' | ') }));
  }
  const named = known.filter((kind) => words.includes(kind));
  // Listing every kind means everything, so both are one subscription.
  return ok(words.includes(everything) || named.length === known.length ? everything : named);
}

/**
 * The current canonical text of a stored expression: an earlier version may have had other kinds, or another order. An
 * expression that cannot be read any more stays as it is.
 */
export function currentExpression(expression: string, known: readonly string[]): string {
  const parsed = parseExpression(expression, known);
  return parsed.ok ? expressionOf(parsed.value) : expression;
}

/** The canonical text of an expression; reading it gives the same expression. Also takes a resolved filter. */
export function expressionOf({ kinds, filter }: ParsedExpression): string {
  const wanted = kinds === everything ? everything : kinds.join(', ');
  return filter === null ? wanted : `${wanted} where ${conditionOf(filter)}`;
}
