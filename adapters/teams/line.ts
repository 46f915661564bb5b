/** A mention in a message: its markup in the text, and the id that replaces it in the line. */
export interface Mention {
  readonly text: string;
  /** Undefined for the bot itself, whose mention is removed. */
  readonly id: string | undefined;
}

/** A quoted message without another quotation inside. */
const quotation = /<(blockquote|quoted)\b[^<>]*(?<!\/)>(?:(?!<\1\b)[\s\S])*?<\/\1\s*>|^\s*>.*$/gim;
/** An element with any name. `<ana@contoso.com>` is not one, and `<x>` that a person types arrives escaped. */
const element = /<\/?([a-z][\w:.-]*)(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?\/?>/gi;
/** The elements that end a line; as in HTML, all others are inline. */
const ending = /^(?:br|p|div|li|ul|ol|tr|td|th|pre|h[1-6]|hr|blockquote|quoted)$/i;
const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&', nbsp: ' ' };

/**
 * A typed line without Teams' markup (R-CMD-06): the bot's own mention is removed, other mentions become the person's
 * id (`@…`), and a quoted message is dropped. The kernel normalizes the rest for both platforms.
 */
export function lineOf(text: string, mentions: readonly Mention[]): string {
  let line = withoutQuotations(text);
  // A function, because `$` has a meaning in a replacement string.
  for (const { text: markup, id } of mentions)
    line = line.replace(markup, () => (id === undefined ? ' ' : `@${id} `));
  return line
    .replace(element, (_, name: string) => (ending.test(name) ? ' ' : ''))
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, characterOf);
}

/** Removes the innermost quotations first, because quotations can be nested. */
function withoutQuotations(text: string): string {
  const without = text.replace(quotation, ' ');
  return without === text ? text : withoutQuotations(without);
}

function characterOf(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
