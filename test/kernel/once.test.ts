import { expect, test } from 'vitest';
import { once, onceForEach } from '../../src/kernel/once.ts';

test('something is made when it is first asked for, and once', () => {
  let made = 0;
  const make = once(() => {
    made += 1;
    return undefined;
  });
  expect(made).toBe(0);
  make();
  make();
  expect(made).toBe(1);
});

test('for each key once', () => {
  let made = 0;
  const make = onceForEach((key: string | null) => {
    made += 1;
    return `${key} ${made}`;
  });
  expect([make('a'), make(null), make('a'), make(null)]).toEqual(['a 1', 'null 2', 'a 1', 'null 2']);
});
