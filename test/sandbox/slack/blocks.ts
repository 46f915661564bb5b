import { type Html, html } from '../../../src/web/html.ts';
import {
  asString,
  type Block,
  type Element,
  type Fields,
  isFields,
  type Option,
  type Text,
} from '../../kit/slack/kit.ts';
import { wordsOf } from '../../kit/slack/mrkdwn.ts';
import { drawElement } from './elements.ts';
import { drawRichText } from './rich-text.ts';
import { drawText, type Reader } from './text.ts';

/** What is drawn, and for whom. */
export interface Drawing extends Reader {
  /** Unlike that of anything else on the page; ids begin with it. */
  readonly prefix: string;
  /** Whom a picker of people offers. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** What Slack sends besides what the tests read. */
export type Drawn<Thing> = Omit<Thing, keyof More> & More;

interface More {
  readonly placeholder?: Text;
  readonly hint?: Text;
  readonly title?: Text;
  readonly image_url?: string;
  readonly dispatch_action?: boolean;
  readonly accessibility_label?: string;
  readonly option_groups?: readonly { readonly label?: Text; readonly options: readonly Option[] }[];
}

/** Block Kit as Slack shows it. What cannot be drawn here stands there as what it is. */
export const drawBlocks = (blocks: readonly Block[], drawing: Drawing): readonly Html[] =>
  blocks.map((block) => drawBlock(block, drawing));

function drawBlock(block: Drawn<Block>, drawing: Drawing): Html {
  switch (block.type) {
    case 'header':
      return html`<h3 class="header">${block.text && drawText(block.text, drawing)}</h3>`;
    case 'section':
      return section(block, drawing);
    case 'divider':
      return html`<hr>`;
    case 'context':
      return html`<div class="context">${block.elements?.map((element) => contextPart(element, drawing))}</div>`;
    case 'actions':
      return html`<div class="actions">${block.elements?.map((element) => drawElement(element, block, drawing))}</div>`;
    case 'input':
      return input(block, drawing);
    case 'image':
      return image(block, block.title && html`<figcaption>${wordsOf(block.title)}</figcaption>`);
    case 'rich_text':
      return html`<div class="rich">${drawRichText(block, drawing)}</div>`;
    default:
      return unknown(`“${block.type}” block`, block);
  }
}

function section(block: Drawn<Block>, drawing: Drawing): Html {
  const text = block.text && html`<div class="text">${drawText(block.text, drawing)}</div>`;
  const fields =
    block.fields &&
    html`<div class="fields">${block.fields.map((field) => html`<div>${drawText(field, drawing)}</div>`)}</div>`;
  const beside =
    block.accessory && html`<div class="accessory">${drawElement(block.accessory, block, drawing)}</div>`;
  return html`<div class="section"><div class="words">${text}${fields}</div>${beside}</div>`;
}

function contextPart(element: Element, drawing: Drawing): Html {
  if (element.type === 'image') return image(element as unknown as Block);
  const { type, text } = element as unknown as Text;
  return html`<span>${drawText({ type, text }, drawing)}</span>`;
}

/** A label, the input, a hint, and room for what is wrong with it. */
function input(block: Drawn<Block>, drawing: Drawing): Html {
  const { element, label, hint, optional = false } = block;
  if (!element) return unknown('input without an element', block);
  const id = idOf(drawing, block, element);
  const control = drawElement(element, block, drawing);
  const words = html`${label && wordsOf(label)}${optional ? html` <span class="optional">(optional)</span>` : ''}`;
  const below = html`${hint && html`<p class="hint" id="${id}-hint">${wordsOf(hint)}</p>`}<p class="error" id="${id}-error" hidden></p>`;
  const asked = `input ${optional ? '' : 'required'}`;
  return isGroup(element)
    ? html`<fieldset class="${asked}" id="${id}-field" aria-describedby="${id}-error"><legend>${words}</legend>${control}${below}</fieldset>`
    : html`<div class="${asked}" id="${id}-field"><label for="${id}">${words}</label>${control}${below}</div>`;
}

/** Several controls under one label. */
const isGroup = ({ type }: Element): boolean =>
  ['checkboxes', 'radio_buttons', 'multi_static_select', 'multi_users_select'].includes(type);

export const idOf = ({ prefix }: Drawing, block: Block, element: Element): string =>
  `${prefix}-${block.block_id}-${element.action_id}`.replace(/[^\w-]/g, '_');

export function image(block: Drawn<Block> | Drawn<Element>, caption: Html | undefined = undefined): Html {
  const alt = 'alt_text' in block ? (block.alt_text ?? '') : '';
  if (!block.image_url) return unknown('image of Slack’s own files', block);
  return html`<figure><img src="${block.image_url}" alt="${alt}" referrerpolicy="no-referrer">${caption}</figure>`;
}

/** Never hidden: what this page cannot draw, and all that was said about it. */
export function unknown(what: string, content: unknown): Html {
  const words = textsIn(content).join(' · ');
  return html`<div class="undrawn" role="note">This sandbox cannot draw a ${what}${words ? `: ${words}` : ''}
    <details><summary>What the bot sent</summary><pre>${JSON.stringify(content, undefined, 2)}</pre></details></div>`;
}

function textsIn(content: unknown): readonly string[] {
  if (Array.isArray(content)) return content.flatMap(textsIn);
  if (!isFields(content)) return [];
  const { text, alt_text, ...rest }: Fields = content;
  const own = [asString(text), asString(alt_text)].filter((words) => words !== '');
  return [...own, ...(isFields(text) ? textsIn(text) : []), ...Object.values(rest).flatMap(textsIn)];
}
