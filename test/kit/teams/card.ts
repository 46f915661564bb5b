import type { FieldValue, SeenField } from '../person.ts';
import type { Action, Card, Element } from './activity.ts';
import { type Link, type Reading, readMarkdown, type Viewer } from './markdown.ts';

/** A card as somebody sees it. */
export interface CardReading {
  /** Its first text. */
  readonly title: string;
  /** Its other texts, one line each, down to the first input. */
  readonly text: string;
  /** Everything readable, in reading order: texts, facts, the inputs' labels and errors. */
  readonly lines: readonly string[];
  readonly links: readonly Link[];
  readonly fields: readonly SeenField[];
  /** What can be pressed, in reading order. */
  readonly buttons: readonly Action[];
  /** What sends the form: the first `Action.Execute` with style positive or, without one, the first. */
  readonly submit: Action | undefined;
}

/** Below an input `x`, a text block with the id `error:x` says what is wrong with its value. */
const ERROR = /^error:(.+)$/;

/** Reads a card as Teams shows it. */
export function readCard(card: Card, viewer: Viewer, personCalled: (id: string) => string): CardReading {
  const texts: string[] = [];
  const lines: string[] = [];
  const links: Link[] = [];
  const inputs: Element[] = [];
  const actions: Action[] = [];
  const errors = new Map<string, string>();
  const read = ({ text, links: found }: Reading) => {
    links.push(...found);
    lines.push(text);
    return text;
  };
  for (const part of partsOf(card)) {
    if ('action' in part) actions.push(part.action);
    else if ('input' in part) {
      inputs.push(part.input);
      lines.push(...[part.input.label ?? '', part.input.title ?? ''].filter(Boolean));
    } else {
      const text = read(readMarkdown(part.text, viewer));
      const [, about] = ERROR.exec(part.id ?? '') ?? [];
      if (about !== undefined) errors.set(about, text);
      else if (inputs.length === 0) texts.push(text);
    }
  }
  for (const { type, title = '', url } of actions) {
    if (type === 'Action.OpenUrl' && url !== undefined) links.push({ label: title, url });
  }
  const buttons = actions.filter(({ type, isEnabled }) => type !== 'Action.OpenUrl' && isEnabled !== false);
  const sending = buttons.filter(({ type }) => type === 'Action.Execute');
  return {
    title: texts[0] ?? '',
    text: texts.slice(1).join('\n'),
    lines,
    links,
    fields: inputs.map((input) => fieldOf(input, errors.get(input.id ?? ''), personCalled)),
    buttons,
    submit: sending.find(({ style }) => style === 'positive') ?? sending[0],
  };
}

type Part = { text: string; id: string | undefined } | { input: Element } | { action: Action };

/** The visible parts of a card, in reading order; what a button would unfold is not among them. */
function* partsOf({ body = [], actions = [] }: Card): Generator<Part> {
  for (const element of body) yield* partsIn(element);
  for (const action of actions) yield { action };
}

function* partsIn(element: Element): Generator<Part> {
  if (element.isVisible === false) return;
  const { id, type = '' } = element;
  if (type.startsWith('Input.')) yield { input: element };
  else if (type === 'TextBlock') yield { text: element.text ?? '', id };
  else if (type === 'RichTextBlock') {
    const runs = (element.inlines ?? []).map((run) => (typeof run === 'string' ? run : (run.text ?? '')));
    yield { text: runs.join('').replace(/[!-/:-@[-`{-~]/g, '\\$&'), id };
  } else if (type === 'FactSet') {
    for (const { title, value } of element.facts ?? []) {
      yield { text: `${title.replace(/:\s*$/, '')}: ${value}`, id: undefined };
    }
  } else if (type === 'Image' && element.altText !== undefined) yield { text: element.altText, id };
  const {
    items = [],
    columns = [],
    rows = [],
    cells = [],
    images = [],
    actions = [],
    selectAction,
  } = element;
  for (const part of [...items, ...(type === 'Table' ? [] : columns), ...rows, ...cells, ...images]) {
    yield* partsIn(part);
  }
  for (const action of actions) yield { action };
  if (selectAction !== undefined) yield { action: selectAction };
}

/** The inputs of a card. */
export function inputsOf(card: Card): Element[] {
  return [...partsOf(card)].flatMap((part) => ('input' in part ? [part.input] : []));
}

/** The label of a tick box is the text beside it. */
function labelOf({ label, title }: Element): string {
  return title ?? label ?? '';
}

function fieldOf(input: Element, error: string | undefined, personCalled: (id: string) => string): SeenField {
  const kind = kindOf(input);
  const choices = input.choices ?? [];
  const chosen = (value: string) =>
    choices.find((choice) => choice.value === value)?.title ??
    (kind === 'person' ? personCalled(value) : value);
  const value = (): FieldValue => {
    if (kind === 'tick') return input.value === onOf(input);
    if (kind === 'choices') return (input.value ?? '').split(',').filter(Boolean).map(chosen);
    if (kind === 'choice' || kind === 'person') return input.value ? chosen(input.value) : undefined;
    return input.value;
  };
  const options = choices.map(({ title }) => title);
  return { name: input.id ?? '', label: labelOf(input), kind, value: value(), options, error };
}

function kindOf({ type, isMultiline, isMultiSelect, 'choices.data': data }: Element): SeenField['kind'] {
  if (type === 'Input.Toggle') return 'tick';
  if (type === 'Input.Date') return 'date';
  if (type !== 'Input.ChoiceSet') return isMultiline === true ? 'long_text' : 'text';
  if (isMultiSelect === true) return 'choices';
  return data?.dataset?.startsWith('graph.microsoft.com/users') ? 'person' : 'choice';
}

function onOf({ valueOn = 'true' }: Element): string {
  return valueOn;
}

/** What an input sends; undefined where the client sends nothing. */
export function encode(
  input: Element,
  value: FieldValue,
  idOf: (name: string) => string | undefined,
): string | undefined {
  const kind = kindOf(input);
  const choose = (label: string) => {
    const choice = input.choices?.find(({ title }) => title === label);
    const id = choice?.value ?? (kind === 'person' ? idOf(label) : undefined);
    if (id === undefined) throw new Error(`“${labelOf(input)}” does not offer “${label}”.`);
    return id;
  };
  if (kind === 'tick') return value === true ? onOf(input) : (input.valueOff ?? 'false');
  if (kind === 'choices') return ([value ?? []].flat() as string[]).map(choose).join(',') || undefined;
  if (kind === 'choice' || kind === 'person') return value ? choose(String(value)) : undefined;
  return String(value ?? '').slice(0, input.maxLength);
}

/** Why the client does not send a value; undefined when it does. */
export function heldBack(input: Element, value: string | undefined): string | undefined {
  const empty = value === undefined || value === '' || (kindOf(input) === 'tick' && value !== onOf(input));
  const early = input.min !== undefined && input.type === 'Input.Date' && (value ?? '') < input.min;
  const late = input.max !== undefined && input.type === 'Input.Date' && (value ?? '') > input.max;
  const strange = input.regex !== undefined && !new RegExp(input.regex).test(value ?? '');
  if (empty ? input.isRequired !== true : !early && !late && !strange) return undefined;
  return input.errorMessage ?? 'This field is required.';
}
