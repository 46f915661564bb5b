import type { types } from '@slack/bolt';
import type { Field, FormValues, Option } from '../../src/kernel/form.ts';
import { type ChoiceField, filledIn, offeredOptions } from '../shared/fields.ts';
import { chunks, countThatFit } from '../shared/fit.ts';
import { cut, line } from '../shared/text.ts';
import type { AdapterWords } from '../shared/words.ts';
import type { InputValue, State } from './payload.ts';
import { plain } from './text.ts';

/** Slack's limits: characters of a text, a label, an option and its value; options in one group; and checkboxes. */
const maxText = 3000;
const maxLabel = 2000;
const maxOption = 75;
const maxOptionValue = 150;
const maxGroup = 100;
const maxBoxes = 10;
/** Slack takes 100 groups but no view over 250 KB; this many bytes are for the options of one field. */
const maxOptionBytes = 200_000;
/** Up to this many choices are all visible at once. */
const maxRadios = 4;

/** The input's `block_id` is the field's name and its `action_id` the field's kind; Slack sends both back. */
export function inputOf(field: Field, words: AdapterWords): types.KnownBlock {
  const max = 'options' in field ? countThatFit(field.options, bytesOf, maxOptionBytes) : 0;
  const { options, more } = offeredOptions(field, max, words);
  if ('options' in field && options.length === 0)
    return { type: 'section', text: plain(`${field.label}: –`, maxText) };
  const hint = [...cutLabels(field, options), field.hint, more].filter(Boolean).join(' ');
  return {
    type: 'input',
    block_id: field.name,
    label: plain(field.label, maxLabel),
    ...(hint ? { hint: plain(hint, maxLabel) } : {}),
    optional: field.optional === true,
    element: elementOf(field, options),
  };
}

/** The bytes that an option takes in a view. */
const bytesOf = (option: Option): number => Buffer.byteLength(JSON.stringify(optionOf(option)));

/** Labels that had to be cut are written in full in the hint, as far as that has room. */
function cutLabels(field: Field, options: readonly Option[]): readonly string[] {
  const labels = field.kind === 'tick' ? [field.tick] : options.map(({ label }) => label);
  const said: string[] = [];
  let left = maxLabel;
  for (const label of labels) {
    if (left <= 0) break;
    const whole = line(label, maxLabel);
    if (whole.length <= maxOption) continue;
    said.push(whole);
    left -= whole.length;
  }
  return said;
}

function elementOf(field: Field, options: readonly Option[]): types.InputBlockElement {
  const action_id = field.kind;
  switch (field.kind) {
    case 'text':
    case 'long_text':
      return textInputOf(field);
    case 'choice':
    case 'choices':
      return selectOf(field, options.map(optionOf));
    case 'tick': {
      const box = optionOf({ value: 'yes', label: field.tick });
      const ticked = field.value ? { initial_options: [box] } : {};
      return { type: 'checkboxes', action_id, options: [box], ...ticked };
    }
    case 'person': {
      // Slack refuses anything but a Slack user id, for example the id of a person from Teams.
      const known = field.value !== undefined && /^[UW][A-Z0-9]+$/.test(field.value);
      return { type: 'users_select', action_id, ...(known ? { initial_user: field.value } : {}) };
    }
  }
}

function textInputOf(field: Field & { kind: 'text' | 'long_text' }): types.PlainTextInput {
  const max = Math.min(Math.max(field.maxLength, 1), maxText);
  const value = cut(field.value, max);
  return {
    type: 'plain_text_input',
    action_id: field.kind,
    multiline: field.kind === 'long_text',
    max_length: max,
    ...(value ? { initial_value: value } : {}),
    ...(field.kind === 'text' && field.placeholder ? { placeholder: plain(field.placeholder, 150) } : {}),
  };
}

type SlackOption = types.PlainTextOption & { value: string };

function selectOf(field: ChoiceField, options: SlackOption[]): types.InputBlockElement {
  const offered = options.length > maxGroup ? { option_groups: groupsOf(options) } : { options };
  if (field.kind === 'choice') {
    const initial_option = options.find(({ value }) => value === field.value);
    const rest = { action_id: field.kind, ...offered, ...(initial_option && { initial_option }) };
    return options.length <= maxRadios
      ? { type: 'radio_buttons', ...rest, options }
      : { type: 'static_select', ...rest };
  }
  const initial_options = options.filter(({ value }) => field.value.includes(value));
  const rest = { action_id: field.kind, ...offered, ...(initial_options.length > 0 && { initial_options }) };
  return options.length <= maxBoxes
    ? { type: 'checkboxes', ...rest, options }
    : { type: 'multi_static_select', ...rest };
}

/** Each group is labeled with its first and last option. */
const groupsOf = (options: readonly SlackOption[]) =>
  chunks(options, maxGroup).map((group) => ({
    label: plain(`${startOf(group[0])} – ${startOf(group.at(-1))}`, maxOption),
    options: group,
  }));

const startOf = (option: SlackOption | undefined): string =>
  line(option?.text.text ?? '', 30).replace('…', '');

function optionOf({ value, label }: Option): SlackOption {
  // The value is an id that must come back complete, so it cannot be cut.
  if (value === '' || value.length > maxOptionValue)
    throw new Error('The value of an option does not fit Slack’s limits');
  return { text: plain(label, maxOption), value };
}

/** The submitted values by field name, without empty fields. */
export const valuesOf = (state: State): FormValues =>
  filledIn(
    Object.entries(state).flatMap(([name, elements]) =>
      Object.entries(elements).map(([kind, held]) => [name, valueIn(kind, held)] as const),
    ),
  );

function valueIn(kind: string, held: InputValue): FormValues[string] | undefined {
  if (kind === 'tick') return (held.selected_options ?? []).length > 0;
  if (held.selected_options)
    return held.selected_options.length > 0 ? held.selected_options.map(({ value }) => value) : undefined;
  return held.value ?? held.selected_option?.value ?? held.selected_user ?? undefined;
}
