import type { types } from '@slack/bolt';
import type { Inline, Text } from '../../src/kernel/card.ts';
import { line, partsOf, plainText, safeUrl, timeInUtc } from '../shared/text.ts';

/** Slack's limit for a button's address; used for every link. */
const maxAddress = 3000;

/** Not escaped: plain text has no markup. `emoji: false` keeps `:tada:` in a name as it is. */
export const plain = (text: string, max: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: line(text, max),
  emoji: false,
});

/** Slack's three escapes; once escaped, `<!channel>` notifies nobody. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const addressOf = (url: string): URL | undefined => safeUrl(url, maxAddress);

/**
 * Whether Slack would find markup in this text: a style, code, a quote, an emoji name. Escaping cannot prevent it,
 * and invisible characters would be copied with the text, so such a text is drawn as rich text instead.
 */
const looksLikeMarkup = (text: string): boolean =>
  /(^|[^\p{L}\p{N}])[*_~](?=\S)|`|^\s*>|:[\w+'-]+:/mu.test(text);

/** The text as mrkdwn; undefined if mrkdwn cannot show it exactly. */
export function mrkdwnOf(text: Text): string | undefined {
  let drawn = '';
  const parts = partsOf(text);
  for (const [index, part] of parts.entries()) {
    if (looksLikeMarkup(plainText([part]))) return undefined;
    const piece = markupOf(part, drawn, plainText(parts.slice(index + 1, index + 2)));
    if (piece === undefined) return undefined;
    drawn += piece;
  }
  return drawn;
}

function markupOf(part: Inline, before: string, after: string): string | undefined {
  if (typeof part === 'string') return escaped(part);
  switch (part.kind) {
    case 'time':
      return `<!date^${secondsOf(part.at)}^${formatOf(part.style)}|${timeInUtc(part.at, part.style)}>`;
    case 'strong': {
      // Slack starts and ends a style only at a word boundary, which Chinese sentences do not have.
      const edges = /(^|\s)$/.test(before) && /^($|[\s.,:;!?)])/.test(after) && /^\S(.*\S)?$/.test(part.text);
      return edges ? `*${escaped(part.text)}*` : undefined;
    }
    case 'link': {
      const address = addressOf(part.url)?.href.replaceAll('|', '%7C');
      return address ? `<${escaped(address)}|${escaped(part.label)}>` : escaped(part.label);
    }
  }
}

/** The text as rich text, exact for any data. */
export const richOf = (text: Text, style: { bold?: true } = {}): types.RichTextElement[] =>
  partsOf(text)
    .filter((part) => plainText([part]) !== '')
    .map((part) => richPartOf(part, style));

function richPartOf(part: Inline, style: { bold?: true }): types.RichTextElement {
  const styled = style.bold ? { style } : {};
  if (typeof part === 'string') return { type: 'text', text: part, ...styled };
  switch (part.kind) {
    case 'time': {
      const timestamp = secondsOf(part.at);
      const fallback = timeInUtc(part.at, part.style);
      return { type: 'date', timestamp, format: formatOf(part.style), fallback, ...styled };
    }
    case 'strong':
      return richPartOf(part.text, { bold: true });
    case 'link': {
      const url = addressOf(part.url)?.href;
      return url ? { type: 'link', url, text: part.label, ...styled } : richPartOf(part.label, style);
    }
  }
}

/** `verbatim`: stops Slack from turning names into links and mentions. */
export const mrkdwn = (text: string): types.MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true });

export const section = (text: string): types.SectionBlock => ({ type: 'section', text: mrkdwn(text) });

export const richLines = (elements: types.RichTextElement[]): types.RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});

const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000);

/** Slack's "pretty" dates say "yesterday", but our sentences already say "on". */
const formatOf = (style: 'date' | 'date_time'): string =>
  style === 'date' ? '{date_short}' : '{date_short} {time}';
