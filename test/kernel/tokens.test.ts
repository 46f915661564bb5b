import { describe, expect, test } from 'vitest';
import { hashOf, linkOf, newToken, tokenFrom, tokensIn } from '../../src/kernel/tokens.ts';

const token = '0123456789abcdefghjkmnpqrs';
const publicUrl = 'https://accord.example';

describe('R-INV-03: a token', () => {
  test('has 26 letters that nobody takes for one another, and is never the same', () => {
    const made = Array.from({ length: 200 }, newToken);
    for (const one of made) expect(one).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$|^[0-9a-hjkmnpqrstvwxyz]{26}$/);
    expect(new Set(made).size).toBe(200);
    // 130 bits: every letter of the 32 comes up.
    expect(new Set(made.join('')).size).toBe(32);
    expect(made.join('')).not.toMatch(/[iou]/);
  });

  test('R-SEC-04: is kept as a hash, which does not depend on capitals', () => {
    expect(hashOf(token)).toHaveLength(32);
    expect(hashOf(token.toUpperCase())).toEqual(hashOf(token));
    expect(hashOf(`${token}x`)).not.toEqual(hashOf(token));
    expect(hashOf(token).toString()).not.toContain(token);
  });

  test('is in its link', () => {
    expect(linkOf(publicUrl, token)).toBe(`https://accord.example/i/${token}`);
  });
});

describe('R-INV-04: the links in a text', () => {
  test.each([
    [`Please: ${publicUrl}/i/${token} thanks`, [token]],
    [`<${publicUrl}/i/${token}>`, [token]],
    [`${publicUrl}/i/${token}\n${publicUrl}/i/${token.replace('0', '9')}`, [token, token.replace('0', '9')]],
    [`HTTPS://ACCORD.EXAMPLE/I/${token.toUpperCase()}`, [token.toUpperCase()]],
    [`https://evil.example/i/${token}`, []],
    [`https://accordxexample/i/${token}`, []],
    [`${publicUrl}/x/${token}`, []],
    [`${publicUrl}/i/short`, []],
    ['', []],
  ])('of %j', (text, tokens) => {
    expect(tokensIn(text, publicUrl)).toEqual(tokens);
  });

  test('take the address literally, whatever signs are in it', () => {
    expect(tokensIn(`http://h/(a+b)[c]*?$^|{d}/i/${token}`, 'http://h/(a+b)[c]*?$^|{d}')).toEqual([token]);
    expect(tokensIn(`http://h/aab/i/${token}`, 'http://h/a+b')).toEqual([]);
  });
});

describe('R-INV-13: what somebody redeems', () => {
  test.each([
    [token, token],
    [token.toUpperCase(), token],
    [` ${token} `, token],
    [`${token.slice(0, 13)}-${token.slice(13)}`, token],
    [`${token.slice(0, 5)} ${token.slice(5)}`, token],
    [`${publicUrl}/i/${token}`, token],
    [`<${publicUrl}/I/${token.toUpperCase()}>`, token],
    [`${publicUrl}/i/${token}?utm=1`, token],
  ])('%j is the token', (typed, expected) => {
    expect(tokenFrom(typed)).toBe(expected);
  });
});
