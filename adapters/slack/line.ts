/** Zero-width and direction marks: they come along with pasted text and are seen by nobody. */
const UNSEEN = /[\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;
const ANGLE = /<([^<>]*)>/g;

/**
 * A typed command line without Slack's markup (R-CMD-02): mentions keep their id (`@U1`, `#C1`), links what was
 * typed; quotes, dashes and spaces are what a keyboard gives.
 */
export const lineOf = (text: string): string =>
  text
    .replace(ANGLE, (_, inside: string) => spokenOf(inside))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(UNSEEN, '')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟]/g, '"')
    // Phones make one long dash of the two before a flag.
    .replace(/(^|\s)[–—](?=[a-z])/g, '$1--')
    .replace(/\s+/g, ' ')
    .trim();

function spokenOf(inside: string): string {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : inside.slice(bar + 1);
  if (/^[@#]/.test(target)) return target;
  if (target.startsWith('!')) return label || `@${target.slice(1)}`;
  return label || target.replace(/^(mailto|tel):/, '');
}
