import type { types } from '@slack/bolt';
import type { Inline, Text } from '../../src/kernel/card.ts';
import { line, partsOf, plainText, safeUrl, timeInUtc } from '../shared/text.ts';

/** Slack's limit for the address of a button; kept for every link. */
const maxAddress = 3000;

/**
 * Plain text is not escaped: it has no markup, and an `&amp;` would be shown as it stands. `emoji: false` keeps
 * `:tada:` in a name as it is.
 */
export const plain = (text: string, max: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: line(text, max),
  emoji: false,
});

/** Slack's three escapes; after them `<!channel>` notifies nobody. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const addressOf = (url: string): URL | undefined => safeUrl(url, maxAddress);

/**
 * Whether Slack would find markup in these words: a style, code, a quote, an emoji's name. Escaping cannot prevent it,
 * and invisible characters would be copied along with the words, so such a text is drawn as rich text instead.
 */
const looksLikeMarkup = (text: string): boolean =>
  /(^|[^\p{L}\p{N}])[*_~](?=\S)|`|^\s*>|:[\w+'-]+:/mu.test(text);

/** As mrkdwn; undefined for what mrkdwn cannot show exactly. */
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
      // Slack starts and ends a style only at the edge of a word, which Chinese sentences do not have.
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

/** `verbatim`: Slack must not turn names into links and mentions. */
export const mrkdwn = (text: string): types.MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true });

export const section = (text: string): types.SectionBlock => ({ type: 'section', text: mrkdwn(text) });

export const richLines = (elements: types.RichTextElement[]): types.RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});

const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000);

/** Not Slack's "pretty" dates: they say "yesterday", and our sentences already say "on". */
const formatOf = (style: 'date' | 'date_time'): string =>
  style === 'date' ? '{date_short}' : '{date_short} {time}';
