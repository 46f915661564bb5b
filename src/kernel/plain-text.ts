import type { Block, Card } from './card.ts';
import type { Text } from './text.ts';
import type { Words } from './words.ts';

/** The maximum length of plain text; every platform accepts this. */
const maxLength = 3000;

/** A card as plain text without its buttons, for a platform that rejects the card (R-NOTE-09). */
export function plainText(words: Words, card: Card): string {
  const said = [card.title, ...card.blocks.flatMap((block) => linesOf(words, block))].join('\n');
  return said.length > maxLength ? `${said.slice(0, maxLength - 1).trimEnd()}…` : said;
}

function linesOf(words: Words, block: Block): readonly string[] {
  switch (block.kind) {
    case 'text':
    case 'status':
    case 'quote':
      return [textOf(words, block.text)];
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${textOf(words, value)}`);
    case 'list':
      return block.items.map(({ title, detail }) =>
        [title, ...(detail === undefined ? [] : [detail])].map((text) => textOf(words, text)).join(' – '),
      );
    case 'buttons':
      return [];
  }
}

const textOf = (words: Words, text: Text): string =>
  typeof text === 'string'
    ? text
    : text
        .map((part) => {
          if (typeof part === 'string') return part;
          if (part.kind === 'time') return words.date(part.at, part.style);
          return part.kind === 'link' ? `${part.label} (${part.url})` : part.text;
        })
        .join('');
