import { describe, expect, test } from 'vitest';
import { domainOf, parseDomain, parseEmail } from '../../src/kernel/address.ts';
import { isUuid } from '../../src/kernel/ids.ts';

const label = 'a'.repeat(63);

describe('R-CMD-03: a domain', () => {
  test.each([
    ['contoso.com', 'contoso.com'],
    [' Contoso.COM ', 'contoso.com'],
    ['contoso.com.', 'contoso.com'],
    ['mail.contoso.co.uk', 'mail.contoso.co.uk'],
    ['x-1.de', 'x-1.de'],
    ['1x.de', '1x.de'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    [`${label}.com`, `${label}.com`],
    ['a.bc', 'a.bc'],
  ])('%j is one', (typed, domain) => {
    expect(parseDomain(typed)).toBe(domain);
  });

  test.each([
    '',
    'contoso',
    '.com',
    'contoso..com',
    'contoso.com..',
    '-contoso.com',
    'contoso-.com',
    'con toso.com',
    'contoso.c',
    'contoso.1com',
    'contoso.com/x',
    'https://contoso.com',
    'a@contoso.com',
    `${label}a.com`,
    `${'a.'.repeat(126)}com`,
    'contoso.com\nx',
    'contoso.com-',
  ])('%j is none', (typed) => {
    expect(parseDomain(typed)).toBeUndefined();
  });
});

describe('R-CMD-03: a mail address', () => {
  test.each([
    ['gil@contoso.com', 'gil@contoso.com'],
    [' Gil.O+x@Contoso.COM ', 'Gil.O+x@contoso.com'],
    ['mailto:gil@contoso.com', 'gil@contoso.com'],
    ['MAILTO:gil@contoso.com', 'gil@contoso.com'],
    [`${'a'.repeat(64)}@contoso.com`, `${'a'.repeat(64)}@contoso.com`],
  ])('%j is one', (typed, address) => {
    expect(parseEmail(typed)).toBe(address);
  });

  test.each([
    '',
    'gil',
    '@contoso.com',
    'gil@',
    'gil@contoso',
    'gil o@contoso.com',
    'gil@@contoso.com',
    'a@b@contoso.com',
    '"gil"@contoso.com',
    'gil@contoso.com, bea@contoso.com',
    '<gil@contoso.com>',
    'gil(x)@contoso.com',
    `${'a'.repeat(65)}@contoso.com`,
    'xmailto:gil@contoso.com',
  ])('%j is none', (typed) => {
    expect(parseEmail(typed)).toBeUndefined();
  });

  test('is the part after the last @, in lower case', () => {
    expect(domainOf('gil@Contoso.COM')).toBe('contoso.com');
    expect(domainOf('odd@name@contoso.com')).toBe('contoso.com');
  });
});

describe('an id', () => {
  const id = '01990000-0000-7000-8000-00000000000c';
  test('is a UUID as a whole, in letters of any size', () => {
    expect(isUuid(id)).toBe(true);
    expect(isUuid(id.toUpperCase())).toBe(true);
    for (const other of [`${id}0`, `0${id}`, ` ${id}`, id.replaceAll('-', ''), id.replace('c', 'g'), ''])
      expect(isUuid(other)).toBe(false);
  });
});
