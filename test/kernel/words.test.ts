import { describe, expect, test } from 'vitest';
import { createWords, localeFor, moment } from '../../src/kernel/words.ts';

const catalogue = {
  plain: 'Hello',
  named: 'Hello {name}, <b>you</b>',
  counted: '{n, plural, one {# thing} other {# things}}',
  timed: 'It was {at}, by {who}: {link}',
};
const words = createWords({ en: catalogue })('en');
const at = new Date('2026-03-10T15:04:00Z');
const time = { kind: 'time', at, style: 'date' } as const;
const strong = { kind: 'strong', text: 'Gil' } as const;
const link = { kind: 'link', label: 'the page', url: 'https://contoso.com' } as const;

describe('R-LANG-02: words', () => {
  test('are made once for a language', () => {
    const make = createWords({ en: catalogue });
    expect(make('en')).toBe(make('en'));
    expect(make('en').locale).toBe('en');
  });

  test('take values, numbers by their plural, and no markup', () => {
    expect(words.text('plain')).toBe('Hello');
    expect(words.text('named', { name: '{x}' })).toBe('Hello {x}, <b>you</b>');
    expect([1, 2, 1000].map((n) => words.text('counted', { n }))).toEqual([
      '1 thing',
      '2 things',
      '1,000 things',
    ]);
  });

  test('as plain text have times in UTC, and of links and strong parts the words', () => {
    expect(words.text('timed', { at: time, who: strong, link })).toBe(
      'It was Mar 10, 2026, by Gil: the page',
    );
    expect(words.text('timed', { at: moment(at), who: 'Bea', link: 7 })).toBe(
      'It was Mar 10, 2026, 3:04 PM UTC, by Bea: 7',
    );
  });

  test('as rich text keep them as they are', () => {
    expect(words.rich('timed', { at: moment(at), who: strong, link })).toEqual([
      'It was ',
      { kind: 'time', at, style: 'date_time' },
      ', by ',
      strong,
      ': ',
      link,
    ]);
    expect(words.rich('plain')).toEqual(['Hello']);
  });

  test('say whether there is a message', () => {
    expect(words.has('plain')).toBe(true);
    expect(words.has('toString')).toBe(false);
  });

  test('join lists, and name countries', () => {
    expect(words.list(['a', 'b', 'c'])).toBe('a, b, and c');
    expect(words.oneOf(['a', 'b', 'c'])).toBe('a, b, or c');
    expect(words.country('DE')).toBe('Germany');
    expect(words.country('ZZ')).toBe('Unknown Region');
  });

  test('write dates in UTC, wherever the machine is', () => {
    expect(words.date(new Date('2026-03-10T23:59:00Z'), 'date')).toBe('Mar 10, 2026');
    expect(words.date(new Date('2026-03-10T23:59:00Z'), 'date_time')).toBe('Mar 10, 2026, 11:59 PM UTC');
  });
});

describe('R-LANG-01: the language', () => {
  test.each(['en', 'EN', 'en-GB', 'en-us', 'xx', 'e', '', null, undefined])('of %j is English', (wanted) => {
    expect(localeFor(wanted)).toBe('en');
  });
});

test('R-ORG-07: a domain in a message is shown as people write it, and misleading letters are not', () => {
  const catalogue = { said: '{domain} asks' };
  const words = createWords({ en: catalogue })('en');
  expect(words.text('said', { domain: 'xn--mller-technik-wob.example' })).toBe('müller-technik.example asks');
  expect(words.rich('said', { domain: 'xn--mller-technik-wob.example' })).toEqual([
    'müller-technik.example asks',
  ]);
  expect(words.text('said', { domain: 'xn--80ak6aa92e.com' })).toBe('xn--80ak6aa92e.com asks');
});
