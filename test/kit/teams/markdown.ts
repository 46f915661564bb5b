/** For whom something is shown. */
export interface Viewer {
  readonly locale: string;
  readonly timeZone: string;
}

export interface Link {
  readonly label: string;
  readonly url: string;
}

/** What a reader sees of a text: its words, and the links among them. */
export interface Reading {
  readonly text: string;
  readonly links: readonly Link[];
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", nbsp: ' ' };
/** Escaped characters are replaced by private-use characters until the markup has been read. */
const ASIDE = 0xe000;

/** Reads the Markdown of a card's text block, a fact or a message, as Teams shows it. */
export function readMarkdown(source: string, viewer: Viewer): Reading {
  const links: Link[] = [];
  const text = datesIn(source, viewer)
    .replace(/\\([!-/:-@[-`{-~])/g, (_, mark: string) => String.fromCharCode(ASIDE + mark.charCodeAt(0)))
    .replace(/<at>(.*?)<\/at>/g, '$1')
    .replace(/\[([^\]]*)\]\(([^)\s]+)\)/g, (_, label: string, url: string) => {
      links.push({ label: plain(label), url: restored(url) });
      return label;
    });
  return { text: plain(text), links };
}

function plain(text: string): string {
  const words = text
    .replace(/(\*\*|__|~~)(?=\S)(.+?)\1/gs, '$2')
    .replace(/\*(?=\S)([^*\n]+?)\*/g, '$1')
    .replace(/(?<![\p{L}\p{N}_])_(?=\S)([^_\n]+?)_(?![\p{L}\p{N}_])/gu, '$1')
    .replace(/&(lt|gt|amp|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '');
  return restored(words);
}

function restored(text: string): string {
  // Zero-width characters are removed and no-break spaces become spaces, because readers see no difference.
  const seen = text.replaceAll('\u200B', '').replaceAll('\u00A0', ' ');
  return seen.replace(/[\uE021-\uE07E]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - ASIDE));
}

const WHEN =
  /\{\{(DATE|TIME)\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))(?:, ?(COMPACT|SHORT|LONG))?\)\}\}/g;

/** Times are written in the viewer's language and zone: `{{DATE(2026-11-21T09:00:00Z, SHORT)}}`. */
function datesIn(source: string, { locale, timeZone }: Viewer): string {
  return source.replace(WHEN, (_, kind: string, moment: string, format = 'COMPACT') => {
    const at = new Date(moment);
    if (kind === 'TIME')
      return at.toLocaleTimeString(locale, { timeZone, hour: 'numeric', minute: '2-digit' });
    if (format === 'COMPACT') return at.toLocaleDateString(locale, { timeZone });
    const width = format === 'LONG' ? 'long' : 'short';
    const parts = { timeZone, weekday: width, day: 'numeric', month: width, year: 'numeric' } as const;
    return at.toLocaleDateString(locale, parts);
  });
}

/** Reads a message's text, which is Markdown unless it says otherwise. */
export function readText(text: string, format: string | undefined, viewer: Viewer): Reading {
  if (format === 'plain') return { text, links: [] };
  if (format !== 'xml') return readMarkdown(text, viewer);
  const links = [...text.matchAll(/<a\s[^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/g)];
  return {
    text: plain(text.replace(/<br\s*\/?>|<\/p>/g, '\n').replace(/<[^>]*>/g, '')),
    links: links.map(([, url = '', label = '']) => ({ label: plain(label), url })),
  };
}
