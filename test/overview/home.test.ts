import { describe, expect, test } from 'vitest';
import { agreements } from '../../src/agreements/index.ts';
import { invitations } from '../../src/invitations/index.ts';
import type { Button } from '../../src/kernel/card.ts';
import type { HomePart } from '../../src/kernel/subject.ts';
import type { DrawSection, Home } from '../../src/overview/model.ts';
import { homeCard } from '../../src/overview/views/home.ts';
import { relationships } from '../../src/relationships/index.ts';
import { eventSpecs, type Words, wordsOf } from '../../src/subjects.ts';
import { commandsOf, linesOf } from '../kit/card-text.ts';
import { adminOf, contoso, relationship } from '../kit/two-sides.ts';

const words = wordsOf('en');
const now = new Date('2026-03-10T12:00:00Z');

/** A part of the home, as a subject draws it from what it loaded. */
function drawn<Part>(
  { home }: { readonly home?: HomePart<Part, Words> },
  of: 'waiting' | 'asked',
  part: Part,
): DrawSection {
  const section = home?.[of];
  if (!section) throw new Error(`nothing is ${of}`);
  return () => section(words, part, now);
}

const draw = (change: Partial<Home>, begin: readonly Button[] = []) =>
  homeCard(
    words,
    { member: adminOf(contoso), organization: contoso, waiting: [], asked: [], recent: [], ...change },
    { begin, events: eventSpecs, now },
  );

describe('home', () => {
  test('R-CARD-01: with nothing there says the next step, by what the member may begin', () => {
    expect(linesOf(draw({}))).toEqual([
      'Nothing waits for you.',
      'When a partner asks you for something, you find it here.',
    ]);
    const partner = draw({}, [{ label: 'Request a relationship', command: 'request' }]);
    expect(linesOf(partner)[1]).toBe('Begin by asking your first customer for a relationship.');
    expect(commandsOf(partner)).toEqual(['request', 'help']);
  });

  test('R-REL-02, R-AGR-05: begins with what waits: the agreement, customers who ask to end', () => {
    const current = {
      kind: 'microsoft_customer_agreement',
      version: '2026-01',
      locale: 'en',
      url: 'https://example.com',
    } as const;
    const card = draw({
      waiting: [
        drawn(agreements, 'waiting', { current, acceptance: null, latest: null }),
        drawn(relationships, 'waiting', { items: [relationship({ endAskedAt: now })], total: 1 }),
      ],
    });
    expect(card.summary).toBe('Ada, 2 things wait for you');
    expect(linesOf(card)[0]).toBe('This waits for you');
    expect(linesOf(card)[2]).toBe('Contoso asks to end the relationship / Asked on 2026-03-10T12:00');
    expect(commandsOf(card)).toEqual(['agreement', 'show contoso.com', 'help']);
  });

  test('R-CMD-05: what is cut there leads to the whole list', () => {
    const many = { items: [], total: 6 };
    const card = draw({
      waiting: [drawn(invitations, 'waiting', { toAnswer: many, asked: many })],
      asked: [drawn(invitations, 'asked', { toAnswer: many, asked: many })],
    });
    expect(commandsOf(card)).toEqual(['invitations received', 'invitations sent', 'help']);
  });
});
