import type { Field, FormValues } from '../../src/kernel/form.ts';
import { type ChoiceField, filledIn, offeredOptions } from '../shared/fields.ts';
import type { Budget } from '../shared/fit.ts';
import { cut } from '../shared/text.ts';
import type { AdapterWords } from '../shared/words.ts';
import type { Data, Element, Input } from './adaptive-card.ts';
import { paragraph, quiet } from './blocks.ts';
import { markdown, plain } from './text.ts';

/** How much of a form may be drawn; `items` limits the options of a field too. */
export interface FormBudget extends Budget {
  /** The characters of a value that is filled in; cut last of all, because it comes back. */
  readonly values: number;
}

const maxLabel = 200;
const maxError = 500;
/** Up to this many choices are all visible at once; more can be searched. */
const maxVisible = 5;

/**
 * What kind each field is, in the data of the submission, because Teams sends every value as a string. The key is no
 * possible name of a field.
 */
const kindsKey = 'form:kinds';

/** What the submission of a form sends beside the inputs. */
export const dataOf = (command: string, fields: readonly Field[]): Data => ({
  command,
  [kindsKey]: Object.fromEntries(fields.map(({ name, kind }) => [name, kind])),
});

/**
 * An input, below it what is wrong with it, and its hint. No input is marked as required: Teams would hold the form back
 * with words of its own, and what is missing is for the command to say (R-CARD-10).
 */
export function elementsOfField(
  field: Field,
  error: string | undefined,
  budget: FormBudget,
  words: AdapterWords,
): Element[] {
  const { options, more } = offeredOptions(field, budget.items, words);
  const optional = field.optional === true && field.kind !== 'tick' ? words.optional : undefined;
  const hint = [optional, field.hint].filter(Boolean).join(' · ');
  const choices = options.map(({ value, label }) => ({
    title: plain(label, maxLabel),
    value: field.kind === 'choices' ? encoded(value) : value,
  }));
  return [
    inputOf(field, choices, budget),
    ...(error === undefined ? [] : errorOf(field.name, error)),
    ...quiet(markdown(hint, budget.chars)),
    ...quiet(markdown(more ?? '', maxLabel)),
  ];
}

/** What is wrong with the input of this name. */
export const errorOf = (name: string, error: string): Element[] =>
  paragraph(markdown(error, maxError) || '–', {
    id: `error:${name}`,
    color: 'Attention',
    weight: 'Bolder',
  });

type Choices = readonly { readonly title: string; readonly value: string }[];

function inputOf(field: Field, choices: Choices, { chars, values }: FormBudget): Input {
  const facts = { id: field.name, label: plain(field.label, maxLabel) };
  switch (field.kind) {
    case 'text':
    case 'long_text': {
      const placeholder = field.kind === 'text' && field.placeholder;
      return {
        type: 'Input.Text',
        ...facts,
        ...filled(cut(field.value, Math.min(field.most, values))),
        maxLength: field.most,
        ...(field.kind === 'long_text' ? { isMultiline: true } : {}),
        ...(placeholder ? { placeholder: plain(placeholder, maxLabel) } : {}),
      };
    }
    case 'choice':
      return choiceSet(field, { ...facts, ...filled(field.value) }, choices);
    case 'choices':
      return choiceSet(field, { ...facts, ...filled(field.value.map(encoded).join(',')) }, choices);
    case 'tick': {
      const [title, value] = [plain(field.tick, chars), String(field.value)];
      return { type: 'Input.Toggle', ...facts, title, value, valueOn: 'true', valueOff: 'false', wrap: true };
    }
    case 'person': {
      const query = { type: 'Data.Query', dataset: 'graph.microsoft.com/users' } as const;
      const people = { style: 'compact', choices: [], 'choices.data': query } as const;
      return { type: 'Input.ChoiceSet', ...facts, ...filled(field.value), ...people };
    }
  }
}

const filled = (value: string | undefined) => (value ? { value } : {});

function choiceSet(
  { kind }: ChoiceField,
  facts: Pick<Input, 'id' | 'label' | 'value'>,
  choices: Choices,
): Input {
  // A client searches only where one choice can be made.
  const long = kind === 'choice' ? 'filtered' : 'compact';
  const style = choices.length <= maxVisible ? 'expanded' : long;
  const several = kind === 'choices' ? { isMultiSelect: true } : {};
  return { type: 'Input.ChoiceSet', ...facts, style, wrap: true, ...several, choices };
}

/** Several choices come back as one string with commas in between. */
const encoded = (value: string): string => value.replaceAll('%', '%25').replaceAll(',', '%2C');
const decoded = (value: string): string => value.replaceAll('%2C', ',').replaceAll('%25', '%');

/** What was filled in, by field name, if the data come from a form; what stayed empty is left out. */
export function valuesOf(data: Data): FormValues | undefined {
  const kinds = data[kindsKey];
  if (typeof kinds !== 'object' || kinds === null) return undefined;
  const sent = (name: string) => (Object.hasOwn(data, name) ? data[name] : undefined);
  return filledIn(Object.entries(kinds).map(([name, kind]) => [name, valueIn(kind, sent(name))] as const));
}

function valueIn(kind: unknown, sent: unknown): FormValues[string] | undefined {
  if (sent === undefined) return undefined;
  const text = typeof sent === 'string' ? sent : typeof sent === 'boolean' ? String(sent) : '';
  if (kind === 'tick') return text === 'true';
  if (text === '') return undefined;
  return kind === 'choices' ? text.split(',').map(decoded) : text;
}
