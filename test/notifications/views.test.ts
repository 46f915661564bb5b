import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../src/notifications/model/expression.ts';
import {
  filterText,
  subscribedCard,
  subscriptionsCard,
  subscriptionText,
  unsubscribedCard,
} from '../../src/notifications/views.ts';
import { notificationKinds, wordsOf } from '../../src/subjects.ts';
import { commandsOf, linesOf } from '../kit/card-text.ts';

const words = wordsOf('en');

function asked(expression: string) {
  const parsed = parseExpression(expression, notificationKinds);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
  return { ...parsed.value, expression, createdByName: 'Priya Shah' };
}

/** Kinds in the product's order, as a sentence names them. */
const listOf = (...kinds: readonly string[]): string =>
  words.list(notificationKinds.filter((kind) => kinds.includes(kind)));

describe('a subscription in words', () => {
  it.each([
    ['everything', 'everything'],
    ['roles and invitations, agreements', listOf('roles', 'invitations', 'agreements')],
    ['roles where partner = Fabrikam', 'roles, where the partner is Fabrikam'],
    [
      'everything where customer is not Contoso and kind = relationship',
      'everything, where the customer is not Contoso and the invitation is of the kind “Relationship”',
    ],
    [
      'roles where (partner = a or partner = b) and not (customer = c and customer = d)',
      'roles, where (the partner is a or the partner is b) and not (the customer is c and the customer is d)',
    ],
    [
      'roles where partner = a or customer = b and kind != indirect_provider',
      'roles, where the partner is a or (the customer is b and the invitation is not of the kind “Indirect provider”)',
    ],
  ])('R-NOTE-01: "%s"', (expression, text) => {
    expect(subscriptionText(words, asked(expression))).toBe(text);
  });
});

describe('kinds', () => {
  it('R-NOTE-02: one that the product no longer has is its own name', () => {
    expect(subscriptionText(words, { kinds: ['roles', 'leads'], filter: null })).toBe('roles and leads');
  });
});

describe('a filter in words', () => {
  it('R-NOTE-01: a negated filter says so of the whole', () => {
    const { filter } = asked('roles where partner = a and customer = b');
    expect(filter && filterText(words, { op: 'not', of: filter })).toBe(
      'not (the partner is a and the customer is b)',
    );
  });
});

describe('a channel’s subscriptions', () => {
  it('R-NOTE-01: is listed in words, by whom, with a button that turns it off', () => {
    const card = subscriptionsCard(words, [asked('roles where partner = Fabrikam')], notificationKinds);
    expect(linesOf(card)).toEqual([
      'Showing 1 of 1.',
      'roles, where the partner is Fabrikam / Turned on by Priya Shah. To turn it off, send: notify off roles where partner = Fabrikam',
    ]);
    expect(commandsOf(card)).toEqual(['notify off roles where partner = Fabrikam']);
  });

  it('R-NOTE-01: is nothing at first, and then every kind is named', () => {
    const card = subscriptionsCard(words, [], notificationKinds);
    for (const kind of notificationKinds) expect(linesOf(card).join()).toContain(kind);
    expect(commandsOf(card)).toEqual(['notify on everything']);
  });

  it('R-NOTE-01: is confirmed in words when it changes, with the way back', () => {
    const on = subscribedCard(words, asked('roles'), false);
    expect(linesOf(on)).toEqual(['This channel gets notifications about roles.']);
    expect(commandsOf(on)).toEqual(['notify list', 'notify off roles']);
    expect(linesOf(subscribedCard(words, asked('roles'), true))[1]).toContain('/invite @Accord');
    const off = unsubscribedCard(words, ['roles']);
    expect(linesOf(off)).toEqual(['This channel no longer gets these: roles.']);
    expect(commandsOf(off)).toEqual(['notify on roles', 'notify list']);
    const all = unsubscribedCard(words, ['roles', 'members']);
    expect(linesOf(all)).toEqual(['This channel no longer gets these: roles and members.']);
    expect(commandsOf(all)).toEqual(['notify list']);
  });
});
