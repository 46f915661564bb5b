import type { Inline, Text } from '../../src/kernel/card.ts';
import { cutLine, cutText, oneLine, partsOf, plainText, safeUrl } from '../shared/text.ts';

/** A longer address would fill the card; an address that is too long for a link is shown as its label. */
const maxAddress = 8000;
/** Invisible; separates characters that would be read as markup together. */
const zeroWidthSpace = '\u200B';

/**
 * For titles, labels and summaries: one line, never empty, with nothing that a client would read as a mention, HTML, a
 * link, an entity or a function. Backslashes would be visible here, so such characters are separated instead.
 */
export const plain = (text: string, max: number): string => separated(cutLine(text, max)) || '–';

const separated = (text: string): string =>
  text.replace(/<(?=[a-z/!?])|\](?=[(:])|\{(?=\{)|&(?=#?\w+;)|~(?=~)/gi, `$&${zeroWidthSpace}`);

/**
 * Underscores inside a word have no meaning in Markdown and are not escaped: Teams on phones shows the backslash of
 * an escape, and mail addresses often contain underscores.
 */
const escaped = (text: string): string =>
  separated(text)
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
    .replace(/[*`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&');

/** A list, a heading, a quotation or a table begins with one of these. */
const blockStart = /^[ \t]*(?=[-+>#=~|:]|\d{1,9}[.)](?:\s|$))/gm;

/** A text block's Markdown: shows the words exactly, with no markup but ours. */
export const markdown = (text: Text, max: number): string =>
  withMarkup(text, max)
    .replace(/^[ \t]+/gm, '')
    .replace(blockStart, zeroWidthSpace)
    // Some clients draw a single line break as a space.
    .replace(/\n+/g, '\n\n')
    .trim();

/** The same on one line, for facts and titles. */
export const markdownLine = (text: Text, max: number): string =>
  withMarkup(text, max).replace(/\s+/g, ' ').trim().replace(blockStart, zeroWidthSpace) || '–';

function withMarkup(text: Text, max: number): string {
  const parts = partsOf(cutText(text, max));
  let drawn = '';
  for (const [index, part] of parts.entries()) {
    drawn += markupOf(part, drawn, plainText(parts.slice(index + 1, index + 2)));
  }
  return drawn;
}

function markupOf(part: Inline, before: string, after: string): string {
  if (typeof part === 'string') return escaped(part);
  switch (part.kind) {
    case 'time':
      return timeOf(part.at, part.style);
    case 'strong':
      return strong(oneLine(part.text), before, after);
    case 'link': {
      const address = addressOf(part.url);
      const label = escaped(oneLine(part.label)) || '–';
      if (address === undefined) return label;
      return `[${label.replace(/[[\]]/g, '\\$&')}](${address.replace(/[\s()<>[\]\\`]/g, percentEncoded)})`;
    }
  }
}

const percentEncoded = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/**
 * Markdown ends a bold run after punctuation only if a space or more punctuation follows. Chinese sentences have no
 * spaces, so a hair space is added.
 */
function strong(text: string, before: string, after: string): string {
  if (text === '') return '';
  const open = /^[\p{P}\p{S}]/u.test(text) && /[^\s\p{P}\p{S}]$/u.test(before) ? '\u200A' : '';
  const close = /[\p{P}\p{S}]$/u.test(text) && /^[^\s\p{P}\p{S}]/u.test(after) ? '\u200A' : '';
  return `${open}**${escaped(text)}**${close}`;
}

/** Each client formats it in its own language and time zone. Clients do not understand milliseconds. */
function timeOf(at: Date, style: 'date' | 'date_time'): string {
  const moment = `${at.toISOString().slice(0, 19)}Z`;
  const date = `{{DATE(${moment}, SHORT)}}`;
  return style === 'date' ? date : `${date} {{TIME(${moment})}}`;
}

export const addressOf = (url: string): string | undefined => safeUrl(url, maxAddress)?.href;
