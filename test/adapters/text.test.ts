import { expect, test } from 'vitest';
import { cut, line } from '../../adapters/shared/text.ts';

test('R-CARD-09: a line is the whole text on one line, or as much as fits and an ellipsis', () => {
  expect(line(' one\r\n two\tthree ', 20)).toBe('one two three');
  expect(line('one two three', 9)).toBe('one two…');
  expect(line('one   two', 7)).toBe('one two');
});

test('R-CARD-09: of a huge text a line shows the beginning, and says that there is more', () => {
  expect(line('x'.repeat(10_000), 10)).toBe(`${'x'.repeat(9)}…`);
});

test('R-CARD-09: a line is never empty, however much nothing there is', () => {
  expect(line('', 10)).toBe('–');
  expect(line(' \n'.repeat(10_000), 10)).toBe('–');
  expect(cut('', 10)).toBe('');
});
