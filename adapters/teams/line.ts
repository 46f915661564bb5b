/** Somebody named in a message: the markup that stands for them in its text, and what stands for them in the line. */
export interface Mention {
  readonly text: string;
  /** Undefined for the bot itself, which a mention only calls. */
  readonly id: string | undefined;
}

/** A message that is quoted in a reply, with nothing quoted in it. */
const quotation = /<(blockquote|quoted)\b[^<>]*(?<!\/)>(?:(?!<\1\b)[\s\S])*?<\/\1\s*>|^\s*>.*$/gim;
/** An element of whatever name. `<ana@contoso.com>` is none, and what a person types as `<x>` comes escaped. */
const element = /<\/?([a-z][\w:.-]*)(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?\/?>/gi;
/** The elements that end a line; all others stand within one, as in HTML. */
const ending = /^(?:br|p|div|li|ul|ol|tr|td|th|pre|h[1-6]|hr|blockquote|quoted)$/i;
const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&', nbsp: ' ' };

/**
 * A typed line without Teams' markup (R-CMD-06): the bot's own mention is gone, other mentions are the person's id
 * (`@…`), a quoted message is not part of the line. Everything else about the line is put right by the kernel, for both
 * platforms.
 */
export function lineOf(text: string, mentions: readonly Mention[]): string {
  let line = withoutQuotations(text);
  // A function, because a `$` in a replacement string has a meaning.
  for (const { text: markup, id } of mentions)
    line = line.replace(markup, () => (id === undefined ? ' ' : `@${id} `));
  return line
    .replace(element, (_, name: string) => (ending.test(name) ? ' ' : ''))
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, characterOf);
}

/** From the inside outwards, because quotations can hold quotations. */
function withoutQuotations(text: string): string {
  const without = text.replace(quotation, ' ');
  return without === text ? text : withoutQuotations(without);
}

function characterOf(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
