import type { types } from '@slack/bolt';
import type { Block, Button, Fact, ListItem, Text, Tone } from '../../src/kernel/card.ts';
import { type Budget, chunks, listed } from '../shared/fit.ts';
import { cut, cutText, line, partsOf, plainText } from '../shared/text.ts';
import type { AdapterWords } from '../shared/words.ts';
import { elementOf, maxLabel, webAddress } from './buttons.ts';
import { mrkdwn, mrkdwnOf, plain, richLines, richOf, section } from './text.ts';

/** Slack's limits: characters of a section, and of a field or a context; fields of one section, buttons of one row. */
const maxSection = 3000;
const maxField = 2000;
const maxFields = 10;
const maxActions = 25;
const maxTitle = 2 * maxLabel;
/** A longer fact takes the whole width: in a column it would leave a hole beside it. */
const columnWidth = 70;

/** One drawing of a card: what may be drawn, in which words, and the ids of its buttons, which are unique in it. */
export interface Drawing extends Budget {
  readonly words: AdapterWords;
  nextId(): string;
}

/** A sign beside the words, never instead of them (R-CARD-11). */
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
      // A drafted mail stands here and is copied from here, so it gets twice the length and is never mrkdwn.
      const elements = richOf(cut(block.text, chars * 2) || '–');
      return [{ type: 'rich_text', elements: [{ type: 'rich_text_quote', elements }] }];
    }
    case 'buttons':
      return buttonsOf(block.buttons, drawing);
  }
}

/** "… and 7 more", where something was left out. */
export const moreOf = (left: number, words: AdapterWords): types.KnownBlock[] =>
  left > 0 ? [{ type: 'context', elements: [plain(words.more(left), maxField)] }] : [];

/** A text on its own; nothing where there is nothing to read. */
export function paragraph(text: Text, tone: 'plain' | 'quiet' | 'strong'): types.KnownBlock[] {
  if (plainText(text).trim() === '') return [];
  if (tone === 'strong') return [richLines(richOf(text, { bold: true }))];
  const drawn = mrkdwnOf(text);
  if (drawn === undefined || drawn.length > (tone === 'quiet' ? maxField : maxSection))
    return [richLines(richOf(text))];
  return tone === 'quiet' ? [{ type: 'context', elements: [mrkdwn(drawn)] }] : [section(drawn)];
}

/** Short facts in two columns, each of the others on its own, with the whole width; in their order. */
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
    // Rich text cannot have a button beside it. In plain text times are in UTC.
    const plainWords = { type: 'plain_text', text: cut(words, maxSection) || '–', emoji: false } as const;
    return [{ type: 'section', text: fits ? mrkdwn(drawn) : plainWords, accessory }];
  }
  const link = item.button && 'url' in item.button ? buttonsOf([item.button], drawing) : [];
  return [fits ? section(drawn) : richLines(richOf(text)), ...link];
}

/** Only a title that is nothing but words is bold; it stands on a line of its own. */
function withBoldTitle(title: Text, detail: Text): string | undefined {
  const name = typeof title === 'string' ? mrkdwnOf(line(title, maxTitle)) : undefined;
  const rest = mrkdwnOf(detail);
  if (name === undefined || rest === undefined) return undefined;
  return rest === '' ? `*${name}*` : `*${name}*\n${rest}`;
}

function buttonsOf(buttons: readonly Button[], drawing: Drawing): types.KnownBlock[] {
  const elements = buttons.flatMap((button) => elementOf(button, drawing) ?? []);
  const rows = chunks(elements, maxActions).map((row) => ({ type: 'actions', elements: row }) as const);
  // Slack's buttons open web pages only, so a mail address is a link on a line of its own.
  const links = buttons.flatMap((button) =>
    'url' in button && webAddress(button.url) === undefined
      ? paragraph([{ kind: 'link', label: line(button.label, maxLabel), url: button.url }], 'plain')
      : [],
  );
  return [...rows, ...links];
}
