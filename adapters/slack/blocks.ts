import type { types } from '@slack/bolt';
import type { Block, Button, Fact, ListItem, Text, Tone } from '../../src/kernel/card.ts';
import { elementOf, LABEL, webAddress } from './buttons.ts';
import { cut, cutText, line, mrkdwnOf, plain, richOf, wordsOf } from './text.ts';
import type { AdapterWords } from './words.ts';

/** How much may be drawn; less where a card as a whole would not fit (see `render.ts`). */
export interface Budget {
  /** The characters of one text. */
  readonly chars: number;
  /** The entries of one list, or the facts of one group. */
  readonly items: number;
}

/** One drawing of a card: its room, its words, and the ids of its buttons, which are unique in it. */
export interface Drawing extends Budget {
  readonly words: AdapterWords;
  nextId(): string;
}

/** Slack's own bounds. */
const SECTION = 3000;
const FIELD = 2000;
const FIELDS = 10;
/** Up to so many characters a fact stands in half of the width; a longer one would leave a hole beside it. */
const HALF = 70;
const ACTIONS = 25;

/** A sign beside the words, never in their place (R-CARD-11). */
const signs: Record<Tone, string> = { good: '✅', bad: '⛔', waiting: '⏳', neutral: 'ℹ️' };

export const blocksOf = (blocks: readonly Block[], drawing: Drawing): types.KnownBlock[] =>
  blocks.flatMap((block) => blockOf(block, drawing));

function blockOf(block: Block, drawing: Drawing): types.KnownBlock[] {
  switch (block.kind) {
    case 'text':
      return paragraph(cutText(block.text, drawing.chars), block.tone ?? 'plain');
    case 'status':
      return paragraph([`${signs[block.tone]} `, ...partsOf(cutText(block.text, drawing.chars))], 'plain');
    case 'facts':
      return factsOf(block.facts, drawing);
    case 'list':
      return listOf(block.items, drawing);
    case 'quote':
      // Twice the room of a text: a drafted mail stands here, and is copied from here, so it is never mrkdwn.
      return [rich({ type: 'rich_text_quote', elements: richOf(cut(block.text, drawing.chars * 2) || '–') })];
    case 'buttons':
      return buttonsOf(block.buttons, drawing);
  }
}

const partsOf = (text: Text) => (typeof text === 'string' ? [text] : text);
const rich = (...elements: types.RichTextBlockElement[]): types.RichTextBlock => ({
  type: 'rich_text',
  elements,
});
const lines = (elements: types.RichTextElement[]): types.RichTextBlock =>
  rich({ type: 'rich_text_section', elements });

/** `verbatim`: Slack must not make links and mentions out of names. */
const mrkdwn = (text: string): types.MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true });

function paragraph(text: Text, tone: 'plain' | 'quiet' | 'strong'): types.KnownBlock[] {
  if (wordsOf(text).trim() === '') return [];
  if (tone === 'strong') return [lines(richOf(text, { bold: true }))];
  const said = mrkdwnOf(text);
  if (said === undefined || said.length > (tone === 'quiet' ? FIELD : SECTION)) return [lines(richOf(text))];
  return tone === 'quiet'
    ? [{ type: 'context', elements: [mrkdwn(said)] }]
    : [{ type: 'section', text: mrkdwn(said) }];
}

/** "… and 7 more", where something was left out. */
export const moreOf = (left: number, words: AdapterWords): types.KnownBlock[] =>
  left > 0 ? [{ type: 'context', elements: [plain(words.more(left), FIELD)] }] : [];

