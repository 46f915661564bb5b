/** Somebody named in a message, as `<at>…</at>` stands in its text. */
export interface Mention {
  readonly text: string;
  /** What stands for them in the line; undefined for the bot itself, which is only called by its mention. */
  readonly id: string | undefined;
}

/** Zero-width and direction marks: they come along with pasted text and are seen by nobody. */
const UNSEEN = /[\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;
/** The markup that Teams puts into texts; any other `<…>` was typed. */
const TAGS = /<\/?(?:a|at|b|blockquote|br|code|div|em|i|li|ol|p|pre|s|span|strong|u|ul)(?:\s[^<>]*)?\/?>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  amp: '&',
};

/**
 * A typed command line without Teams' markup (R-CMD-02): the bot's own mention is gone, other mentions are the
 * person's id (`@…`); quotes, dashes and spaces are what a keyboard gives.
 */
export function lineOf(text: string, mentions: readonly Mention[]): string {
  let said = text;
  // A replacer, for a `$` in a replacement would mean something.
  for (const { text: markup, id } of mentions)
    said = said.replace(markup, () => (id === undefined ? ' ' : `@${id} `));
  return (
    said
      .replace(TAGS, (tag) => (/^<\/?(?:br|p|div|li)\b/i.test(tag) ? ' ' : ''))
      .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, entity)
      .replace(UNSEEN, '')
      .replace(/[‘’‚‛]/g, "'")
      .replace(/[“”„‟«»]/g, '"')
      // Phones make one long dash of the two before a flag.
      .replace(/(^|\s)[–—](?=[a-z])/g, '$1--')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

function entity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
