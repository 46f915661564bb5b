import type { FieldValue, SeenField } from '../person.ts';
import {
  type Block,
  type Element,
  elementsOf,
  type Fields,
  type Option,
  optionsOf,
  type StateValues,
  type View,
} from './kit.ts';
import { wordsOf } from './mrkdwn.ts';

/** People by name and by id, as Slack's people picker knows them. */
export interface Directory {
  nameOf(id: string): string;
  idOf(name: string): string;
}

/** How a choice is named: by the label that a person reads, or by the value that a page has in its inputs. */
export interface Chooser {
  option(element: Element, word: string): Option;
  person(word: string): string;
}

/** How one kind of input looks to a person, and what it is in `state.values`. */
interface Input {
  kind(element: Element): SeenField['kind'];
  initial(element: Element, people: Directory): FieldValue;
  state(element: Element, value: FieldValue, choose: Chooser): Fields;
}

const text: Input = {
  kind: (element) => (element.multiline ? 'long_text' : 'text'),
  initial: (element) => element.initial_value ?? '',
  state: (_, value) => ({ value: value === undefined || value === '' ? null : String(value) }),
};

const one: Input = {
  kind: () => 'choice',
  initial: (element) => element.initial_option && wordsOf(element.initial_option.text),
  state: (element, value, choose) => ({
    selected_option: value ? choose.option(element, String(value)) : null,
  }),
};

const some: Input = {
  kind: (element) => (element.type === 'checkboxes' && element.options?.length === 1 ? 'tick' : 'choices'),
  initial(element) {
    const chosen = (element.initial_options ?? []).map((choice) => wordsOf(choice.text));
    return this.kind(element) === 'tick' ? chosen.length > 0 : chosen;
  },
  state(element, value, choose) {
    if (typeof value === 'boolean') return { selected_options: value ? optionsOf(element) : [] };
    return { selected_options: list(value).map((word) => choose.option(element, word)) };
  },
};

const date: Input = {
  kind: () => 'date',
  initial: (element) => element.initial_date,
  state: (_, value) => ({ selected_date: value || null }),
};

const person: Input = {
  kind: () => 'person',
  initial: (element, people) => element.initial_user && people.nameOf(element.initial_user),
  state: (_, value, choose) => ({ selected_user: value ? choose.person(String(value)) : null }),
};

const persons: Input = {
  kind: () => 'person',
  initial: (element, people) => (element.initial_users ?? []).map((id) => people.nameOf(id)),
  state: (_, value, choose) => ({ selected_users: list(value).map((word) => choose.person(word)) }),
};

const INPUTS: Readonly<Record<string, Input>> = {
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: text,
  static_select: one,
  radio_buttons: one,
  checkboxes: some,
  multi_static_select: some,
  datepicker: date,
  users_select: person,
  multi_users_select: persons,
};

/** The inputs of a view as a person sees them: what was filled in stays, else what the view fills in. */
export function fieldsOf(
  view: View,
  people: Directory,
  values: Readonly<Record<string, FieldValue>>,
  errors: Readonly<Record<string, string>>,
): readonly SeenField[] {
  return inputsOf(view).map(({ name, block, element, input }) => ({
    name,
    label: wordsOf(block.label),
    kind: input.kind(element),
    value: name in values ? values[name] : input.initial(element, people),
    options: optionsOf(element).map((choice) => wordsOf(choice.text)),
    error: errors[name],
  }));
}

/** The errors that Slack's own client shows instead of sending the form, by field. */
export function heldBack(
  view: View,
  values: Readonly<Record<string, FieldValue>>,
): Readonly<Record<string, string>> {
  const faults = inputsOf(view).flatMap(({ name, block, element }): [string, string][] => {
    const value = values[name];
    const empty =
      value === undefined || value === '' || value === false || (Array.isArray(value) && !value.length);
    if (empty) return block.optional ? [] : [[name, 'Please complete this required field.']];
    const fault = shapeFault(element, value);
    return fault ? [[name, fault]] : [];
  });
  return Object.fromEntries(faults);
}

/** `state.values` as Slack sends it: inputs as filled in, and everything else that holds a choice. */
export function stateValues(
  blocks: readonly Block[],
  people: Directory,
  values: Readonly<Record<string, FieldValue>> = {},
): StateValues {
  const state: StateValues = {};
  for (const block of blocks) {
    for (const element of block.element ? [block.element] : elementsOf(block)) {
      const input = INPUTS[element.type];
      if (!input) continue;
      const name = block.block_id ?? '';
      const value = block.element && name in values ? values[name] : input.initial(element, people);
      const held = heldBy(element, value, { option: labelled, person: people.idOf });
      state[name] = { ...state[name], [element.action_id ?? '']: held };
    }
  }
  return state;
}

/** What an element holds, as Slack sends it; an element that holds nothing has its type alone. */
export function heldBy(element: Element, value: FieldValue, choose: Chooser): Fields {
  return { type: element.type, ...INPUTS[element.type]?.state(element, value, choose) };
}

function inputsOf(view: View) {
  return view.blocks.flatMap((block) => {
    if (block.type !== 'input' || !block.element) return [];
    const input = INPUTS[block.element.type];
    if (!input) throw new Error(`The test client has no ${block.element.type}`);
    return [{ name: block.block_id ?? '', block, element: block.element, input }];
  });
}

function shapeFault(element: Element, value: FieldValue): string | undefined {
  if (typeof value !== 'string') return undefined;
  const { type, min_length: min, max_length: max } = element;
  if (min !== undefined && value.length < min) return `Please enter at least ${min} characters.`;
  if (type === 'plain_text_input' && value.length > (max ?? 3000)) {
    return `Please enter no more than ${max ?? 3000} characters.`;
  }
  if (type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(value))
    return 'Please enter a valid email address.';
  if (type === 'url_text_input' && !URL.canParse(value)) return 'Please enter a valid URL.';
  if (type === 'number_input' && Number.isNaN(Number(value))) return 'Please enter a number.';
  return undefined;
}

function labelled(element: Element, label: string): Option {
  const found = optionsOf(element).find((choice) => wordsOf(choice.text) === label);
  if (found) return found;
  const labels = optionsOf(element).map((choice) => wordsOf(choice.text));
  throw new Error(`No option "${label}" among ${JSON.stringify(labels)}`);
}

function list(value: FieldValue): readonly string[] {
  if (value === undefined || value === '' || typeof value === 'boolean') return [];
  return typeof value === 'string' ? [value] : value;
}

/** What was typed into those inputs of a modal that its new content still has. */
export function keptValues(
  before: View,
  after: View,
  values: Readonly<Record<string, FieldValue>>,
): Readonly<Record<string, FieldValue>> {
  const identity = ({ block_id, element }: Block) => `${block_id} ${element?.action_id} ${element?.type}`;
  const old = new Set(before.blocks.map(identity));
  const same = after.blocks.filter((block) => block.element && old.has(identity(block)));
  return Object.fromEntries(
    same.flatMap(({ block_id: name = '' }) => (name in values ? [[name, values[name]]] : [])),
  );
}
