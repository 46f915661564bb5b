import { describe, expect, test } from 'vitest';
import { helpCard, verbHelp, verbHelpCard } from '../../src/overview/views/help.ts';
import { wordsOf } from '../../src/subjects.ts';
import { linesOf } from '../kit/card-text.ts';

const words = wordsOf('en');
const request = verbHelp(words, { verb: 'request', topic: 'ask' });

describe('help', () => {
  test('R-CMD-01: lists verbs with an example each', () => {
    const card = helpCard(words, { person: { name: 'Ada' }, verbs: [request] });
    expect(card.title).toBe('Hello Ada, this is what you can do');
    expect(linesOf(card).slice(1, 3)).toEqual([
      'Ask somebody',
      'request contoso.com – Asks a customer for a relationship.',
    ]);
  });

  test('R-CMD-01: explains one verb and who may use it', () => {
    expect(linesOf(verbHelpCard(words, request, null))).toEqual([
      'Asks a customer for a relationship.',
      'You write: request [domain or e-mail address]',
      'For example: request contoso.com',
      'Who may: Everybody',
    ]);
  });
});
