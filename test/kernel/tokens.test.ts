import { describe, expect, test } from 'vitest';
import { codesIn, hashOf, linkOf, newToken, tokensIn } from '../../src/kernel/tokens.ts';

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

describe('R-INV-13, R-INV-19: the code in what somebody pastes', () => {
  const link = `${publicUrl}/i/${token}`;
  const once = encodeURIComponent(link);
  const proofpoint = link.replaceAll(':', '-3A').replaceAll('/', '_');
  test.each([
    [token],
    [token.toUpperCase()],
    [` ${token} `],
    [`${token.slice(0, 13)}-${token.slice(13)}`],
    [`${token.slice(0, 5)} ${token.slice(5)}`],
    [`“${token}”.`],
    [link],
    [`<${publicUrl}/I/${token.toUpperCase()}>`],
    [`${link}?utm=1`],
    [`Please open ${link}. Thanks!`],
    [`${link} ${link}`],
    [`https://eur05.safelinks.protection.outlook.com/?url=${once}&data=05%7C02%7C&reserved=0`],
    [`https://a.example/?u=${encodeURIComponent(`https://b.example/?u=${once}`)}`],
    [`https://urldefense.com/v3/__${link}__;!!abc!xyz$`],
    [`https://urldefense.proofpoint.com/v2/url?u=${proofpoint}&d=DwMFaQ`],
    [`https://secure-web.cisco.com/1AbC/${once}`],
    [once.replaceAll('%', '*')],
    [`${link.slice(0, -8)}=\n${link.slice(-8)}`],
    [`${link.slice(0, -8)}\n${link.slice(-8)}\nThanks`],
    [link.replaceAll('/', '\uff0f')],
  ])('%j', (pasted) => {
    expect(codesIn(pasted)).toEqual([token]);
  });

  test('is each of several different ones', () => {
    const other = token.replace('0', '9');
    expect(codesIn(`${link} ${publicUrl}/i/${other}`)).toEqual([token, other]);
    expect(codesIn(`${token} or ${other}`)).toEqual([token, other]);
  });

  test.each([
    [''],
    ['nonsense'],
    ['the link from my mail please'],
    [publicUrl],
    [`${publicUrl}/i/short`],
    ['https://eur05.safelinks.protection.outlook.com/?url=https%3A%2F%2Fother.example%2Fx'],
  ])('is not in %j', (pasted) => {
    expect(codesIn(pasted)).toEqual([]);
  });
});
