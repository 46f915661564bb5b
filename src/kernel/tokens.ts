import { createHash, randomBytes } from 'node:crypto';

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

/** A typed code or a pasted link, as the token in it. */
export const tokenFrom = (typed: string): string =>
  (/\/i\/([0-9a-z]+)/i.exec(typed)?.[1] ?? typed).replace(/[\s-]/g, '').toLowerCase();
