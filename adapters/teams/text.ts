import type { Inline, Text } from '../../src/kernel/card.ts';

/** A longer address would fill the card; what is too long for a link is shown as its label. */
const ADDRESS = 8000;
/** What a time takes of a text's length: about as long as it is drawn. */
const TIME = 20;
/** How far what follows decides over a mark before it. */
const AHEAD = 16;
/** Seen by nobody, and in between what would be read as markup only when together. */
const BREAK = '\u200B';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * What no one sees and what harms: control characters, halves of characters, and bidirectional overrides, by which a
 * name would turn around the words beside it.
 */
const UNSEEN = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu;

/**
 * At most that many UTF-16 units, with an ellipsis where something is missing; never within a grapheme. What is far
 * beyond the end is not even looked at.
 */
export function cut(text: string, most: number): string {
  const near = text.slice(0, most * 4);
  const whole = clean(near);
  if (whole.length <= most && near.length === text.length) return whole;
  const end = graphemes.segment(whole).containing(Math.min(most, whole.length) - 1)?.index ?? 0;
  return `${whole.slice(0, end).trimEnd()}…`;
}

const clean = (text: string): string => text.replace(/\r\n?/g, '\n').replace(UNSEEN, '');
const oneLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim();

/**
 * Titles, labels and summaries: one line, never empty, and nothing in it that some client would read as a mention,
 * an HTML tag, a link, an entity or a function. Backslashes would be shown here, so these are broken up instead.
 */
export const plain = (text: string, most: number): string => unread(cut(oneLine(text), most)) || '–';

const unread = (text: string): string =>
  text
    .replace(/<(?=[a-z/!?])/gi, `<${BREAK}`)
    .replace(/\](?=[(:])/g, `]${BREAK}`)
    .replace(/\{(?=\{)/g, `{${BREAK}`)
    .replace(/&(?=#?\w+;)/g, `&${BREAK}`)
    .replace(/~(?=~)/g, `~${BREAK}`);

/**
 * A word's own underscores mean nothing to Markdown and stay as they are: Teams on phones shows the backslash
 * of an escape, and mail addresses are full of them.
 */
const escaped = (text: string): string =>
  unread(text)
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
    .replace(/[*`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&');

/** A list, a heading, a quotation or a table begins with one of these. */
const LINE_START = /^[ \t]*(?=[-+>#=~|:]|\d{1,9}[.)](?:\s|$))/gm;

/** The Markdown of a text block: the words exactly as they are, and only our own marks as marks. */
export const markdown = (text: Text, most: number): string =>
  markedUp(text, most)
    .replace(/^[ \t]+/gm, '')
    .replace(LINE_START, BREAK)
    // One line break alone is a space to some clients.
    .replace(/\n+/g, '\n\n')
    .trim();

/** The same on one line, for facts and titles. */
export const markdownLine = (text: Text, most: number): string =>
  markedUp(text, most).replace(/\s+/g, ' ').trim().replace(LINE_START, BREAK) || '–';

const partsOf = (text: Text): readonly Inline[] => (typeof text === 'string' ? [text] : text);

function markedUp(text: Text, most: number): string {
  let left = most;
  let said = '';
  const parts = partsOf(text);
  for (const [index, part] of parts.entries()) {
    if (left <= 0) return `${said}…`;
    said += markupOf(part, left, said, wordsOf(parts[index + 1] ?? '', AHEAD));
    const isTime = typeof part !== 'string' && part.kind === 'time';
    const length = isTime ? TIME : wordsOf(part, left * 4).length;
    // What is cut within has its ellipsis; a time is never cut.
    if (!isTime && length > left) return said;
    left -= length;
  }
  return said;
}

const percent = (mark: string): string =>
  `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** The words of a part, as far as they are looked at. */
const wordsOf = (part: Inline, far: number): string => {
  if (typeof part === 'string') return clean(part.slice(0, far));
  if (part.kind === 'time') return '';
  return oneLine((part.kind === 'strong' ? part.text : part.label).slice(0, far));
};

function markupOf(part: Inline, most: number, before: string, after: string): string {
  if (typeof part === 'string') return escaped(cut(part, most));
  switch (part.kind) {
    case 'time':
      return timeOf(part.at, part.style);
    case 'strong':
      return strong(cut(oneLine(part.text), most), before, after);
    case 'link': {
      const address = addressOf(part.url);
      const label = escaped(plain(part.label, most));
      if (address === undefined) return label;
      return `[${label.replace(/[[\]]/g, '\\$&')}](${address.replace(/[\s()<>[\]\\`]/g, percent)})`;
    }
  }
}

/**
 * Markdown closes a bold run after a full stop or a bracket only before a space or another mark; Chinese sentences
 * go on at once. A hair space makes the difference.
 */
function strong(text: string, before: string, after: string): string {
  if (text === '') return '';
  const open = /^[\p{P}\p{S}]/u.test(text) && /[^\s\p{P}\p{S}]$/u.test(before) ? '\u200A' : '';
  const close = /[\p{P}\p{S}]$/u.test(text) && /^[^\s\p{P}\p{S}]/u.test(after) ? '\u200A' : '';
  return `${open}**${escaped(text)}**${close}`;
}

/** Each client writes it in its own language and zone; it wants whole seconds. */
function timeOf(at: Date, style: 'date' | 'date_time'): string {
  const moment = `${at.toISOString().slice(0, 19)}Z`;
  const date = `{{DATE(${moment}, SHORT)}}`;
  return style === 'date' ? date : `${date} {{TIME(${moment})}}`;
}

/** The address where following it is harmless: web and mail, nothing that runs. */
export function addressOf(url: string): string | undefined {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || !['http:', 'https:', 'mailto:'].includes(address.protocol)) return undefined;
  return address.href.length <= ADDRESS ? address.href : undefined;
}

/** How a moment is written where no client does it. */
export type WriteTime = (at: Date, style: 'date' | 'date_time') => string;

/** All of it as bare words, for what cannot hold any structure; links with their address. */
export const bare = (text: Text, write: WriteTime): string =>
  partsOf(text)
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part.kind === 'time') return write(part.at, part.style);
      if (part.kind === 'strong') return part.text;
      const address = addressOf(part.url);
      return address === undefined ? part.label : `${part.label} (${address})`;
    })
    .join('');

/** In a person's own language and zone, as far as the platform says them. */
export function timesFor(locale: string | undefined, timeZone: string | undefined): WriteTime {
  const format = (style: 'date' | 'date_time') => {
    const date = { year: 'numeric', month: 'short', day: 'numeric' } as const;
    const time = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;
    const options = style === 'date' ? date : { ...date, ...time };
    try {
      return new Intl.DateTimeFormat(locale, { ...options, timeZone });
    } catch {
      // A locale or zone that this Node does not know.
      return new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' });
    }
  };
  return (at, style) => format(style).format(at);
}
