import { expect, test } from 'vitest';
import { createPool } from '../../db/driver/pool.ts';

const limits = { connections: 2, waitMs: 60_000 };
const connection = () => ({ ready: Promise.resolve(), isExpired: () => false, end: async () => {} });

test('R-SEC-10: a pool is stuck when nobody has given a connection back for longer than anything may take', async () => {
  const pool = createPool(limits, connection);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  expect(pool.isStuck(0)).toBe(false);
  const one = pool.use(() => held);
  await new Promise(setImmediate);
  expect(pool.isStuck(0)).toBe(false);
  const two = pool.use(() => held);
  await new Promise(setImmediate);
  expect(pool.isStuck(0)).toBe(true);
  expect(pool.isStuck(60_000)).toBe(false);
  release();
  await Promise.all([one, two]);
  expect(pool.isStuck(0)).toBe(false);
});
