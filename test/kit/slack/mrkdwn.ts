import type { Text } from './kit.ts';

export interface Link {
  readonly label: string;
  readonly url: string;
}

const ANGLE = /<([^<>]+)>/g;
const STYLED = /(^|[\s([{'"—–-])([*_~])(?=\S)([^\n]*?\S)\2(?=$|[\s)\]}'".,:;!?—–-])/gm;

/** Text as a person reads it, and the links in it. */
export interface Reading {
  readonly text: string;
  readonly links: readonly Link[];
}

/** What a text object says to a person. */
export function readText(text: Text): Reading {
  return text.type === 'mrkdwn' ? readMrkdwn(text.text) : { text: text.text, links: [] };
}

/** The words of a text object; '' when there is none. */
export function wordsOf(text: Text | null | undefined): string {
  return text ? readText(text).text : '';
}

/** What a person reads where this mrkdwn stands: links as labels, dates as their fallback, nothing escaped. */
export function readMrkdwn(mrkdwn: string): Reading {
  const links: Link[] = [];
  const plain = mrkdwn.split(ANGLE).map((part, index) => {
    if (index % 2 === 0) return part;
    const { label, url } = readAngle(part);
    if (url) links.push({ label: unescaped(label), url: unescaped(url) });
    return label;
  });
  return { text: unescaped(unstyle(plain.join(''))), links };
}

/** Everything in this mrkdwn that would call somebody: `<!channel>`, `<!here>`, `<!everyone>`, `<@U…>`, `<!subteam^…>`. */
export function pingsIn(mrkdwn: string): readonly string[] {
  return mrkdwn.match(/<(?:!channel|!here|!everyone|!subteam\^|@[UW])[^<>]*>/g) ?? [];
}

/** Slack's three escapes, undone. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function readAngle(inside: string): { label: string; url?: string } {
  const [target = '', label] = split(inside);
  if (target.startsWith('@')) return { label: label ?? target };
  if (target.startsWith('#')) return { label: `#${label ?? target.slice(1)}` };
  if (!target.startsWith('!')) return { label: label ?? target, url: target };
  return { label: label ?? `@${target.slice(1)}` };
}

function split(inside: string): [string, string?] {
  const bar = inside.indexOf('|');
  return bar < 0 ? [inside] : [inside.slice(0, bar), inside.slice(bar + 1)];
}

function unstyle(text: string): string {
  const once = text.replace(STYLED, '$1$3').replace(/`([^`\n]+)`/g, '$1');
  return once === text ? once : unstyle(once);
}
