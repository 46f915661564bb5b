import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { locales } from '../../src/kernel/words.ts';
import { countryCodes, otherCountryNames } from '../../src/organizations/data/countries.ts';
import { countriesIn, countryFrom } from '../../src/organizations/model/countries.ts';

const regions: { readonly regions: Readonly<Record<string, readonly string[]>> } = JSON.parse(
  readFileSync(new URL('../data/csp-regions-2021-04-15.json', import.meta.url), 'utf8'),
);

describe('R-ORG-08: the countries', () => {
  test('are those of ISO 3166-1 and Kosovo, each once', () => {
    expect(countryCodes).toHaveLength(250);
    expect(new Set(countryCodes).size).toBe(250);
  });

  test.each(locales)('each that has a region is recognized by its own name in %s', (locale) => {
    const names = new Map(countriesIn(locale).map(({ code, name }) => [code, name]));
    for (const code of Object.values(regions.regions).flat()) {
      expect([code, countryFrom(names.get(code) ?? '')]).toEqual([code, code]);
    }
  });

  test('other names are normalized as in comparisons, and each means one country', () => {
    const names = Object.entries(otherCountryNames).flatMap(([code, known]) =>
      known.map((name) => [name, code] as const),
    );
    expect(new Set(names.map(([name]) => name)).size).toBe(names.length);
    for (const [name, code] of names) expect([name, countryFrom(name)]).toEqual([name, code]);
  });

  test('are offered by name, in the order of the language', () => {
    const offered = countriesIn('en').map(({ name }) => name);
    expect(offered.slice(0, 3)).toEqual(['Afghanistan', 'Åland Islands', 'Albania']);
    expect(offered).toHaveLength(250);
  });
});
