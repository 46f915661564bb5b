import type { types } from '@slack/bolt';
import type { Inline, Text } from '../../src/kernel/card.ts';

/** Slack's bound for the address of a button; kept for every link. */
const ADDRESS = 3000;
/** What a time takes of a text's length: about as long as it is drawn. */
const TIME = 20;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * What no one sees and what harms: control characters, halves of characters (a form body cannot be encoded with
 * them), and bidirectional overrides, by which a name would turn around the words beside it.
 */
const UNSEEN = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu;

/**
 * At most that many UTF-16 units, with an ellipsis where something is missing; never within a grapheme. What is far
 * beyond the end is not even looked at.
 */
export function cut(text: string, most: number): string {
  const near = text.slice(0, most * 4);
  const clean = near.replace(UNSEEN, '');
  if (clean.length <= most && near.length === text.length) return clean;
  const end = graphemes.segment(clean).containing(Math.min(most, clean.length) - 1)?.index ?? 0;
  return `${clean.slice(0, end).trimEnd()}…`;
}

/** One line that is never empty: Slack refuses labels without a character. */
export const line = (text: string, most: number): string =>
  cut(text.replace(/\s+/g, ' ').trim(), most) || '–';

/**
 * `emoji: false` keeps `:tada:` in a name as it is. Nothing is escaped: plain text has no markup to escape from, and
 * an `&amp;` would be read as it stands.
 */
export const plain = (text: string, most: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: line(text, most),
  emoji: false,
});

/** Slack's three escapes; after them `<!channel>` calls nobody. */
export const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => escapes[sign] ?? sign);
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const partsOf = (text: Text): readonly Inline[] => (typeof text === 'string' ? [text] : text);

const labelOf = (part: Inline): string => {
  if (typeof part === 'string') return part;
  if (part.kind === 'time') return fallbackOf(part.at, part.style);
  return part.kind === 'strong' ? part.text : part.label;
};

/** All of it as bare words, times in UTC: for what cannot hold any structure. */
export const wordsOf = (text: Text): string => (typeof text === 'string' ? text : text.map(labelOf).join(''));

/** The same text with at most that many characters to read. */
export function cutText(text: Text, most: number): Text {
  if (typeof text === 'string') return cut(text, most);
  const kept: Inline[] = [];
  let left = most;
  for (const part of text) {
    if (left <= 0) return [...kept, '…'];
    kept.push(cutPart(part, left));
    const isTime = typeof part !== 'string' && part.kind === 'time';
    // What is cut within has its ellipsis; a time is never cut.
    if (!isTime && labelOf(part).length > left) return kept;
    left -= isTime ? TIME : labelOf(part).length;
  }
  return kept;
}

function cutPart(part: Inline, most: number): Inline {
  if (typeof part === 'string') return cut(part, most);
  if (part.kind === 'time') return part;
  if (part.kind === 'strong') return { ...part, text: cut(part.text, most) };
  return { ...part, label: line(part.label, most) };
}

/** The address where following it is harmless and Slack takes it: web and mail, nothing that runs. */
export function addressOf(url: string): URL | undefined {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || !['http:', 'https:', 'mailto:'].includes(address.protocol)) return undefined;
  return address.href.length <= ADDRESS ? address : undefined;
}

/**
 * Whether Slack's markup would read something into these words: a style that opens, code, a quote, a colon-named
 * emoji. Escaping cannot prevent it and invisible characters would be copied along, so such a text is drawn as rich
 * text, where nothing is read into anything.
 */
const reads = (text: string): boolean => /(^|[^\p{L}\p{N}])[*_~](?=\S)|`|^\s*>|:[\w+'-]+:/mu.test(text);

/** As mrkdwn; undefined for what mrkdwn cannot say exactly. */
export function mrkdwnOf(text: Text): string | undefined {
  let said = '';
  const parts = partsOf(text);
  for (const [index, part] of parts.entries()) {
    if (reads(labelOf(part))) return undefined;
    const next = parts[index + 1];
    const piece = markupOf(part, said, next === undefined ? '' : labelOf(next));
    if (piece === undefined) return undefined;
    said += piece;
  }
  return said;
}

function markupOf(part: Inline, before: string, after: string): string | undefined {
  if (typeof part === 'string') return escaped(part);
  switch (part.kind) {
    case 'time':
      return `<!date^${secondsOf(part.at)}^${formatOf(part.style)}|${fallbackOf(part.at, part.style)}>`;
    case 'strong': {
      // Slack opens and closes a style only at a word's edge, which Chinese sentences do not have.
      const edges = /(^|\s)$/.test(before) && /^($|[\s.,:;!?)])/.test(after) && /^\S(.*\S)?$/.test(part.text);
      return edges ? `*${escaped(part.text)}*` : undefined;
    }
    case 'link': {
      const address = addressOf(part.url)?.href.replaceAll('|', '%7C');
      return address ? `<${escaped(address)}|${escaped(part.label)}>` : escaped(part.label);
    }
  }
}

/** As rich text: exact for any data. */
export const richOf = (text: Text, style: { bold?: true } = {}): types.RichTextElement[] =>
  partsOf(text)
    .filter((part) => labelOf(part) !== '')
    .map((part) => richPartOf(part, style));

function richPartOf(part: Inline, style: { bold?: true }): types.RichTextElement {
  const styled = style.bold ? { style } : {};
  if (typeof part === 'string') return { type: 'text', text: part, ...styled };
  switch (part.kind) {
    case 'time':
      return {
        type: 'date',
        timestamp: secondsOf(part.at),
        format: formatOf(part.style),
        fallback: fallbackOf(part.at, part.style),
        ...styled,
      };
    case 'strong':
      return { type: 'text', text: part.text, style: { bold: true } };
    case 'link': {
      const address = addressOf(part.url)?.href;
      if (!address) return { type: 'text', text: part.label, ...styled };
      return { type: 'link', url: address, text: part.label, ...styled };
    }
  }
}

const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000);
/** Not Slack's "pretty" dates: our sentences say "on", and "on yesterday" is none. */
const formatOf = (style: 'date' | 'date_time'): string =>
  style === 'date' ? '{date_short}' : '{date_short} {time}';
/** Read by clients and renderers that do not draw times; the same in every language. */
const fallbackOf = (at: Date, style: 'date' | 'date_time'): string =>
  style === 'date' ? at.toISOString().slice(0, 10) : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
