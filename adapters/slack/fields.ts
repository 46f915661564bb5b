import type { types, ViewStateValue } from '@slack/bolt';
import type { Field, FormValues, Option } from '../../src/kernel/form.ts';
import { cut, line, plain } from './text.ts';
import type { AdapterWords } from './words.ts';

/** Slack's own bounds. */
const TEXT = 3000;
const LABEL = 2000;
const OPTION = 75;
const OPTION_VALUE = 150;
const OPTIONS = 100;
const BOXES = 10;
/** Up to here all choices are seen at once. */
const RADIOS = 4;

/** An input stands under its field's name (`block_id`) and its field's kind (`action_id`); both come back. */
export function inputOf(field: Field, words: AdapterWords): types.KnownBlock {
  const input = elementOf(field);
  if (!input) return { type: 'section', text: plain(`${field.label}: –`, TEXT) };
  const left = 'options' in field ? field.options.length - shownOf(field).length : 0;
  const hint = [input.unsaid, field.hint, left > 0 ? words.more(left) : undefined].filter(Boolean).join(' ');
  return {
    type: 'input',
    block_id: field.name,
    label: plain(field.label, LABEL),
    ...(hint ? { hint: plain(hint, LABEL) } : {}),
    optional: field.optional === true,
    element: input.element,
  };
}

interface Input {
  readonly element: types.InputBlockElement;
  /** What the element has no room to say. */
  readonly unsaid?: string;
}

function elementOf(field: Field): Input | undefined {
  const action_id = field.kind;
  switch (field.kind) {
    case 'text':
    case 'long_text':
      return { element: textInputOf(field) };
    case 'choice':
      return choiceOf(field);
    case 'choices':
      return choicesOf(field);
    case 'tick': {
      const box = optionOf({ value: 'yes', label: field.tick });
      const whole = line(field.tick, LABEL);
      return {
        element: {
          type: 'checkboxes',
          action_id,
          options: [box],
          ...(field.value ? { initial_options: [box] } : {}),
        },
        ...(whole.length > OPTION ? { unsaid: whole } : {}),
      };
    }
    case 'person': {
      // Anything but a Slack user's id (a person known by Teams, say) would be refused.
      const known = field.value !== undefined && /^[UW][A-Z0-9]+$/.test(field.value);
      return {
        element: { type: 'users_select', action_id, ...(known ? { initial_user: field.value } : {}) },
      };
    }
    case 'date': {
      const known = field.value !== undefined && /^\d{4}-\d\d-\d\d$/.test(field.value);
      return { element: { type: 'datepicker', action_id, ...(known ? { initial_date: field.value } : {}) } };
    }
  }
}

function textInputOf(field: Field & { kind: 'text' | 'long_text' }): types.PlainTextInput {
  const most = Math.min(Math.max(field.most, 1), TEXT);
  const value = cut(field.value, most);
  return {
    type: 'plain_text_input',
    action_id: field.kind,
    multiline: field.kind === 'long_text',
    max_length: most,
    ...(value ? { initial_value: value } : {}),
    ...(field.kind === 'text' && field.placeholder ? { placeholder: plain(field.placeholder, 150) } : {}),
  };
}

function choiceOf(field: Field & { kind: 'choice' }): Input | undefined {
  const options = shownOf(field).map(optionOf);
  if (options.length === 0) return undefined;
  const chosen = options.find((option) => option.value === field.value);
  const rest = { action_id: field.kind, options, ...(chosen ? { initial_option: chosen } : {}) };
  return { element: { type: options.length <= RADIOS ? 'radio_buttons' : 'static_select', ...rest } };
}

function choicesOf(field: Field & { kind: 'choices' }): Input | undefined {
  const options = shownOf(field).map(optionOf);
  if (options.length === 0) return undefined;
  const chosen = options.filter((option) => field.value.includes(option.value));
  const rest = { action_id: field.kind, options, ...(chosen.length > 0 ? { initial_options: chosen } : {}) };
  return { element: { type: options.length <= BOXES ? 'checkboxes' : 'multi_static_select', ...rest } };
}

/** As many options as Slack takes; what is chosen is always among them. */
function shownOf({ options, value }: Field & { kind: 'choice' | 'choices' }): readonly Option[] {
  if (options.length <= OPTIONS) return options;
  const chosen = options
    .filter((option) => value === option.value || value?.includes(option.value))
    .slice(0, OPTIONS);
  const others = options.filter((option) => !chosen.includes(option)).slice(0, OPTIONS - chosen.length);
  return options.filter((option) => chosen.includes(option) || others.includes(option));
}

function optionOf({ value, label }: Option): types.PlainTextOption & { value: string } {
  // An option's value is an id. It cannot be cut, for it comes back.
  if (value === '' || value.length > OPTION_VALUE)
    throw new Error('An option’s value does not fit Slack’s bounds');
  return { text: plain(label, OPTION), value };
}

type Held = Readonly<Record<string, Readonly<Record<string, ViewStateValue>>>>;

/** An input as it came back, holding what was filled in; all else stays as it is. */
export function refilled(block: types.KnownBlock, state: Held): types.KnownBlock {
  if (block.type !== 'input' || !('action_id' in block.element)) return block;
  const asked = Object.entries(block.element).filter(([name]) => !name.startsWith('initial_'));
  const held = state[block.block_id ?? '']?.[block.element.action_id ?? ''];
  const element = { ...Object.fromEntries(asked), ...(held && initialOf(held)) };
  return { ...block, element: element as types.InputBlockElement };
}

const initialOf = (held: ViewStateValue) => ({
  ...(held.value && { initial_value: held.value }),
  ...(held.selected_option && { initial_option: held.selected_option }),
  ...(held.selected_options?.length && { initial_options: held.selected_options }),
  ...(held.selected_date && { initial_date: held.selected_date }),
  ...(held.selected_user && { initial_user: held.selected_user }),
});

/** What was filled in, by field name; what stayed empty is left out. */
export function valuesOf(state: Held): FormValues {
  const filled = Object.entries(state).flatMap(([name, elements]) =>
    Object.entries(elements).flatMap(([kind, held]) => {
      const value = heldIn(kind, held);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  return Object.fromEntries(filled);
}

function heldIn(kind: string, held: ViewStateValue): string | boolean | readonly string[] | undefined {
  if (kind === 'tick') return (held.selected_options ?? []).length > 0;
  if (held.selected_options) {
    const chosen = held.selected_options.map((option) => option.value);
    return chosen.length > 0 ? chosen : undefined;
  }
  return held.value ?? held.selected_option?.value ?? held.selected_date ?? held.selected_user ?? undefined;
}
