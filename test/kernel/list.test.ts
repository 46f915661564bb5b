import { describe, expect, it } from 'vitest';
import { listCard } from '../../src/kernel/list.ts';
import { maxExactCount, pageSize } from '../../src/kernel/page.ts';
import { wordsOf } from '../../src/subjects.ts';
import { commandsOf, linesOf } from '../kit/card-text.ts';

const words = wordsOf('en');

const list = (rows: number, total: number, more: { next?: string; searched?: string | null } = {}) =>
  listCard(words, {
    title: 'Your customers',
    summary: 'Your customers',
    items: Array.from({ length: rows }, (_, at) => ({ title: `Customer ${at + 1}` })),
    page: { next: more.next ?? null, total },
    command: 'customers',
    ...(more.searched === undefined ? {} : { searched: more.searched }),
    empty: { sentence: 'Nobody yet.', next: [{ label: 'Ask one', command: 'request' }] },
  });

describe('the frame of a list', () => {
  it.each([
    [1, 1, 'Showing 1 of 1.'],
    [25, 60, 'Showing 25 of 60.'],
    [25, maxExactCount, 'Showing 25 of 1,000.'],
    [25, maxExactCount + 1, 'Showing 25 of more than 1,000.'],
  ])('R-CMD-05: %i of %i rows are counted exactly to 1,000 and no further', (rows, total, sentence) => {
    expect(linesOf(list(rows, total))[0]).toBe(sentence);
  });

  it('R-CMD-05: a page has at most 25 rows', () => {
    const shown = list(40, 40).blocks.find((block) => block.kind === 'list');
    expect(shown?.kind === 'list' && shown.items.length).toBe(pageSize);
  });

  it('R-CMD-05: the next page is the same line after a key, with the same search', () => {
    expect(commandsOf(list(25, 60, { next: 'k7.x', searched: null }))).toEqual(['customers --after k7.x']);
    expect(commandsOf(list(25, 60, { next: 'k7.x', searched: 'con' }))).toEqual([
      'customers con --after k7.x',
      'customers',
    ]);
    expect(commandsOf(list(25, 25, { searched: null }))).toEqual([]);
  });

  it('R-CMD-05: a list says how to search it, one that was searched says for what', () => {
    expect(linesOf(list(2, 2, { searched: null })).at(-1)).toBe(
      'To search, send customers and a part of a name or domain.',
    );
    expect(linesOf(list(2, 2, { searched: 'con' }))[0]).toBe('Showing 2 of 2 that match “con”.');
    expect(linesOf(list(2, 2)).join('\n')).not.toContain('search');
  });

  it('R-CMD-05: an empty list names the next step, and a search without a match the way back', () => {
    expect(linesOf(list(0, 0))).toEqual(['Nobody yet.']);
    expect(commandsOf(list(0, 0))).toEqual(['request']);
    expect(linesOf(list(0, 0, { searched: 'xyz' }))).toEqual(['I found nothing for “xyz”.']);
    expect(commandsOf(list(0, 0, { searched: 'xyz' }))).toEqual(['customers']);
  });
});
