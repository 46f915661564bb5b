import { domainToASCII, domainToUnicode } from 'node:url';
import { normalizeLine } from './normal-form.ts';

const domainPattern =
  /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** The part of an address before `@`. Excludes characters that separate addresses from each other or from names. */
const localPart = /^[^\s@<>",;:()[\]\\]{1,64}$/;

/**
 * The canonical domain for storing and comparing, in lower-case A-labels (R-ORG-07); undefined if the text is not a
 * domain.
 */
export function parseDomain(text: string): string | undefined {
  const typed = normalizeLine(text);
  // These would be read as parts of an address around the domain.
  if (/[\s%/\\?#@:]/.test(typed)) return undefined;
  const domain = domainToASCII(typed).replace(/\.$/, '');
  return domainPattern.test(domain) ? domain : undefined;
}

/** The canonical mail address (its domain as in `parseDomain`); undefined if the text is not an address. */
export function parseEmail(text: string): string | undefined {
  const address = normalizeLine(text).replace(/^mailto:/i, '');
  const at = address.lastIndexOf('@');
  const domain = parseDomain(address.slice(at + 1));
  const local = address.slice(0, Math.max(at, 0));
  return domain !== undefined && localPart.test(local) ? `${local}@${domain}` : undefined;
}

/** The domain of a mail address. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

/**
 * The different mail addresses in a pasted text, as mail programs copy them: `Mary Brien <mary@contoso.com>;`. The name
 * before an address is ignored, even if it looks like an address.
 */
export function emailsIn(text: string): readonly string[] {
  const typed = normalizeLine(text);
  const inBrackets = [...typed.matchAll(/<([^<>]*@[^<>]*)>/g)].map(([, inside]) => inside ?? '');
  const candidates = inBrackets.length > 0 ? inBrackets : typed.split(/[\s,;<>()"]+/);
  const found = candidates.map((word) => parseEmail(word.replace(/^'(.*)'$/, '$1').replace(/[.:?]+$/, '')));
  return [...new Set(found.filter((email) => email !== undefined))];
}

/**
 * The domain in a pasted text, as browsers and mail programs copy it: `https://www.contoso.com/`, `contoso.com/`,
 * `@contoso.com`, `<contoso.com>`; undefined if there is none.
 */
export function domainIn(text: string): string | undefined {
  const typed = normalizeLine(text).replace(/^[<("'@]+|[>)"';,]+$/g, '');
  const host = typed
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d*$/, '');
  return parseDomain(host);
}

/** Letters used only in Latin writing: accented ones, and the few that have no accent. */
const latin = /^[a-z0-9ßæøœðþłđħ-]*$/;
/** Scripts whose letters cannot be mistaken for Latin ones. */
const unmistakable =
  /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Arab}\p{scx=Hebr}\p{scx=Thai}\p{scx=Deva}0-9-]*$/u;
const cyrillicOrGreek = /^(?:[\p{Script=Cyrillic}0-9-]*|[\p{Script=Greek}0-9-]*)$/u;

/**
 * The domain as people write it (U-labels), if its letters cannot be mistaken for others; otherwise as stored
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
