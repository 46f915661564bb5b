import type { Block, Button, Card, Inline, Text } from '../../src/kernel/card.ts';
import type { Field, Form } from '../../src/kernel/form.ts';

/** How a platform's reader writes a time. */
export type Writing = (at: Date, style: 'date' | 'date_time') => string;

const inlineWords = (part: Inline, write: Writing): string => {
  if (typeof part === 'string') return part;
  if (part.kind === 'time') return write(part.at, part.style);
  return part.kind === 'strong' ? part.text : part.label;
};
const wordsOf = (text: Text, write: Writing): string =>
  typeof text === 'string' ? text : text.map((part) => inlineWords(part, write)).join('');

const blockWords = (block: Block, write: Writing): readonly string[] => {
  switch (block.kind) {
    case 'text':
    case 'status':
      return [wordsOf(block.text, write)];
    case 'facts':
      return block.facts.flatMap(({ label, value }) => [label, wordsOf(value, write)]);
    case 'list':
      return block.items.flatMap(({ title, detail }) => [
        wordsOf(title, write),
        ...(detail === undefined ? [] : [wordsOf(detail, write)]),
      ]);
    case 'quote':
      return [block.text];
    case 'buttons':
      return [];
  }
};

/** The readable pieces of a card below its title, without buttons. */
export const wordsOfBlocks = (blocks: readonly Block[], write: Writing): readonly string[] =>
  blocks.flatMap((block) => blockWords(block, write));

/** The texts at a field, without its value. */
export const wordsOfField = (field: Field, optional: string): readonly string[] => [
  field.label,
  ...(field.kind === 'tick' ? [field.tick] : []),
  ...(field.error === undefined ? [] : [field.error]),
  ...(field.optional && field.kind !== 'tick' ? [optional] : []),
  ...(field.hint === undefined ? [] : [field.hint]),
];

/** The addresses that a card or a form may link to. */
export const addressesOf = ({ blocks }: Pick<Card | Form, 'blocks'>): readonly string[] => [
  ...textsOf(blocks).flatMap((text) =>
    typeof text === 'string'
      ? []
      : text.flatMap((part) => (typeof part !== 'string' && part.kind === 'link' ? [part.url] : [])),
  ),
  ...buttonsOf(blocks).flatMap((button) => ('url' in button ? [button.url] : [])),
];

const textsOf = (blocks: readonly Block[]): readonly Text[] =>
  blocks.flatMap((block): readonly Text[] => {
    if (block.kind === 'text' || block.kind === 'status') return [block.text];
    if (block.kind === 'facts') return block.facts.map(({ value }) => value);
    return block.kind === 'list' ? block.items.flatMap(({ title, detail = '' }) => [title, detail]) : [];
  });

/** The buttons in rows, which must never be cut. */
export const rowButtons = (blocks: readonly Block[]): readonly Button[] =>
  blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));

export const buttonsOf = (blocks: readonly Block[]): readonly Button[] => [
  ...rowButtons(blocks),
  ...blocks.flatMap((block) =>
    block.kind === 'list' ? block.items.flatMap(({ button }) => (button ? [button] : [])) : [],
  ),
];

/**
 * The comparable part of a text: without spacing, and without what renderers remove (controls, unpaired surrogates,
 * direction marks) or insert between characters that would be markup together.
 */
export const letters = (text: string): string =>
  text.replace(/[\s\u200B]|\p{Cc}|\p{Cs}|[\u202A-\u202E\u2066-\u2069]/gu, '');

/** What platforms add to the words: a status sign, a dash for an empty text, a separator between label and value. */
const ADDED = /^(?:[✅⛔⏳–:·]|ℹ️|…and\d+more)/u;
const MORE = /…and\d+more/;
/** No screen shows more of a text. */
const FAR = 9000;

/**
 * Compares what a screen shows with what it should show: all pieces must be there in order, complete or cut with an
 * ellipsis. Pieces may be missing only if "… and 7 more" says so.
 */
export function differences(screen: string, pieces: readonly string[]): readonly string[] {
  let rest = letters(screen);
  for (const piece of pieces.map((one) => letters(one.slice(0, FAR))).filter((one) => one !== '')) {
    const read = after(rest, piece);
    if (read !== undefined) rest = read;
    else if (!MORE.test(rest)) {
      return [`“${excerpt(piece)}” is not what is read at “${excerpt(rest)}”`];
    }
  }
  while (ADDED.test(rest)) rest = rest.replace(ADDED, '');
  return rest === '' || MORE.test(rest) ? [] : [`nobody said “${excerpt(rest)}”`];
}

/** The text after the piece; undefined if the piece is missing. */
function after(screen: string, piece: string): string | undefined {
  for (let rest = screen; ; rest = rest.replace(ADDED, '')) {
    if (rest.startsWith(piece)) return rest.slice(piece.length);
    let same = 0;
    while (same < piece.length && rest[same] === piece[same]) same += 1;
    if (rest[same] === '…' && (same > 0 || !ADDED.test(rest))) return rest.slice(same + 1);
    if (!ADDED.test(rest)) return undefined;
  }
}

const excerpt = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
