import { domainToASCII, domainToUnicode } from 'node:url';
import { normalizeLine } from './normal-form.ts';

const domainPattern =
  /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** What an address has before its `@`. Characters that separate addresses from one another or from names are not taken. */
const localPart = /^[^\s@<>",;:()[\]\\]{1,64}$/;

/**
 * The domain in the one spelling that is kept and compared, lower-case A-labels (R-ORG-07), whatever spelling was typed;
 * undefined when the text is none.
 */
export function parseDomain(text: string): string | undefined {
  const typed = normalizeLine(text);
  // These would be read as parts of an address around the domain.
  if (/[\s%/\\?#@:]/.test(typed)) return undefined;
  const domain = domainToASCII(typed).replace(/\.$/, '');
  return domainPattern.test(domain) ? domain : undefined;
}

/** The mail address in its one spelling (the domain as `parseDomain` has it), or undefined when the text is none. */
export function parseEmail(text: string): string | undefined {
  const address = normalizeLine(text).replace(/^mailto:/i, '');
  const at = address.lastIndexOf('@');
  const domain = parseDomain(address.slice(at + 1));
  const local = address.slice(0, Math.max(at, 0));
  return domain !== undefined && localPart.test(local) ? `${local}@${domain}` : undefined;
}

/** The domain that a mail address is at. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

/**
 * The different mail addresses in a pasted text, as mail programs copy them: `Mary Brien <mary@contoso.com>;`. Of an
 * address with a name, the name counts for nothing, even if it looks like an address.
 */
export function emailsIn(text: string): readonly string[] {
  const typed = normalizeLine(text);
  const inBrackets = [...typed.matchAll(/<([^<>]*@[^<>]*)>/g)].map(([, inside]) => inside ?? '');
  const candidates = inBrackets.length > 0 ? inBrackets : typed.split(/[\s,;<>()"]+/);
  const found = candidates.map((word) => parseEmail(word.replace(/^'(.*)'$/, '$1').replace(/[.:?]+$/, '')));
  return [...new Set(found.filter((email) => email !== undefined))];
}

/**
 * The domain that a pasted text names, as browsers and mail programs copy it: `https://www.contoso.com/`, `contoso.com/`,
 * `@contoso.com`, `<contoso.com>`; undefined when it names none.
 */
export function domainIn(text: string): string | undefined {
  const typed = normalizeLine(text).replace(/^[<("'@]+|[>)"';,]+$/g, '');
  const host = typed
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d*$/, '');
  return parseDomain(host);
}

/** Letters that only Latin writing has: with accents, and the few that are no accented letter. */
const latin = /^[a-z0-9ßæøœðþłđħ-]*$/;
/** Scripts whose letters nobody takes for Latin ones. */
const unmistakable =
  /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Arab}\p{scx=Hebr}\p{scx=Thai}\p{scx=Deva}0-9-]*$/u;
const cyrillicOrGreek = /^(?:[\p{Script=Cyrillic}0-9-]*|[\p{Script=Greek}0-9-]*)$/u;

/**
 * The domain as people write it (U-labels), where its letters cannot be taken for others; else as it is kept
 * (R-ORG-07).
 */
export function shownDomain(domain: string): string {
  if (!domain.includes('xn--')) return domain;
  const shown = domainToUnicode(domain);
  if (shown === '') return domain;
  const labels = shown.split('.');
  const isOwnScript = !/^[a-z]*$/.test(labels.at(-1) ?? '');
  const isClear = (label: string): boolean =>
    latin.test(label.normalize('NFD').replace(/\p{M}/gu, '')) ||
    unmistakable.test(label) ||
    (isOwnScript && cyrillicOrGreek.test(label));
  return labels.every(isClear) ? shown : domain;
}
