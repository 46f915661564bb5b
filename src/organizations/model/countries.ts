import { normalizeLine } from '../../kernel/normal-form.ts';
import { type Locale, locales } from '../../kernel/words.ts';
import { countryCodes, otherCountryNames } from '../data/countries.ts';

const codes: ReadonlySet<string> = new Set(countryCodes);

/** Whether the code is a country's, ISO 3166-1 alpha-2 or Kosovo's (R-ORG-01, R-ORG-08). */
export const isCountry = (code: string): boolean => codes.has(code);

const namesIn = (locale: Locale) => new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });

/** A name for comparing: without accents, signs, article and capitals; `&` is read as "and". */
const folded = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[’']/g, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
    .replace(/^the /, '');

/** The country of each name: those in all our languages, and other common ones (R-ORG-08). */
const byName: ReadonlyMap<string, string> = new Map([
  ...locales.flatMap((locale) => {
    const names = namesIn(locale);
    return countryCodes.map((code) => [folded(names.of(code) ?? code), code] as const);
  }),
  ...Object.entries(otherCountryNames).flatMap(([code, names]) =>
    names.map((name) => [folded(name), code] as const),
  ),
]);

/** The country for a typed code or name (R-ORG-08); undefined if the text names none. */
export function countryFrom(text: string): string | undefined {
  const typed = normalizeLine(text);
  const code = typed.toUpperCase();
  return isCountry(code) ? code : byName.get(folded(typed));
}

/** All countries with their names in a language, by name. */
export function countriesIn(locale: Locale): readonly { readonly code: string; readonly name: string }[] {
  const names = namesIn(locale);
  return countryCodes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((one, other) => one.name.localeCompare(other.name, locale));
}
