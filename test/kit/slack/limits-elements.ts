import { asString, type Fields, isFields } from './kit.ts';
import { chars, type Faults, fault, items, keys } from './limits-checks.ts';

export const PLAIN = ['plain_text'];
const ANY = ['plain_text', 'mrkdwn'];

/** A text object, which must be there and must not be empty. */
export function* textFaults(at: string, value: unknown, max: number, kinds: readonly string[] = ANY): Faults {
  if (!isFields(value)) return yield fault(at, 'must be a text object');
  if (!kinds.includes(asString(value.type))) yield fault(`${at}/type`, `unsupported type: ${value.type}`);
  yield* keys(at, value, value.type === 'mrkdwn' ? 'type text verbatim' : 'type text emoji');
  yield* chars(`${at}/text`, value.text ?? '', max, 1);
}

/** A block element where it stands: in a `section`, `actions`, `input` or `context`. */
export function* elementFaults(at: string, element: unknown, place: string): Faults {
  if (!isFields(element)) return yield fault(at, 'must be an object');
  const kind = ELEMENTS[asString(element.type)];
  if (!kind?.in.includes(place)) return yield fault(`${at}/type`, `unsupported type: ${element.type}`);
  yield* keys(at, element, `type action_id ${kind.keys}`);
  yield* chars(`${at}/action_id`, element.action_id, 255, 1);
  if (element.placeholder !== undefined)
    yield* textFaults(`${at}/placeholder`, element.placeholder, 150, PLAIN);
  if (element.confirm !== undefined) yield* confirmFaults(`${at}/confirm`, element.confirm);
  if (kind.check) yield* kind.check(at, element);
}

interface ElementKind {
  readonly in: readonly string[];
  readonly keys: string;
  readonly check?: (at: string, element: Fields) => Faults;
}

const EVERYWHERE = ['section', 'actions', 'input'];
const FIELD = 'placeholder focus_on_load';
const DISPATCH = `${FIELD} dispatch_action_config`;
const MANY = 'max_selected_items';

const ELEMENTS: Record<string, ElementKind> = {
  button: {
    in: ['section', 'actions'],
    keys: 'text url value style confirm accessibility_label',
    *check(at, button) {
      yield* textFaults(`${at}/text`, button.text, 75, PLAIN);
      yield* chars(`${at}/value`, button.value, 2000);
      yield* chars(`${at}/accessibility_label`, button.accessibility_label, 75);
      yield* urlFaults(`${at}/url`, button.url);
      if (!['primary', 'danger', undefined].includes(button.style as string | undefined)) {
        yield fault(`${at}/style`, `unsupported style: ${button.style}`);
      }
    },
  },
  overflow: {
    in: ['section', 'actions'],
    keys: 'options confirm',
    *check(at, menu) {
      yield* optionsFaults(`${at}/options`, menu.options, 5, PLAIN, 'url');
    },
  },
  static_select: {
    in: EVERYWHERE,
    keys: `options option_groups initial_option confirm ${FIELD}`,
    *check(at, select) {
      yield* selectFaults(at, select, [select.initial_option]);
    },
  },
  multi_static_select: {
    in: ['section', 'input'],
    keys: `options option_groups initial_options confirm ${FIELD} ${MANY}`,
    *check(at, select) {
      yield* selectFaults(at, select, listed(select.initial_options));
    },
  },
  checkboxes: {
    in: EVERYWHERE,
    keys: 'options initial_options confirm focus_on_load',
    *check(at, boxes) {
      yield* optionsFaults(`${at}/options`, boxes.options, 10);
      yield* initialFaults(at, listed(boxes.options), listed(boxes.initial_options));
    },
  },
  radio_buttons: {
    in: EVERYWHERE,
    keys: 'options initial_option confirm focus_on_load',
    *check(at, radios) {
      yield* optionsFaults(`${at}/options`, radios.options, 10);
      yield* initialFaults(at, listed(radios.options), [radios.initial_option]);
    },
  },
  plain_text_input: {
    in: ['input'],
    keys: `initial_value multiline min_length max_length ${DISPATCH}`,
    *check(at, input) {
      const max = input.max_length ?? 3000;
      if (!within(max, 1, 3000)) yield fault(`${at}/max_length`, 'must be between 1 and 3000');
      if (!within(input.min_length ?? 0, 0, 3000))
        yield fault(`${at}/min_length`, 'must be between 0 and 3000');
      yield* chars(`${at}/initial_value`, input.initial_value, typeof max === 'number' ? max : 3000);
    },
  },
  email_text_input: { in: ['input'], keys: `initial_value ${DISPATCH}` },
  url_text_input: { in: ['input'], keys: `initial_value ${DISPATCH}` },
  number_input: {
    in: ['input'],
    keys: `is_decimal_allowed initial_value min_value max_value ${DISPATCH}`,
    *check(at, input) {
      if (typeof input.is_decimal_allowed !== 'boolean')
        yield fault(`${at}/is_decimal_allowed`, 'is required');
    },
  },
  datepicker: {
    in: EVERYWHERE,
    keys: `initial_date confirm ${FIELD}`,
    *check(at, picker) {
      if (picker.initial_date === undefined || /^\d{4}-\d\d-\d\d$/.test(asString(picker.initial_date)))
        return;
      yield fault(`${at}/initial_date`, 'must be a date as YYYY-MM-DD');
    },
  },
  timepicker: { in: EVERYWHERE, keys: `initial_time timezone confirm ${FIELD}` },
  users_select: { in: EVERYWHERE, keys: `initial_user confirm ${FIELD}` },
  multi_users_select: { in: ['section', 'input'], keys: `initial_users confirm ${FIELD} ${MANY}` },
  conversations_select: {
    in: EVERYWHERE,
    keys: `initial_conversation default_to_current_conversation filter response_url_enabled confirm ${FIELD}`,
  },
  channels_select: { in: EVERYWHERE, keys: `initial_channel response_url_enabled confirm ${FIELD}` },
  external_select: { in: EVERYWHERE, keys: `initial_option min_query_length confirm ${FIELD}` },
  image: {
    in: ['section', 'context'],
    keys: 'image_url slack_file alt_text',
    check: imageFaults,
  },
};

