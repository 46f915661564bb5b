import { type Html, html } from '../../../src/web/html.ts';
import { type Block, type Element, type Option, optionsOf, type Text } from '../../kit/slack/kit.ts';
import { wordsOf } from '../../kit/slack/mrkdwn.ts';
import { type Drawing, type Drawn, idOf, image, unknown } from './blocks.ts';
import { drawText } from './text.ts';

/** One control with what the page's script tells the server of it. */
export function drawElement(element: Drawn<Element>, block: Drawn<Block>, drawing: Drawing): Html {
  const place: Place = { element, block, drawing, id: idOf(drawing, block, element) };
  const control = controls[element.type]?.(place);
  if (!control) return unknown(`“${element.type}” element`, element);
  // Outside a form, choosing is an act; in a form only what asks for it is.
  const acts = block.type !== 'input' || block.dispatch_action === true;
  return html`<span class="element is-${element.type}" data-element="${element.type}" data-block="${block.block_id}" data-action="${element.action_id}"${acts ? html` data-acts` : ''}${confirmation(element)}>${control}</span>`;
}

interface Place {
  readonly element: Drawn<Element>;
  readonly block: Drawn<Block>;
  readonly drawing: Drawing;
  readonly id: string;
}

type Control = (place: Place) => Html;

const button: Control = ({ element, id }) => {
  const { text, url, style = 'plain', value, accessibility_label } = element;
  const name = accessibility_label ? html` aria-label="${accessibility_label}"` : '';
  const label = text && wordsOf(text);
  return url
    ? html`<a id="${id}" class="button ${style}" href="${url}" target="_blank" rel="noreferrer" data-press="${value ?? ''}"${name}>${label}</a>`
    : html`<button id="${id}" type="button" class="button ${style}" data-press="${value ?? ''}"${name}>${label}</button>`;
};

const overflow: Control = ({ element, id }) =>
  html`<details class="menu" id="${id}"><summary aria-label="More actions">⋯</summary><div>${optionsOf(
    element,
  ).map((option) =>
    option.url
      ? html`<a href="${option.url}" target="_blank" rel="noreferrer" data-press="${option.value ?? ''}">${wordsOf(option.text)}</a>`
      : html`<button type="button" data-press="${option.value ?? ''}">${wordsOf(option.text)}</button>`,
  )}</div></details>`;

const written =
  (type: string): Control =>
  (place) => {
    const { element, id } = place;
    const { initial_value = '', min_length, max_length, multiline } = element;
    const bounds = html`${attribute('minlength', min_length)}${attribute('maxlength', max_length)}`;
    const rest = html`${bounds}${attribute('placeholder', element.placeholder && wordsOf(element.placeholder))}${asked(place)}`;
    return multiline
      ? html`<textarea id="${id}" rows="9"${rest}>${initial_value}</textarea>`
      : html`<input id="${id}" type="${type}" value="${initial_value}" autocomplete="off"${rest}>`;
  };

const date: Control = (place) =>
  html`<input id="${place.id}" type="date" value="${place.element.initial_date ?? ''}"${asked(place)}>`;

const staticSelect: Control = (place) => {
  const { option_groups, options = [], initial_option } = place.element;
  const one = (option: Option) =>
    html`<option value="${option.value ?? ''}"${selected(option.value === initial_option?.value)}>${wordsOf(option.text)}</option>`;
  const all = option_groups
    ? option_groups.map(
        (group) =>
          html`<optgroup label="${group.label ? wordsOf(group.label) : ''}">${group.options.map(one)}</optgroup>`,
      )
    : options.map(one);
  return select(place, html`${all}`);
};

const usersSelect: Control = (place) =>
  select(
    place,
    html`${place.drawing.people.map(
      ({ id, name }) =>
        html`<option value="${id}"${selected(id === place.element.initial_user)}>${name}</option>`,
    )}`,
  );

const select = (place: Place, options: Html): Html =>
  html`<select id="${place.id}"${asked(place)}><option value="">${place.element.placeholder ? wordsOf(place.element.placeholder) : 'Choose…'}</option>${options}</select>`;

const boxes: Control = (place) => {
  const chosen = new Set(place.element.initial_options?.map(({ value }) => value));
  return choices(place, 'checkbox', (option) => chosen.has(option.value));
};

const radios: Control = (place) =>
  choices(place, 'radio', (option) => option.value === place.element.initial_option?.value);

const choices = (place: Place, type: string, isChosen: (option: Option) => boolean): Html =>
  html`<span class="choices">${optionsOf(place.element).map((option, at) =>
    choice(place, type, { ...option, value: option.value ?? '' }, at, isChosen(option)),
  )}</span>`;

function choice(
  { id, drawing, block }: Place,
  type: string,
  option: Drawn<Option> & { readonly value: string; readonly description?: Text },
  at: number,
  isChosen: boolean,
): Html {
  const { text, description, value } = option;
  const note = description && html`<small>${drawText(description, drawing)}</small>`;
  // Focus goes to the first one where the group is to be seen to.
  const described = block.type === 'input' ? html` aria-describedby="${id}-error"` : '';
  return html`<label class="choice"><input type="${type}" id="${at === 0 ? id : `${id}-${at}`}" name="${id}" value="${value}"${isChosen ? html` checked` : ''}${described}><span>${drawText(text, drawing)}${note}</span></label>`;
}

const people: Control = (place) => {
  const { drawing, element } = place;
  const chosen = new Set(element.initial_users);
  const options = drawing.people.map(({ id, name }) => ({
    text: { type: 'plain_text', text: name },
    value: id,
  }));
  return html`<span class="choices">${options.map((option, at) =>
    choice(place, 'checkbox', option, at, chosen.has(option.value)),
  )}</span>`;
};

const controls: Readonly<Record<string, Control>> = {
  button,
  overflow,
  plain_text_input: written('text'),
  email_text_input: written('email'),
  url_text_input: written('url'),
  number_input: written('number'),
  datepicker: date,
  static_select: staticSelect,
  users_select: usersSelect,
  multi_static_select: boxes,
  checkboxes: boxes,
  radio_buttons: radios,
  multi_users_select: people,
  image: ({ element }) => image(element),
};

const attribute = (name: string, value: string | number | undefined) =>
  value === undefined ? undefined : html` ${name}="${String(value)}"`;

const selected = (is: boolean) => (is ? html` selected` : '');

/** What an input of a form must hold; elsewhere the element says itself what it is. */
function asked({ block, element, id }: Place): Html {
  if (block.type !== 'input') {
    return html` aria-label="${element.accessibility_label ?? (element.placeholder ? wordsOf(element.placeholder) : 'Choose')}"`;
  }
  const hint = block.hint ? `${id}-hint ` : '';
  return html` aria-describedby="${hint}${id}-error"${block.optional ? '' : html` required`}`;
}

/** The question that Slack asks before it tells the app. */
function confirmation({ confirm }: Element): Html | undefined {
  if (!confirm) return undefined;
  const { title, text, ...rest } = confirm as Required<Element>['confirm'] & {
    readonly confirm?: Text;
    readonly deny?: Text;
    readonly style?: string;
  };
  const question = {
    title: wordsOf(title),
    text: wordsOf(text),
    yes: rest.confirm ? wordsOf(rest.confirm) : 'Yes',
    no: rest.deny ? wordsOf(rest.deny) : 'No',
    style: rest.style ?? 'primary',
  };
  return html` data-confirm="${JSON.stringify(question)}"`;
}
