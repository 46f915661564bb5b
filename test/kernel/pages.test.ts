import { describe, expect, test } from 'vitest';
import { containing, cursorOf, pageOf, rowsOfPage } from '../../src/kernel/store/pages.ts';

const id = '01990000-0000-7000-8000-00000000000c';
const rows = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    at: new Date(Date.UTC(2026, 0, 1) - n * 1000),
    id: `${id.slice(0, -2)}${10 + n}`,
  }));
const page = (count: number) => pageOf(rows(count), 100, (row) => row);
const start = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

describe('R-CMD-05: a page', () => {
  test('reads one row more than it shows, to find out whether there is a next page', () => {
    expect(rowsOfPage).toBe(26);
    expect([page(0), page(1), page(25)].map(({ items, next, total }) => [items.length, next, total])).toEqual(
      [
        [0, null, 100],
        [1, null, 100],
        [25, null, 100],
      ],
    );
    expect(page(26).items).toHaveLength(25);
    expect(page(26).next).not.toBeNull();
  });

  test('is followed by what comes after its last row', () => {
    const last = rows(26)[24];
    expect(cursorOf(page(26).next)).toEqual({ at: last?.at.toISOString(), id: last?.id });
  });

  test.each([
    null,
    '',
    '.',
    'x',
    id,
    `.${id}`,
    `-1.${id}`,
    `k1.${id}x`,
    'k1.',
    `zzzzzzzzzz.${id}`,
    `${(Date.UTC(9999, 11, 31) + 1).toString(36)}.${id}`,
  ])('begins at the beginning after %j, which is no key of ours', (key) => {
    expect(cursorOf(key)).toEqual(start);
  });

  test('takes keys from the first instant to the last that the database reads', () => {
    expect(cursorOf(`0.${id}`)).toEqual({ at: '1970-01-01T00:00:00.000Z', id });
    expect(cursorOf(`${Date.UTC(9999, 11, 31).toString(36)}.${id}`)).toEqual({
      at: '9999-12-31T00:00:00.000Z',
      id,
    });
  });
});

describe('R-CMD-05: what is searched for', () => {
  test.each([
    ['con', '%con%'],
    ['50%', '%50\\%%'],
    ['a_b', '%a\\_b%'],
    ['a\\b', '%a\\\\b%'],
    ['', '%%'],
  ])('%j is found anywhere, whatever signs it holds', (text, pattern) => {
    expect(containing(text)).toBe(pattern);
  });
});