/** An image, as an element or as a block. */
export function* imageFaults(at: string, image: Fields): Faults {
  yield* chars(`${at}/alt_text`, image.alt_text ?? '', 2000, 1);
  if (image.slack_file === undefined) yield* urlFaults(`${at}/image_url`, image.image_url ?? '');
}

function* selectFaults(at: string, select: Fields, initial: readonly unknown[]): Faults {
  const groups = listed(select.option_groups).filter(isFields);
  if (groups.length > 100) yield fault(`${at}/option_groups`, 'no more than 100 items allowed');
  for (const [index, group] of groups.entries()) {
    yield* textFaults(`${at}/option_groups/${index}/label`, group.label, 75, PLAIN);
    yield* optionsFaults(`${at}/option_groups/${index}/options`, group.options, 100, PLAIN);
  }
  if (groups.length === 0) yield* optionsFaults(`${at}/options`, select.options, 100, PLAIN);
  const options =
    groups.length > 0 ? groups.flatMap((group) => listed(group.options)) : listed(select.options);
  yield* initialFaults(at, options, initial);
}

function* optionsFaults(at: string, options: unknown, max: number, kinds = ANY, more = ''): Faults {
  const all = items(at, options);
  if (all.length < 1) yield fault(at, 'no less than 1 items allowed');
  if (all.length > max) yield fault(at, `no more than ${max} items allowed`);
  for (const [place, option] of all) {
    if (!isFields(option)) {
      yield fault(place, 'must be an object');
      continue;
    }
    yield* keys(place, option, `text value description ${more}`);
    yield* textFaults(`${place}/text`, option.text, 75, kinds);
    yield* chars(`${place}/value`, option.value ?? '', 150, 1);
    if (option.description !== undefined)
      yield* textFaults(`${place}/description`, option.description, 75, kinds);
    yield* urlFaults(`${place}/url`, option.url);
  }
}

/** What is chosen at first has to be one of the options, exactly. */
function* initialFaults(at: string, options: readonly unknown[], initial: readonly unknown[]): Faults {
  const known = new Set(options.map(identity));
  for (const option of initial) {
    if (option !== undefined && !known.has(identity(option)))
      yield fault(at, 'initial option is not an option');
  }
}

function identity(option: unknown): string {
  if (!isFields(option) || !isFields(option.text)) return '';
  return JSON.stringify([option.value, option.text.type, option.text.text]);
}

function* confirmFaults(at: string, confirm: unknown): Faults {
  if (!isFields(confirm)) return yield fault(at, 'must be an object');
  yield* keys(at, confirm, 'title text confirm deny style');
  yield* textFaults(`${at}/title`, confirm.title, 100, PLAIN);
  yield* textFaults(`${at}/text`, confirm.text, 300);
  if (confirm.confirm !== undefined) yield* textFaults(`${at}/confirm`, confirm.confirm, 30, PLAIN);
  if (confirm.deny !== undefined) yield* textFaults(`${at}/deny`, confirm.deny, 30, PLAIN);
}

function* urlFaults(at: string, url: unknown): Faults {
  if (url === undefined) return;
  yield* chars(at, url, 3000, 1);
  if (typeof url === 'string' && !URL.canParse(url)) yield fault(at, 'must be a valid URL');
}

function within(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
