import { expect, test } from 'vitest';
import type { Card } from '../../src/kernel/card.ts';
import { plainText } from '../../src/kernel/plain-text.ts';
import { wordsOf } from '../../src/subjects.ts';

const at = new Date('2026-03-10T15:04:00Z');
const card = (blocks: Card['blocks']): Card => ({ title: 'The title', summary: 'No part of it', blocks });
const plain = (blocks: Card['blocks']) => plainText(wordsOf('en'), card(blocks));

test('R-NOTE-09: a card as plain text is its title and a line for all that can be read on it', () => {
  expect(
    plain([
      {
        kind: 'text',
        text: ['By ', { kind: 'strong', text: 'Gil' }, ' on ', { kind: 'time', at, style: 'date' }],
      },
      { kind: 'status', tone: 'good', text: 'Accepted' },
      { kind: 'quote', text: 'As agreed' },
      {
        kind: 'facts',
        facts: [
          { label: 'Until', value: [{ kind: 'time', at, style: 'date_time' }] },
          { label: 'See', value: [{ kind: 'link', label: 'the page', url: 'https://contoso.com' }] },
        ],
      },
      { kind: 'list', items: [{ title: 'One', detail: 'first' }, { title: 'Two' }] },
      { kind: 'buttons', buttons: [{ label: 'Never said', command: 'x' }] },
    ]),
  ).toBe(
    [
      'The title',
      'By Gil on Mar 10, 2026',
      'Accepted',
      'As agreed',
      'Until: Mar 10, 2026, 3:04 PM UTC',
      'See: the page (https://contoso.com)',
      'One – first',
      'Two',
    ].join('\n'),
  );
});

test('R-CARD-09: is cut with an ellipsis where it is longer than every platform takes', () => {
  const filling = (length: number) =>
    plain([{ kind: 'text', text: 'x'.repeat(length - 'The title\n'.length) }]);
  expect(filling(3000)).toHaveLength(3000);
  expect(filling(3000)).not.toContain('…');
  expect(filling(3001)).toHaveLength(3000);
  expect(filling(3001).endsWith('x…')).toBe(true);
  expect(plain([{ kind: 'text', text: `${'x'.repeat(2980)}${' '.repeat(200)}y` }]).endsWith('x…')).toBe(true);
});
