import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { domainIn, emailsIn, parseDomain, parseEmail, shownDomain } from '../../src/kernel/address.ts';
import { normalizeLine, normalizeText } from '../../src/kernel/normal-form.ts';
import { countryFrom, isCountry } from '../../src/organizations/model/countries.ts';

/** What people type, paste and fill in, each with what it means. */
const typed: {
  readonly addresses: Readonly<Record<string, readonly string[]>>;
  readonly domains: Readonly<Record<string, string | null>>;
  readonly countries: Readonly<Record<string, string | null>>;
  readonly names: Readonly<Record<string, string>>;
  readonly shownDomains: Readonly<Record<string, string>>;
} = JSON.parse(readFileSync(new URL('../data/typed.json', import.meta.url), 'utf8'));

describe('R-CMD-06: what people type and paste', () => {
  test.each(Object.entries(typed.addresses))('%j holds the addresses %j', (text, addresses) => {
    expect(emailsIn(text)).toEqual(addresses);
    for (const address of addresses) expect(parseEmail(address)).toBe(address);
  });

  test.each(Object.entries(typed.domains))('R-ORG-07: %j names the domain %j', (text, domain) => {
    expect(domainIn(text) ?? null).toBe(domain);
    if (domain !== null) expect(parseDomain(domain)).toBe(domain);
  });

  test.each(Object.entries(typed.countries))('R-ORG-08: %j is the country %j', (text, country) => {
    expect(countryFrom(text) ?? null).toBe(country);
    if (country !== null) expect(isCountry(country)).toBe(true);
  });

  test.each(Object.entries(typed.names))('%j is the name %j', (text, name) => {
    expect(normalizeLine(text)).toBe(name);
    expect(normalizeLine(name)).toBe(name);
  });

  test.each(Object.entries(typed.shownDomains))('R-ORG-07: the domain %j is shown as %j', (domain, shown) => {
    expect(shownDomain(domain)).toBe(shown);
    if (shown !== domain) expect(parseDomain(shown)).toBe(domain);
  });

  test('a text of several lines keeps its lines, its signs and its quotes', () => {
    expect(normalizeText('Hello “Mary”，\r\n\r\nmu\u0308de？\u0000\ufeff\n')).toBe(
      'Hello “Mary”，\n\nmüde？\n',
    );
  });
});
