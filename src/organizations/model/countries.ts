import type { Locale } from '../../kernel/words.ts';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const names = (locale: string) => new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });

/** Codes that have a name in the tables but are not countries: unions, tests, exceptional reservations. */
const noCountries = new Set([
  'EU',
  'EZ',
  'UN',
  'XA',
  'XB',
  'QO',
  'ZZ',
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'IC',
  'TA',
]);

/** Whether the code is a country's, ISO 3166-1 alpha-2 (R-ORG-01); includes Kosovo's XK, as the CSP regions do. */
export const isCountry = (code: string): boolean =>
  /^[A-Z]{2}$/.test(code) && !noCountries.has(code) && names('en').of(code) !== undefined;

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
    .toLowerCase();

/** The country for a typed code, or a typed name in English or in the person's language. */
export function countryFrom(typed: string, locale: Locale): string | undefined {
  const code = typed.trim().toUpperCase();
  if (isCountry(code)) return code;
  const wanted = fold(typed);
  if (wanted === '') return undefined;
  const tables = [names('en'), names(locale)];
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .find((one) => isCountry(one) && tables.some((table) => fold(table.of(one) ?? '') === wanted));
}
