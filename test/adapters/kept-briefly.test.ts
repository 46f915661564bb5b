import { expect, test } from 'vitest';
import { keptBriefly } from '../../adapters/shared/kept-briefly.ts';

test('what many ask for at once is looked up once, and again a second later', async () => {
  let now = 0;
  const asked: string[] = [];
  const look = keptBriefly(
    async (key) => {
      asked.push(key);
      return `${key} ${asked.length}`;
    },
    () => now,
  );
  expect(await Promise.all([look('a'), look('a'), look('b')])).toEqual(['a 1', 'a 1', 'b 2']);
  now = 999;
  expect(await look('a')).toBe('a 1');
  now = 1000;
  expect(await look('a')).toBe('a 3');
});

test('what is not there, and what failed, is looked up again', async () => {
  const answers = [undefined, new Error('lost'), 'token'];
  const look = keptBriefly(async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  });
  expect(await look('a')).toBeUndefined();
  await expect(look('a')).rejects.toThrow('lost');
  expect(await look('a')).toBe('token');
  expect(await look('a')).toBe('token');
});
