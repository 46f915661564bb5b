import type { Button, Card } from './card.ts';
import { buttonRow } from './card.ts';
import type { Text } from './text.ts';
import type { KernelKey } from './words.en.ts';
import type { MessageValues, Words } from './words.ts';

/** A refusal as a value: its code and the details for its sentence. Made by `defineProblems` only. */
export interface Problem {
  readonly code: string;
}

/** The titles of refusals. */
type ProblemTitle =
  Extract<KernelKey, `problem_title.${string}`> extends `problem_title.${infer Name}` ? Name : never;

interface Typed {
  readonly typed: string;
}

/** One of several meanings of a typed word. */
interface Choice {
  readonly title: Text;
  readonly detail?: Text;
  /** The text for the line that means exactly this one. */
  readonly exactly: string;
}

/**
 * Everything about one refusal. Its sentence is the message `problem.<code>`: what is wrong and what to do next.
 * `Details` are the values that come with the code.
 */
interface ProblemSpec<Details = never, W = never> {
  readonly title: ProblemTitle;
  /** The values for the sentence. */
  readonly values?: (words: W, details: Details) => MessageValues;
  /** The buttons for the next step; `viewerId` is the reader's organization, null for a stranger. */
  readonly next?: (words: W, details: Details, viewerId: string | null) => readonly Button[];
  /** The choices; `details.typed` is the text in the line. */
  readonly choices?: (words: W, details: Details & Typed) => readonly Choice[];
  /** The form fields it concerns: it is shown at the first one that the form has (R-CARD-10). */
  readonly field?: string | readonly string[] | ((details: Details) => string);
  /** Set if the person used an outdated card: the command line that shows the current state (R-CARD-04). */
  readonly outdated?: (details: Details) => string | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: each refusal has details and words of its own
export type AnyProblemSpec = ProblemSpec<any, any>;

/** The type of a refusal's details, as its functions declare it. */
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

/** Makes one kind of refusal, and recognizes it. */
interface ProblemMaker<Code extends string, Spec> {
  (...details: keyof DetailsOf<Spec> extends never ? [] : [details: DetailsOf<Spec>]): Made<Code, Spec>;
  readonly spec: Spec;
  /** Whether a refusal is of this kind; then its details can be read. */
  is(problem: Problem): problem is Made<Code, Spec>;
}

export type ProblemMakers<Specs> = {
  readonly [Code in keyof Specs & string]: ProblemMaker<Code, Specs[Code]>;
};

/** A subject's refusals by code: `problems.not_related({ organization })`. */
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

/** Words with keys known only at run time: a refusal's sentence is found by its code. */
type AnyWords = Words<string>;

/** The sentence of a refusal as plain text: what is wrong, and what to do next. */
export const problemText = (words: Words, specs: ProblemSpecs, problem: Problem): string =>
  (words as AnyWords).text(`problem.${problem.code}`, specOf(specs, problem).values?.(words, problem));

/** The same sentence, with times in each viewer's time zone (R-INV-12, R-CARD-03). */
export const problemRich = (words: Words, specs: ProblemSpecs, problem: Problem): Text =>
  (words as AnyWords).rich(`problem.${problem.code}`, specOf(specs, problem).values?.(words, problem));

/** The form field that a refusal concerns; undefined if the form has none of them. */
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

/** The command line that shows the current state of an outdated card's subject (R-CARD-04). */
export const currentStateLine = (specs: ProblemSpecs, problem: Problem): string | undefined =>
  specOf(specs, problem).outdated?.(problem);

/**
 * A refusal as a private answer: its sentence, the choices, and buttons for the next step (R-CARD-07). Each choice
 * repeats the line with its exact meaning (R-CMD-08).
 * @param viewerId the reader's organization; null for a stranger
 * @param line the refused command line
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

/**
 * The line with the exact meaning instead of the typed text; for a text from a form, the line that shows the choice.
 */
function exactLine(line: string, typed: string, exactly: string): string {
  const at = typed === '' ? -1 : line.toLowerCase().lastIndexOf(typed.toLowerCase());
  return at > 0 ? line.slice(0, at) + exactly + line.slice(at + typed.length) : `show ${exactly}`;
}

/** The maximum number of names in a sentence. */
const maxNamed = 5;

/** "a, b, c, d, e and 3 more". */
export const namedList = (words: Words, names: readonly string[]): string =>
  words.list(
    names.length <= maxNamed
      ? names
      : [...names.slice(0, maxNamed), words.text('problem_word.more', { n: names.length - maxNamed })],
  );
