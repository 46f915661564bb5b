import type { Field, FormValues, Option } from '../../src/kernel/form.ts';
import type { Data, Element, Input } from './adaptive-card.ts';
import { type Budget, moreOf, paragraph, quiet } from './blocks.ts';
import { cut, markdown, plain } from './text.ts';
import type { AdapterWords } from './words.ts';

/** How much of what a form holds may be drawn. */
export interface FormRoom extends Budget {
  /** The characters of a value that is filled in; cut last of all, for it comes back. */
  readonly values: number;
}

const LABEL = 200;
/** Up to here all choices are seen at once; beyond it they can be searched. */
const SEEN = 5;

/**
 * What each field is, in the data of the submission: Teams sends every value as a string. No field can be called so,
 * and none may be called `command`.
 */
const KINDS = 'form:kinds';

/** What the submission of a form sends beside the inputs. */
export const dataOf = (command: string, fields: readonly Field[]): Data => ({
  command,
  [KINDS]: Object.fromEntries(fields.map(({ name, kind }) => [name, kind])),
});

/**
 * An input, below it what is wrong with it, and its hint. No input is required: Teams would hold the form back with
 * words of its own, and what is missing is for the command to say (R-CARD-10).
 */
export function elementsOfField(
  field: Field,
  error: string | undefined,
  budget: FormRoom,
  words: AdapterWords,
): Element[] {
  const left = 'options' in field ? field.options.length - shownOf(field, budget).length : 0;
  const hint = [field.optional === true && field.kind !== 'tick' ? words.optional : '', field.hint ?? ''];
  return [
    inputOf(field, budget),
    ...(error === undefined ? [] : errorOf(field.name, error)),
    ...quiet(markdown(hint.filter(Boolean).join(' · '), budget.chars)),
    ...moreOf(left, words),
  ];
}

/** What is wrong with the input of this name. */
export const errorOf = (name: string, error: string): Element[] =>
  paragraph(markdown(error, 500) || '–', { id: `error:${name}`, color: 'Attention', weight: 'Bolder' });

function inputOf(field: Field, budget: FormRoom): Input {
  const facts = { id: field.name, label: plain(field.label, LABEL) };
  switch (field.kind) {
    case 'text':
    case 'long_text':
      return {
        type: 'Input.Text',
        ...facts,
        maxLength: field.most,
        ...(field.value === '' ? {} : { value: cut(field.value, Math.min(field.most, budget.values)) }),
        ...(field.kind === 'long_text' ? { isMultiline: true } : {}),
        ...('placeholder' in field && field.placeholder
          ? { placeholder: plain(field.placeholder, LABEL) }
          : {}),
      };
    case 'choice':
      return {
        ...choiceSet(facts, field, budget),
        ...(field.value === undefined ? {} : { value: field.value }),
      };
    case 'choices': {
      const chosen = field.value.map(encoded).join(',');
      return {
        ...choiceSet(facts, field, budget),
        isMultiSelect: true,
        ...(chosen === '' ? {} : { value: chosen }),
      };
    }
    case 'tick': {
      const value = field.value ? 'true' : 'false';
      const title = plain(field.tick, budget.chars);
      return { type: 'Input.Toggle', ...facts, title, value, valueOn: 'true', valueOff: 'false', wrap: true };
    }
    case 'person':
      return {
        type: 'Input.ChoiceSet',
        ...facts,
        style: 'compact',
        choices: [],
        'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
        ...(field.value === undefined ? {} : { value: field.value }),
      };
    case 'date':
      return { type: 'Input.Date', ...facts, ...(field.value === undefined ? {} : { value: field.value }) };
  }
}

type Choosing = Field & { kind: 'choice' | 'choices' };

function choiceSet(
  facts: { id: string; label: string },
  field: Choosing,
  budget: FormRoom,
): Input & { type: 'Input.ChoiceSet' } {
  const choices = shownOf(field, budget).map(({ value, label }) => ({
    title: plain(label, LABEL),
    value: field.kind === 'choices' ? encoded(value) : value,
  }));
  // A client searches in one choice only.
  const long = field.kind === 'choice' ? 'filtered' : 'compact';
  return {
    type: 'Input.ChoiceSet',
    ...facts,
    style: choices.length <= SEEN ? 'expanded' : long,
    wrap: true,
    choices,
  };
}

/** As many options as there is room for; what is chosen is always among them. */
function shownOf({ options, value }: Choosing, { items }: Budget): readonly Option[] {
  if (options.length <= items) return options;
  const chosen = options
    .filter((option) => value === option.value || value?.includes(option.value))
    .slice(0, items);
  const others = options.filter((option) => !chosen.includes(option)).slice(0, items - chosen.length);
  return options.filter((option) => chosen.includes(option) || others.includes(option));
}

/** Several choices come back as one string with commas in between. */
const encoded = (value: string): string => value.replaceAll('%', '%25').replaceAll(',', '%2C');
const decoded = (value: string): string => value.replaceAll('%2C', ',').replaceAll('%25', '%');

/** What was filled in, by field name, where the data come from a form; what stayed empty is left out. */
export function valuesOf(data: Data): FormValues | undefined {
  const kinds = data[KINDS];
  if (typeof kinds !== 'object' || kinds === null) return undefined;
  const filled = Object.entries(kinds as Record<string, unknown>).flatMap(([name, kind]) => {
    const value = Object.hasOwn(data, name) ? readAs(kind, data[name]) : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(filled);
}

function readAs(kind: unknown, sent: unknown): FormValues[string] | undefined {
  const text = typeof sent === 'string' ? sent : typeof sent === 'boolean' ? String(sent) : '';
  if (kind === 'tick') return text === 'true';
  if (text === '') return undefined;
  return kind === 'choices' ? text.split(',').map(decoded) : text;
}
