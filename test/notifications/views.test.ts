import { describe, expect, it } from 'vitest';
import { notificationKinds } from '../../src/kernel/events.ts';
import { wordsOf } from '../../src/kernel/words.ts';
import { parseExpression } from '../../src/notifications/model/filter-text.ts';
import {
  filterText,
  subscribedCard,
  subscriptionsCard,
  subscriptionText,
  unsubscribedCard,
} from '../../src/notifications/views.ts';
import { commandsOf, linesOf } from '../support/card-text.ts';

const words = wordsOf('en');

function asked(expression: string) {
  const parsed = parseExpression(expression);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
  return { ...parsed.value, expression, createdByName: 'Priya Shah' };
}

describe('a subscription in words', () => {
  it.each([
    ['everything', 'everything'],
    ['roles and invitations, agreements', 'invitations, agreements, and roles'],
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

describe('a filter in words', () => {
  it('R-NOTE-01: a negated filter says so of the whole', () => {
    const { filter } = asked('roles where partner = a and customer = b');
    expect(filter && filterText(words, { op: 'not', of: filter })).toBe(
      'not (the partner is a and the customer is b)',
    );
  });
});

describe('what a channel is told', () => {
  it('R-NOTE-01: is listed in words, by whom, with a button that turns it off', () => {
    const card = subscriptionsCard(words, [asked('roles where partner = Fabrikam')]);
    expect(linesOf(card)).toEqual([
      'Showing 1 of 1.',
      'roles, where the partner is Fabrikam / Turned on by Priya Shah. To turn it off, send: notify off roles where partner = Fabrikam',
    ]);
    expect(commandsOf(card)).toEqual(['notify off roles where partner = Fabrikam']);
  });

  it('R-NOTE-01: is nothing at first, and then every kind is named', () => {
    const card = subscriptionsCard(words, []);
    for (const kind of notificationKinds) expect(linesOf(card).join()).toContain(kind);
    expect(commandsOf(card)).toEqual(['notify on everything']);
  });

  it('R-NOTE-01: is confirmed in words when it changes, with the way back', () => {
    const on = subscribedCard(words, asked('roles'), 'teams');
    expect(linesOf(on)).toEqual(['This channel gets notifications about roles.']);
    expect(commandsOf(on)).toEqual(['notify list', 'notify off roles']);
    const off = unsubscribedCard(words, ['roles']);
    expect(linesOf(off)).toEqual(['This channel no longer gets these: roles.']);
    expect(commandsOf(off)).toEqual(['notify on roles', 'notify list']);
    const all = unsubscribedCard(words, ['roles', 'members']);
    expect(linesOf(all)).toEqual(['This channel no longer gets these: roles and members.']);
    expect(commandsOf(all)).toEqual(['notify list']);
  });
});
