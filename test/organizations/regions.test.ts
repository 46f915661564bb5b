import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cspRegions } from '../../src/organizations/data/csp-regions.ts';
import { mayTradeBetween, regionOfCountry } from '../../src/organizations/model/region.ts';

/** The table as its source had it on its date, kept apart from the product's own. */
const source: { readonly asOf: string; readonly regions: Readonly<Record<string, readonly string[]>> } =
  JSON.parse(readFileSync(new URL('../data/csp-regions-2021-04-15.json', import.meta.url), 'utf8'));

describe('R-ORG-04: the CSP regions', () => {
  test('are those of their source, as of its date, and each has the countries that it has there', () => {
    expect(cspRegions.asOf).toBe(source.asOf);
    expect(Object.keys(cspRegions.regions).sort()).toEqual(Object.keys(source.regions).sort());
    for (const [region, countries] of Object.entries(cspRegions.regions)) {
      expect([region, [...countries].sort()]).toEqual([region, [...(source.regions[region] ?? [])].sort()]);
    }
  });

  test.each(Object.entries(source.regions))(
    '%s is the region of each of its countries',
    (region, countries) => {
      for (const country of countries) expect([country, regionOfCountry(country)]).toEqual([country, region]);
    },
  );

  // Written by hand, one by one: what people at a partner would expect to be told.
  test.each([
    ['DE', 'FR'],
    ['DE', 'GB'],
    ['CH', 'NO'],
    ['IE', 'PL'],
    ['US', 'UM'],
    ['CA', 'PM'],
    ['MX', 'AR'],
    ['CO', 'PR'],
    ['CL', 'JM'],
    ['SG', 'VN'],
    ['HK', 'TH'],
    ['AU', 'FJ'],
    ['NZ', 'WS'],
    ['KE', 'NG'],
    ['AE', 'SA'],
    ['UA', 'RS'],
    ['ZA', 'TR'],
    ['JP', 'JP'],
    ['TW', 'TW'],
  ])('a partner in %s may ask a customer in %s, and the other way round', (one, other) => {
    expect([mayTradeBetween(one, other), mayTradeBetween(other, one)]).toEqual([true, true]);
  });

  test.each([
    ['US', 'CA'],
    ['US', 'MX'],
    ['US', 'PR'],
    ['US', 'GB'],
    ['GB', 'IN'],
    ['BR', 'AR'],
    ['BR', 'PT'],
    ['JP', 'KR'],
    ['TW', 'HK'],
    ['TW', 'JP'],
    ['IN', 'SG'],
    ['AU', 'NZ'],
    ['RU', 'UA'],
    ['RU', 'KZ'],
    ['DE', 'TR'],
    ['DE', 'RS'],
    ['FR', 'NC'],
    ['ZA', 'NG'],
    ['EG', 'KE'],
    ['FI', 'RU'],
    ['CN', 'HK'],
    ['CU', 'MX'],
    ['US', 'CN'],
  ])('a partner in %s may not ask a customer in %s, nor the other way round', (one, other) => {
    expect([mayTradeBetween(one, other), mayTradeBetween(other, one)]).toEqual([false, false]);
  });

  test.each(['CN', 'CU', 'IR', 'KP', 'SY', 'SD', 'ZZ', ''])('“%s” is in none', (country) => {
    expect(regionOfCountry(country)).toBeUndefined();
  });
});
