import { describe, expect, test } from 'vitest';
import { domainOf, parseDomain, parseEmail } from '../../src/kernel/address.ts';
import { acceptancePortal, type Cloud, isPartner, isReseller } from '../../src/kernel/organization.ts';
import { isWebmailDomain } from '../../src/organizations/index.ts';

describe('clouds', () => {
  test.each<[Cloud, string]>([
    ['public', 'microsoft_365'],
    ['us_government', 'microsoft_office'],
    ['germany', 'microsoft_office'],
  ])('R-ORG-03: a customer in the %s cloud accepts in the portal %s', (cloud, portal) => {
    expect(acceptancePortal(cloud)).toBe(portal);
  });
});

describe('programmes', () => {
  test.each([
    [null, false, false],
    ['direct_reseller', true, true],
    ['indirect_reseller', true, true],
    ['indirect_provider', true, false],
    ['advisor', true, false],
  ] as const)('%s: a partner %s, a reseller %s', (programme, partner, reseller) => {
    expect([isPartner({ programme }), isReseller({ programme })]).toEqual([partner, reseller]);
  });
});

describe('domains and addresses', () => {
  test.each([
    ['contoso.com', 'contoso.com'],
    ['  Contoso.COM. ', 'contoso.com'],
    ['a-b.co.uk', 'a-b.co.uk'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ])('R-CMD-03: %j is the domain %s', (typed, domain) => {
    expect(parseDomain(typed)).toBe(domain);
  });

  test.each([
    '',
    'contoso',
    'con toso.com',
    '-contoso.com',
    'contoso-.com',
    'contoso..com',
    '.com',
    'contoso.123',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(130)}com`,
    '%.com',
    'contoso_.com',
  ])('R-CMD-03: %j is no domain', (typed) => {
    expect(parseDomain(typed)).toBeUndefined();
  });

  test.each([
    ['Gil@Contoso.COM', 'Gil@contoso.com'],
    [' mailto:gil@contoso.com ', 'gil@contoso.com'],
    ["o'neil@contoso.com", "o'neil@contoso.com"],
    ['gil+orders@contoso.com', 'gil+orders@contoso.com'],
    ['gil@contoso', undefined],
    ['gil@@contoso.com', undefined],
    ['gil@contoso.com, bea@contoso.com', undefined],
    ['Gil <gil@contoso.com>', undefined],
    ['@contoso.com', undefined],
    [`${'a'.repeat(65)}@contoso.com`, undefined],
  ])('%j is the address %s', (typed, address) => {
    expect(parseEmail(typed)).toBe(address);
  });

  test('an address is at the domain after its last sign', () => {
    expect(domainOf('Gil@Contoso.com')).toBe('contoso.com');
  });

  test.each([
    'gmail.com',
    'GMAIL.com',
    'mail.gmail.com',
    'yahoo.fr',
    'yahoo.co.uk',
    'hotmail.com.tw',
    'live.nl',
    'mail.yahoo.co.uk',
    'yahoo.ne.jp',
    'hotmail.or.kr',
  ])('R-ID-04: %s belongs to a consumer mail service', (domain) => {
    expect(isWebmailDomain(domain)).toBe(true);
  });

  test.each([
    'contoso.com',
    'notgmail.com',
    'gmail.com.contoso.com',
    'live.contoso.com',
    'mac.contoso.de',
    // Not the country form of a service: what follows its name is no country.
    'live.store',
    'live.1de',
    'live.x',
    'yahoo.co.uk.contoso.com',
    'yahoo.co.uki',
    'yahoo.xco.uk',
    'yahoo.com1.uk',
    'yahoo.xn--p1ai',
  ])('R-ID-04: %s belongs to an organization', (domain) => {
    expect(isWebmailDomain(domain)).toBe(false);
  });
});
