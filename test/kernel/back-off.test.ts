import { expect, test } from 'vitest';
import { createBackOff } from '../../src/kernel/back-off.ts';
import { whenReachable } from '../../src/runtime/store.ts';
import { silent } from '../delivery/scene.ts';

test('pauses grow to the maximum, and restart after a long success', () => {
  let now = 0;
  const next = createBackOff(500, 5000, () => now);
  const pauses = (count: number) =>
    Array.from({ length: count }, () => {
      const pause = next();
      now += pause;
      return pause;
    });
  expect(pauses(7)).toEqual([500, 1000, 2000, 4000, 5000, 5000, 5000]);
  now += 5000;
  expect(pauses(1)).toEqual([5000]);
  now += 5001;
  expect(pauses(2)).toEqual([500, 1000]);
});

test('a database that cannot be reached is called ever less often, and said so once', async () => {
  let calls = 0;
  const said: string[] = [];
  const pauses: number[] = [];
  const act = async () => {
    calls += 1;
    if (calls <= 6) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    return 'here';
  };
  const log = { ...silent, warn: (_facts: object, what: string) => void said.push(what) };
  const pause = async (ms: number) => void pauses.push(ms);
  expect(await whenReachable(act, log, new AbortController().signal, pause)).toBe('here');
  expect(pauses).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
  expect(said).toEqual(['the database cannot be reached; waiting for it']);
});
