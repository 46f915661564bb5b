import type { types } from '@slack/bolt';
import type { Block, Button, Fact, ListItem, Text, Tone } from '../../src/kernel/card.ts';
import { type Budget, chunks, listed } from '../shared/fit.ts';
import { cut, cutText, line, partsOf, plainText } from '../shared/text.ts';
import type { AdapterWords } from '../shared/words.ts';
import { elementOf, maxLabel, webAddress } from './buttons.ts';
import { mrkdwn, mrkdwnOf, plain, richLines, richOf, section } from './text.ts';

/** Slack's limits: characters of a section and of a field or context; fields in one section; buttons in one row. */
const maxSection = 3000;
const maxField = 2000;
const maxFields = 10;
const maxActions = 25;
const maxTitle = 2 * maxLabel;
/** A longer fact takes the full width; in a column it would leave a gap next to it. */
const columnWidth = 70;

/** The state of drawing one card: its budget, its words, and the ids of its buttons, which must be unique. */
export interface Drawing extends Budget {
  readonly words: AdapterWords;
  nextId(): string;
}

/** Shown next to the words, never instead of them (R-CARD-11). */
const signs: Record<Tone, string> = { good: '✅', bad: '⛔', waiting: '⏳', neutral: 'ℹ️' };

export const blocksOf = (blocks: readonly Block[], drawing: Drawing): types.KnownBlock[] =>
  blocks.flatMap((block) => blockOf(block, drawing));

function blockOf(block: Block, drawing: Drawing): types.KnownBlock[] {
  const { chars, items } = drawing;
  const more = (left: number) => moreOf(left, drawing.words);
  switch (block.kind) {
    case 'text':
      return paragraph(cutText(block.text, chars), block.tone ?? 'plain');
    case 'status':
      return paragraph([`${signs[block.tone]} `, ...partsOf(cutText(block.text, chars))], 'plain');
    case 'facts':
      return [...factsOf(block.facts.slice(0, items), chars), ...more(block.facts.length - items)];
    case 'list':
      return listed(block.items, items, (item) => itemOf(item, drawing), more);
    case 'quote': {
      // A drafted mail is shown and copied here, so it gets twice the length and is never mrkdwn.
      const elements = richOf(cut(block.text, chars * 2) || '–');
      return [{ type: 'rich_text', elements: [{ type: 'rich_text_quote', elements }] }];
    }
    case 'buttons':
      return buttonsOf(block.buttons, drawing);
  }
}

/** "… and 7 more", if something was left out. */
export const moreOf = (left: number, words: AdapterWords): types.KnownBlock[] =>
  left > 0 ? [{ type: 'context', elements: [plain(words.more(left), maxField)] }] : [];

/** A text block; nothing for an empty text. */
export function paragraph(text: Text, tone: 'plain' | 'quiet' | 'strong'): types.KnownBlock[] {
  if (plainText(text).trim() === '') return [];
  if (tone === 'strong') return [richLines(richOf(text, { bold: true }))];
  const drawn = mrkdwnOf(text);
  if (drawn === undefined || drawn.length > (tone === 'quiet' ? maxField : maxSection))
    return [richLines(richOf(text))];
  return tone === 'quiet' ? [{ type: 'context', elements: [mrkdwn(drawn)] }] : [section(drawn)];
}

/** Keeps the order. Short facts share two columns; longer ones take the full width. */
function factsOf(facts: readonly Fact[], chars: number): types.KnownBlock[] {
  const blocks: types.KnownBlock[] = [];
  let columns: string[] = [];
  const endColumns = () => {
    for (const cells of chunks(columns, maxFields))
      blocks.push(cells.length > 1 ? { type: 'section', fields: cells.map(mrkdwn) } : section(cells.join()));
    columns = [];
  };
  for (const fact of facts) {
    const { cell, isShort, block } = factOf(fact, Math.min(chars, maxField - 2 * maxLabel));
    if (cell !== undefined && isShort) columns.push(cell);
    else {
      endColumns();
      blocks.push(block);
    }
  }
  endColumns();
  return blocks;
}

function factOf({ label, value }: Fact, max: number) {
  const name = line(label, maxLabel);
  const shown = plainText(value).trim() === '' ? '–' : cutText(value, max);
  const [nameDrawn, valueDrawn] = [mrkdwnOf(name), mrkdwnOf(shown)];
  const isShort = plainText(shown).length <= columnWidth;
  const rich = richLines([...richOf(`${name}\n`, { bold: true }), ...richOf(shown)]);
  if (nameDrawn === undefined || valueDrawn === undefined) return { isShort, block: rich };
  const cell = `*${nameDrawn}*\n${valueDrawn}`;
  return cell.length <= maxField ? { cell, isShort, block: section(cell) } : { isShort, block: rich };
}

function itemOf(item: ListItem, drawing: Drawing): types.KnownBlock[] {
  const title = cutText(item.title, Math.min(drawing.chars, maxTitle));
  const detail = cutText(item.detail ?? '', Math.min(drawing.chars, maxField));
  const accessory = item.button && elementOf(item.button, drawing);
  const text: Text = plainText(detail) === '' ? title : [...partsOf(title), '\n', ...partsOf(detail)];
  const words = plainText(text).trim();
  if (words === '' && !accessory) return [];
  const drawn = withBoldTitle(title, detail) ?? mrkdwnOf(text) ?? '';
  const fits = drawn.trim() !== '' && drawn.length <= maxSection;
  if (accessory) {
    // Rich text cannot have a button next to it. Plain text shows times in UTC.
    const plainWords = { type: 'plain_text', text: cut(words, maxSection) || '–', emoji: false } as const;
    return [{ type: 'section', text: fits ? mrkdwn(drawn) : plainWords, accessory }];
  }
  const link = item.button && 'url' in item.button ? buttonsOf([item.button], drawing) : [];
  return [fits ? section(drawn) : richLines(richOf(text)), ...link];
}

/** Only a title of plain words is bold; it has its own line. */
function withBoldTitle(title: Text, detail: Text): string | undefined {
  const name = typeof title === 'string' ? mrkdwnOf(line(title, maxTitle)) : undefined;
  const rest = mrkdwnOf(detail);
  if (name === undefined || rest === undefined) return undefined;
  return rest === '' ? `*${name}*` : `*${name}*\n${rest}`;
}

function buttonsOf(buttons: readonly Button[], drawing: Drawing): types.KnownBlock[] {
  const elements = buttons.flatMap((button) => elementOf(button, drawing) ?? []);
  const rows = chunks(elements, maxActions).map((row) => ({ type: 'actions', elements: row }) as const);
  // Slack's buttons open web pages only, so a mail address becomes a link on its own line.
  const links = buttons.flatMap((button) =>
    'url' in button && webAddress(button.url) === undefined
      ? paragraph([{ kind: 'link', label: line(button.label, maxLabel), url: button.url }], 'plain')
      : [],
  );
  return [...rows, ...links];
}