/** Short facts in two columns, each of the others on its own; in order. */
function factsOf(facts: readonly Fact[], drawing: Drawing): types.KnownBlock[] {
  const blocks: types.KnownBlock[] = [];
  let beside: string[] = [];
  const flush = () => {
    blocks.push(...chunks(beside, FIELDS).map(columnsOf));
    beside = [];
  };
  for (const fact of facts.slice(0, drawing.items)) {
    const label = line(fact.label, LABEL);
    const most = Math.min(drawing.chars, FIELD - 2 * LABEL);
    const value = wordsOf(fact.value).trim() === '' ? '–' : cutText(fact.value, most);
    const cell = cellOf(label, value);
    if (cell !== undefined && wordsOf(value).length <= HALF) {
      beside.push(cell);
      continue;
    }
    flush();
    blocks.push(
      cell === undefined
        ? lines([...richOf(`${label}\n`, { bold: true }), ...richOf(value)])
        : { type: 'section', text: mrkdwn(cell) },
    );
  }
  flush();
  return [...blocks, ...moreOf(facts.length - drawing.items, drawing.words)];
}

/** One alone has the whole width. */
const columnsOf = (cells: readonly string[]): types.KnownBlock => {
  const [only = '', ...others] = cells;
  return others.length === 0
    ? { type: 'section', text: mrkdwn(only) }
    : { type: 'section', fields: cells.map(mrkdwn) };
};

function cellOf(label: string, value: Text): string | undefined {
  const name = mrkdwnOf(label);
  const said = mrkdwnOf(value);
  if (name === undefined || said === undefined) return undefined;
  const cell = `*${name}*\n${said}`;
  return cell.length <= FIELD ? cell : undefined;
}

function listOf(items: readonly ListItem[], drawing: Drawing): types.KnownBlock[] {
  const shown = items.slice(0, drawing.items);
  return [
    ...shown.flatMap((item) => itemOf(item, drawing)),
    ...moreOf(items.length - shown.length, drawing.words),
  ];
}

function itemOf(item: ListItem, drawing: Drawing): types.KnownBlock[] {
  const title = cutText(item.title, Math.min(drawing.chars, LABEL * 2));
  const detail: Text = item.detail === undefined ? '' : cutText(item.detail, Math.min(drawing.chars, FIELD));
  const button = item.button && elementOf(item.button, drawing);
  const text: Text = [...partsOf(title), ...(wordsOf(detail) === '' ? [] : ['\n', ...partsOf(detail)])];
  if (wordsOf(text).trim() === '' && !button) return [];
  const said = headed(title, detail) ?? mrkdwnOf(text);
  if (!button) {
    const link = item.button && 'url' in item.button ? buttonsOf([item.button], drawing) : [];
    const fits = said !== undefined && said.length <= SECTION;
    return [fits ? { type: 'section', text: mrkdwn(said) } : lines(richOf(text)), ...link];
  }
  if (said !== undefined && said.trim() !== '' && said.length <= SECTION) {
    return [{ type: 'section', text: mrkdwn(said), accessory: button }];
  }
  // Rich text holds no button, so here times are in UTC.
  const words: types.PlainTextElement = {
    type: 'plain_text',
    text: cut(wordsOf(text).trim(), SECTION) || '–',
    emoji: false,
  };
  return [{ type: 'section', text: words, accessory: button }];
}

/** The title in bold when it is nothing but words; it stands alone on its line. */
function headed(title: Text, detail: Text): string | undefined {
  const name = typeof title === 'string' ? mrkdwnOf(line(title, LABEL * 2)) : undefined;
  const rest = mrkdwnOf(detail);
  if (name === undefined || rest === undefined) return undefined;
  return rest === '' ? `*${name}*` : `*${name}*\n${rest}`;
}

function buttonsOf(buttons: readonly Button[], drawing: Drawing): types.KnownBlock[] {
  const elements = buttons
    .map((button) => elementOf(button, drawing))
    .filter((element) => element !== undefined);
  // Slack's buttons open web pages only: a mail address is a link in a line of its own.
  const links = buttons.flatMap((button) =>
    'url' in button && webAddress(button.url) === undefined
      ? paragraph([{ kind: 'link', label: line(button.label, LABEL), url: button.url }], 'plain')
      : [],
  );
  const rows = chunks(elements, ACTIONS).map((row): types.KnownBlock => ({ type: 'actions', elements: row }));
  return [...rows, ...links];
}

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
