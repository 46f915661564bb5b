import type { Inline, Text } from '../../src/kernel/card.ts';

/** The assumed length of a drawn time, in characters. */
const timeLength = 20;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Control characters, unpaired surrogates (which cannot be encoded in a form body), and bidirectional overrides,
 * which could reverse the words next to a name.
 */
const harmful = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu;

const clean = (text: string): string => text.replace(/\r\n?/g, '\n').replace(harmful, '');

/**
 * Cuts to at most `max` UTF-16 units and marks the cut with an ellipsis; never cuts inside a grapheme. Ignores text
 * far beyond the limit, so a huge text costs no more than a long one.
 */
export const cut = (text: string, max: number): string => cutAfter(clean, text, max);

function cutAfter(tidy: (text: string) => string, text: string, max: number): string {
  const near = text.slice(0, max * 4);
  const whole = tidy(near);
  if (whole.length <= max && near.length === text.length) return whole;
  const end = graphemes.segment(whole).containing(Math.min(max, whole.length) - 1)?.index ?? 0;
  return `${whole.slice(0, end).trimEnd()}…`;
}

export const oneLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim();

/** The same of one line. */
export const cutLine = (text: string, max: number): string => cutAfter(oneLine, text.trim(), max);

/** One line that is never empty, because platforms refuse empty labels. */
export const line = (text: string, max: number): string => cutLine(text, max) || '–';

export const partsOf = (text: Text): readonly Inline[] => (typeof text === 'string' ? [text] : text);

type Markup = Exclude<Inline, string>;

const labelOf = (part: Markup): string => {
  if (part.kind === 'time') return timeInUtc(part.at, part.style);
  return part.kind === 'strong' ? part.text : part.label;
};

/** A text without its structure. `write` turns structured parts into words; by default times are in UTC. */
export const plainText = (text: Text, write: (part: Markup) => string = labelOf): string =>
  partsOf(text)
    .map((part) => (typeof part === 'string' ? part : write(part)))
    .join('');

/** The same in every language; for clients that do not format times themselves. */
export const timeInUtc = (at: Date, style: 'date' | 'date_time'): string =>
  style === 'date' ? at.toISOString().slice(0, 10) : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** The same text, cut to at most `max` visible characters. */
export function cutText(text: Text, max: number): Text {
  if (typeof text === 'string') return cut(text, max);
  const kept: Inline[] = [];
  let left = max;
  for (const part of text) {
    if (left <= 0) return [...kept, '…'];
    kept.push(cutPart(part, left));
    const isTime = typeof part !== 'string' && part.kind === 'time';
    const length = isTime ? timeLength : plainText([part]).length;
    // A part that was cut already ends in an ellipsis; a time is never cut.
    if (!isTime && length > left) return kept;
    left -= length;
  }
  return kept;
}

function cutPart(part: Inline, max: number): Inline {
  if (typeof part === 'string') return cut(part, max);
  if (part.kind === 'time') return part;
  if (part.kind === 'strong') return { ...part, text: cut(part.text, max) };
  return { ...part, label: line(part.label, max) };
}

/** The address if it is safe to open (web or mail) and has at most `max` characters. */
export function safeUrl(url: string, max: number): URL | undefined {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || !['http:', 'https:', 'mailto:'].includes(address.protocol)) return undefined;
  return address.href.length <= max ? address : undefined;
}
