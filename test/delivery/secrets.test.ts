import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSecrets } from '../../src/kernel/secrets.ts';

const key = () => randomBytes(32);
const [old, fresh] = [key().toString('base64'), key().toString('hex')];

test('R-SEC-04: what is sealed opens again, and looks different each time', () => {
  const secrets = createSecrets(old);
  const text = 'xoxb-token – ключ – 金鑰';
  const sealed = [secrets.seal(text, 'token:1'), secrets.seal(text, 'token:1')];
  expect(new Set(sealed).size).toBe(2);
  expect(sealed.map((one) => secrets.open(one, 'token:1'))).toEqual([text, text]);
  expect(sealed[0]).not.toContain('xoxb');
  expect(secrets.open(secrets.seal('', 'token:1'), 'token:1')).toBe('');
});

test('R-SEC-04: keys rotate: the first seals, the others still open, a removed one does not', () => {
  const before = createSecrets(old).seal('secret', 'c');
  const rotating = createSecrets(`${fresh}, ${old}`);
  expect(rotating.open(before, 'c')).toBe('secret');
  const after = rotating.seal('secret', 'c');
  expect(createSecrets(fresh).open(after, 'c')).toBe('secret');
  expect(() => createSecrets(fresh).open(before, 'c')).toThrow('cannot be opened');
  expect(() => createSecrets(old).open(after, 'c')).toThrow('cannot be opened');
});

test('R-SEC-04: a changed, shortened or moved secret is refused', () => {
  const secrets = createSecrets(old);
  const sealed = Buffer.from(secrets.seal('secret', 'mail:1'), 'base64url');
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8((changed.readUInt8(at) + 1) % 256, at);
    expect(() => secrets.open(changed.toString('base64url'), 'mail:1')).toThrow('cannot be opened');
    expect(() => secrets.open(sealed.subarray(0, at).toString('base64url'), 'mail:1')).toThrow(
      'cannot be opened',
    );
  }
  expect(() => secrets.open(sealed.toString('base64url'), 'mail:2')).toThrow('cannot be opened');
});

test('R-SEC-04: a key of the wrong length is refused, and is not shown', () => {
  for (const bad of [
    '',
    'short',
    key().toString('hex').slice(2),
    `${old},`,
    key().toString('base64').slice(4),
  ]) {
    let message = '';
    try {
      createSecrets(bad);
    } catch (error) {
      message = String(error);
    }
    expect(message).toMatch(/Secret key \d is not 32 bytes/);
    if (bad.length > 10) expect(message).not.toContain(bad.split(',')[0]);
  }
});
