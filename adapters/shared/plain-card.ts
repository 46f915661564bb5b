import type { Block, Button, Card, Text } from '../../src/kernel/card.ts';
import { cut, plainText, safeUrl } from './text.ts';
import type { AdapterWords } from './words.ts';

/** Formats a time for clients that cannot do it themselves. */
export type WriteTime = (at: Date, style: 'date' | 'date_time') => string;

const maxAddress = 8000;

/**
 * A card as plain text of at most `max` characters, for places that cannot show cards. Each button becomes a line
 * that says what to type (R-CMD-04).
 */
export function plainCard(card: Card, max: number, words: AdapterWords, time: WriteTime): string {
  const lines = [card.title, ...card.blocks.flatMap((block) => linesOf(block, words, time))];
  const text = lines.map((line) => line.trim()).filter(Boolean);
  return cut(text.join('\n\n'), max) || '–';
}

function linesOf(block: Block, words: AdapterWords, time: WriteTime): string[] {
  const textOf = (text: Text) => plainTextWithLinks(text, time);
  const buttonLine = (button: Button) =>
    'url' in button ? textOf([{ kind: 'link', ...button }]) : words.type(button.label, button.command);
  switch (block.kind) {
    case 'text':
    case 'status':
      return [textOf(block.text)];
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${textOf(value)}`);
    case 'list':
      return block.items.flatMap(({ title, detail, button }) => [
        detail === undefined ? textOf(title) : `${textOf(title)} – ${textOf(detail)}`,
        ...(button ? [buttonLine(button)] : []),
      ]);
    case 'quote':
      return [block.text];
    case 'buttons':
      return block.buttons.map(buttonLine);
  }
}

const plainTextWithLinks = (text: Text, time: WriteTime): string =>
  plainText(text, (part) => {
    if (part.kind === 'time') return time(part.at, part.style);
    if (part.kind === 'strong') return part.text;
    const address = safeUrl(part.url, maxAddress)?.href;
    return address === undefined ? part.label : `${part.label} (${address})`;
  });

/** Formats times in the person's language and time zone, if they are known. */
export function timesFor(locale: string | undefined, timeZone: string | undefined): WriteTime {
  const date = { year: 'numeric', month: 'short', day: 'numeric' } as const;
  const time = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;
  return (at, style) => {
    const options = style === 'date' ? date : { ...date, ...time };
    try {
      return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(at);
    } catch {
      // This version of Node does not know the locale or the zone.
      return new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' }).format(at);
    }
  };
}
