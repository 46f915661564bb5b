import { createHash, randomBytes } from 'node:crypto';
import { normalizeLine } from './normal-form.ts';

/** Letters and digits that cannot be mistaken for each other. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** The secret of a link or a code: 26 of 32 characters are 130 random bits (R-INV-03, R-ID-04). */
export const newToken = (): string => Array.from(randomBytes(26), (byte) => alphabet[byte % 32]).join('');

/** The stored hash of a secret (R-INV-03, R-SEC-04). The secret has 128 random bits, so it needs no salt. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token.toLowerCase()).digest();

/** The personal link of an invitation. */
export const linkOf = (publicUrl: string, token: string): string => `${publicUrl}/i/${token}`;

/** The tokens in a text that contains personal links of ours, whatever else it contains. */
export function tokensIn(text: string, publicUrl: string): readonly string[] {
  const link = new RegExp(`${publicUrl.replace(/[.*+?^$(){}|[\]\\]/g, '\\$&')}/i/([0-9a-z]{20,64})`, 'gi');
  return [...text.matchAll(link)].map((match) => match[1] ?? '');
}

/** A slash in a link, or as mail gateways write it when they wrap a link, encoded any number of times. */
const slash = '(?:/|[%*-](?:25)*2f|_)';
const linkedCode = new RegExp(`${slash}i${slash}([0-9a-z]{20,64})(?![0-9a-z])`, 'gi');
/** A link that a mail program broke: the text after it cannot be separated any more, so the token's length counts. */
const brokenLink = new RegExp(`${slash}i${slash}([0-9a-z]{26})`, 'gi');
/** A single code, or one split into groups; unlike other words it has digits. */
const bareCode = /^[0-9a-z]{20,64}$/;
const groupedCode = /^(?=.*\d)[0-9a-z]{26}$/;

const allIn = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, code = '']) => code.toLowerCase())),
];

/**
 * The different codes in a pasted text: from personal links, also those that mail software has rewritten, wrapped or
 * broken (R-INV-19), otherwise single codes.
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
