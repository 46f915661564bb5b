import type { Button, Card } from './card.ts';
import { buttonRow } from './card.ts';
import type { Text } from './text.ts';
import type { KernelKey } from './words.en.ts';
import type { MessageValues, Words } from './words.ts';

/** A refusal as a value: its code, and beside it what its sentence needs. Made by `defineProblems` alone. */
export interface Problem {
  readonly code: string;
}

/** The titles under which refusals stand. */
type ProblemTitle =
  Extract<KernelKey, `problem_title.${string}`> extends `problem_title.${infer Name}` ? Name : never;

interface Typed {
  readonly typed: string;
}

/** One of several things that a typed word can mean. */
interface Choice {
  readonly title: Text;
  readonly detail?: Text;
  /** What the line says when it means this one. */
  readonly exactly: string;
}

/**
 * All about one refusal. Its sentence is the message `problem.<code>`, which says what is wrong and what to do next.
 * `Details` is what travels with the code.
 */
interface ProblemSpec<Details = never, W = never> {
  readonly title: ProblemTitle;
  /** What the placeholders of the sentence take. */
  readonly values?: (words: W, details: Details) => MessageValues;
  /** What to press next; `viewerId` is the organization that reads it, null for a person of none. */
  readonly next?: (words: W, details: Details, viewerId: string | null) => readonly Button[];
  /** What there is to choose from; `details.typed` is what the line said. */
  readonly choices?: (words: W, details: Details & Typed) => readonly Choice[];
  /** The form fields it concerns: it stands on the first that the form has (R-CARD-10). */
  readonly field?: string | readonly string[] | ((details: Details) => string);
  /** The person looked at something old: the command line that shows what it concerns as it is now (R-CARD-04). */
  readonly outdated?: (details: Details) => string | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: each refusal has details and words of its own
export type AnyProblemSpec = ProblemSpec<any, any>;

/** What travels with the code of a refusal, as its functions name it. */
type DetailsOf<Spec> = Spec extends { values: (words: never, details: infer D) => unknown }
  ? D
  : Spec extends { next: (words: never, details: infer D, viewerId: null) => unknown }
    ? D
    : Spec extends { outdated: (details: infer D) => unknown }
      ? D
      : Spec extends { field: (details: infer D) => unknown }
        ? D
        : Readonly<Record<never, never>>;

type Made<Code extends string, Spec> = { readonly code: Code } & DetailsOf<Spec>;

/** Makes one refusal of its details, and recognizes it. */
interface ProblemMaker<Code extends string, Spec> {
  (...details: keyof DetailsOf<Spec> extends never ? [] : [details: DetailsOf<Spec>]): Made<Code, Spec>;
  readonly spec: Spec;
  /** Whether a refusal is this one; then its details can be read. */
  is(problem: Problem): problem is Made<Code, Spec>;
}

export type ProblemMakers<Specs> = {
  readonly [Code in keyof Specs & string]: ProblemMaker<Code, Specs[Code]>;
};

/** The refusals of a subject, each by its code: `problems.not_related({ organization })`. */
export function defineProblems<const Specs extends Readonly<Record<string, AnyProblemSpec>>>(
  specs: Specs,
): ProblemMakers<Specs> {
  const makers = Object.entries(specs).map(([code, spec]) => {
    const make = (details: object = {}) => ({ code, ...details });
    return [code, Object.assign(make, { spec, is: (problem: Problem) => problem.code === code })] as const;
  });
  return Object.fromEntries(makers) as unknown as ProblemMakers<Specs>;
}

/** Every refusal of the product by its code. */
export type ProblemSpecs = Readonly<Record<string, AnyProblemSpec>>;

/** The specs behind the makers of several subjects. */
export const specsOf = (
  makers: readonly Readonly<Record<string, { readonly spec: AnyProblemSpec }>>[],
): ProblemSpecs =>
  Object.fromEntries(makers.flatMap((one) => Object.entries(one).map(([code, { spec }]) => [code, spec])));

function specOf(specs: ProblemSpecs, { code }: Problem): AnyProblemSpec {
  const spec = specs[code];
  if (!spec) throw new Error(`no subject defines the problem ${code}`);
  return spec;
}

/** Words whose keys are known at run time only: a refusal's sentence is found by its code. */
type AnyWords = Words<string>;

/** The one sentence of a refusal, as plain text: what is wrong, and what to do next. */
export const problemText = (words: Words, specs: ProblemSpecs, problem: Problem): string =>
  (words as AnyWords).text(`problem.${problem.code}`, specOf(specs, problem).values?.(words, problem));

/** The same sentence, with times that each viewer reads in their own zone (R-INV-12, R-CARD-03). */
export const problemRich = (words: Words, specs: ProblemSpecs, problem: Problem): Text =>
  (words as AnyWords).rich(`problem.${problem.code}`, specOf(specs, problem).values?.(words, problem));

/** The field of a form that a refusal concerns; undefined where the form has none of them. */
export function fieldOf(
  specs: ProblemSpecs,
  problem: Problem,
  form: { readonly fields: readonly { readonly name: string }[] },
): string | undefined {
  const { field } = specOf(specs, problem);
  const named = typeof field === 'function' ? field(problem) : field;
  const candidates = typeof named === 'string' ? [named] : (named ?? []);
  return candidates.find((name: string) => form.fields.some((one) => one.name === name));
}

/** The command line that shows what an outdated card stood for, as it is now (R-CARD-04). */
export const freshLine = (specs: ProblemSpecs, problem: Problem): string | undefined =>
  specOf(specs, problem).outdated?.(problem);

/**
 * A refusal as a private answer: its sentence, what there is to choose from, and the next step as buttons (R-CARD-07).
 * Each choice repeats the line with what it means exactly (R-CMD-08).
 * @param viewerId the organization that reads it; null for a person of none
 * @param line the command line that was refused
 */
export function problemCard(
  words: Words,
  specs: ProblemSpecs,
  problem: Problem,
  viewerId: string | null,
  line = '',
): Card {
  const { title, next, choices } = specOf(specs, problem);
  const typed = (problem as Problem & Partial<Typed>).typed ?? '';
  const items = (choices?.(words, problem as Problem & Typed) ?? []).map(({ exactly, ...item }) => ({
    ...item,
    button: { label: words.text('act.choose'), command: exactLine(line, typed, exactly) },
  }));
  return {
    title: words.text(`problem_title.${title as ProblemTitle}`),
    summary: problemText(words, specs, problem),
    blocks: [
      { kind: 'text', text: problemRich(words, specs, problem) },
      ...(items.length > 0 ? [{ kind: 'list', items } as const] : []),
      ...buttonRow(next?.(words, problem, viewerId) ?? []),
    ],
  };
}

/** The line with what was meant in place of what was typed; where it was typed in a form, the line that shows it. */
function exactLine(line: string, typed: string, exactly: string): string {
  const at = typed === '' ? -1 : line.toLowerCase().lastIndexOf(typed.toLowerCase());
  return at > 0 ? line.slice(0, at) + exactly + line.slice(at + typed.length) : `show ${exactly}`;
}

/** A sentence names so many things at most. */
const maxNamed = 5;

/** "a, b, c, d, e and 3 more". */
export const namedList = (words: Words, names: readonly string[]): string =>
  words.list(
    names.length <= maxNamed
      ? names
      : [...names.slice(0, maxNamed), words.text('problem_word.more', { n: names.length - maxNamed })],
  );
