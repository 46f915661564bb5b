import type { Field, FormValues } from '../../src/kernel/form.ts';
import { type ChoiceField, filledIn, offeredOptions } from '../shared/fields.ts';
import type { Budget } from '../shared/fit.ts';
import { cut } from '../shared/text.ts';
import type { AdapterWords } from '../shared/words.ts';
import type { Data, Element, Input } from './adaptive-card.ts';
import { paragraph, quiet } from './blocks.ts';
import { markdown, plain } from './text.ts';

/** Size limits for drawing a form, with those for the options of one field. */
export interface FormBudget extends Budget {
  readonly options: number;
  /** Characters of a filled-in value. These are cut last, because the values come back. */
  readonly values: number;
}

const maxLabel = 200;
const maxError = 500;
/** Up to this many choices are all visible at once; more are searchable. */
const maxVisible = 5;

/** Holds each field's kind, because Teams sends every value as a string. No field can have this name. */
const kindsKey = 'form:kinds';

/** The data that a form sends in addition to its inputs. */
export const dataOf = (command: string, fields: readonly Field[]): Data => ({
  command,
  [kindsKey]: Object.fromEntries(fields.map(({ name, kind }) => [name, kind])),
});

/**
 * An input with its error and hint below. No input is marked as required: Teams would block the form with its own
 * words, but the command must say what is missing (R-CARD-10).
 */
export function elementsOfField(
  field: Field,
  error: string | undefined,
  budget: FormBudget,
  words: AdapterWords,
): Element[] {
  const { options, more } = offeredOptions(field, budget.options, words);
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

/** The error below the input of this name. */
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
        ...filled(cut(field.value, Math.min(field.maxLength, values))),
        maxLength: field.maxLength,
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
  // Clients offer search only for a single choice.
  const long = kind === 'choice' ? 'filtered' : 'compact';
  const style = choices.length <= maxVisible ? 'expanded' : long;
  const several = kind === 'choices' ? { isMultiSelect: true } : {};
  return { type: 'Input.ChoiceSet', ...facts, style, wrap: true, ...several, choices };
}

/** Teams joins several choices with commas. */
const encoded = (value: string): string => value.replaceAll('%', '%25').replaceAll(',', '%2C');
const decoded = (value: string): string => value.replaceAll('%2C', ',').replaceAll('%25', '%');

/** The submitted values by field name, without empty fields; undefined if the data are not from a form. */
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
