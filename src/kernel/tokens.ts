import { createHash, randomBytes } from 'node:crypto';
import { normalizeLine } from './normal-form.ts';

/** Letters and digits that nobody takes for one another. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** The secret of a link or of a code: 26 of the 32 letters are 130 random bits (R-INV-03, R-ID-04). */
export const newToken = (): string => Array.from(randomBytes(26), (byte) => alphabet[byte % 32]).join('');

/** What is kept of a link's or a code's secret (R-INV-03, R-SEC-04). The secret has 128 random bits, so no salt. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token.toLowerCase()).digest();

/** The personal link of an invitation. */
export const linkOf = (publicUrl: string, token: string): string => `${publicUrl}/i/${token}`;

/** The token in a text that holds a personal link of ours, whatever else stands around it. */
export function tokensIn(text: string, publicUrl: string): readonly string[] {
  const link = new RegExp(`${publicUrl.replace(/[.*+?^$(){}|[\]\\]/g, '\\$&')}/i/([0-9a-z]{20,64})`, 'gi');
  return [...text.matchAll(link)].map((match) => match[1] ?? '');
}

/** A slash as links have it, and as mail gates write it when they wrap a link, however often they encode it. */
const slash = '(?:/|[%*-](?:25)*2f|_)';
const linkedCode = new RegExp(`${slash}i${slash}([0-9a-z]{20,64})(?![0-9a-z])`, 'gi');
/** A link that a mail program broke: what follows it is not told apart any more, so its length counts. */
const brokenLink = new RegExp(`${slash}i${slash}([0-9a-z]{26})`, 'gi');
/** A code that stands alone, and one in groups of characters, which other words are not: it has digits. */
const bareCode = /^[0-9a-z]{20,64}$/;
const groupedCode = /^(?=.*\d)[0-9a-z]{26}$/;

const allIn = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, code = '']) => code.toLowerCase())),
];

/**
 * The different codes of ours in a pasted text: in personal links, also where mail software has rewritten, wrapped or
 * broken them (R-INV-19), or else by themselves.
 */
export function codesIn(pasted: string): readonly string[] {
  const text = normalizeLine(pasted).toLowerCase();
  const linked = allIn(text, linkedCode);
  if (linked.length > 0) return linked;
  const broken = allIn(text.replace(/=?\s/g, ''), brokenLink);
  if (broken.length > 0) return broken;
  const grouped = text.replace(/[\s-]/g, '');
  if (groupedCode.test(grouped)) return [grouped];
  return [...new Set(text.split(/[\s"'<>()[\],.;:!?]+/).filter((word) => bareCode.test(word)))];
}
