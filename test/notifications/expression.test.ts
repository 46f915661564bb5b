import { describe, expect, it } from 'vitest';
import { refuse } from '../../src/kernel/result.ts';
import {
  currentExpression,
  expressionOf,
  maxExpression,
  type ParsedExpression,
  parseExpression,
} from '../../src/notifications/model/expression.ts';
import type { ParsedFilter } from '../../src/notifications/model/filter.ts';

/** The kinds of a product, in its order. */
const notificationKinds = ['invitations', 'agreements', 'roles', 'members'];
const parse = (text: string) => parseExpression(text, notificationKinds);

function read(text: string): ParsedExpression {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
  return parsed.value;
}

const filterOf = (condition: string) => read(`invitations where ${condition}`).filter;
const partner = (typed: string): ParsedFilter => ({ op: 'partner', typed });
const customer = (typed: string): ParsedFilter => ({ op: 'customer', typed });
const not = (of: ParsedFilter): ParsedFilter => ({ op: 'not', of });
const reseller: ParsedFilter = { op: 'kind', kind: 'relationship' };

describe('the kinds that a channel asks for', () => {
  it.each([
    ['invitations', ['invitations']],
    ['roles, invitations', ['invitations', 'roles']],
    ['Invitations AND roles and  agreements', ['invitations', 'agreements', 'roles']],
    ['roles,roles', ['roles']],
    ['everything', 'everything'],
    ['roles and everything', 'everything'],
    ['roles and agreements and members and invitations', 'everything'],
  ])('R-NOTE-01: "%s" is read', (text, kinds) => {
    expect(read(text)).toEqual({ kinds, filter: null });
  });

  it('R-NOTE-01: an unknown kind is named, with the known ones', () => {
    expect(parse('invitations and leads')).toEqual(
      refuse({ code: 'unknown_kind', typed: 'leads', known: [...notificationKinds, 'everything'] }),
    );
  });

  it('R-NOTE-01: no kind at all says what could be named', () => {
    expect(parse('where partner = contoso.com')).toEqual(
      refuse({
        code: 'filter_not_understood',
        at: '…',
        expected: [...notificationKinds, 'everything'].join(' | '),
      }),
    );
  });
});

describe('the condition of a filter', () => {
  it.each([
    ['partner = contoso.com', partner('contoso.com')],
    ['PARTNER=Contoso', partner('Contoso')],
    ['customer is Contoso Ltd', customer('Contoso Ltd')],
    ['customer is not Contoso  Ltd', not(customer('Contoso Ltd'))],
    ['customer != "Smith and Sons (UK)"', not(customer('Smith and Sons (UK)'))],
    ['customer = “Contoso Ltd”', customer('Contoso Ltd')],
    ['customer = "say \\"hello\\""', customer('say "hello"')],
    ['partner = Yahoo!', partner('Yahoo!')],
    ['kind = relationship', reseller],
    ['kind = reseller', reseller],
    ['kind is Delegated Administration', { op: 'kind', kind: 'delegated_administration' }],
    ['kind != indirect-provider', not({ op: 'kind', kind: 'indirect_provider' })],
    ['not not partner = a', partner('a')],
    ['not partner != a', partner('a')],
    ['((partner = a))', partner('a')],
  ] satisfies [string, ParsedFilter][])('R-NOTE-01: "%s" is read', (condition, filter) => {
    expect(filterOf(condition)).toEqual(filter);
  });

  it('R-NOTE-01: "and" binds closer than "or", "not" closer than both', () => {
    expect(filterOf('partner = a or not customer = b and kind = relationship')).toEqual({
      op: 'or',
      of: [partner('a'), { op: 'and', of: [not(customer('b')), reseller] }],
    });
  });

  it('R-NOTE-01: brackets come before both', () => {
    expect(filterOf('not (partner = a or customer = b) and kind = relationship')).toEqual({
      op: 'and',
      of: [not({ op: 'or', of: [partner('a'), customer('b')] }), reseller],
    });
  });

  it('R-NOTE-01: brackets that change nothing make no difference', () => {
    expect(filterOf('partner = a and (customer = b and (kind = relationship))')).toEqual(
      filterOf('partner = a and customer = b and kind = relationship'),
    );
  });

  it.each([
    ['', '…', 'partner | customer | kind | not | ('],
    ['partner', 'partner …', '= | != | is | is not'],
    ['partner =', 'partner = …', '"…"'],
    ['partner = and kind = relationship', 'and kind = relationship', '"…"'],
    ['country = FR', 'country = FR', 'partner | customer | kind | not | ('],
    ['partner contains x', 'contains x', '= | != | is | is not'],
    ['kind = trial', 'trial', 'relationship | delegated_administration | indirect_provider'],
    ['(partner = a', '(partner = a …', 'and | or | )'],
    ['partner = a)', ')', 'and | or'],
    ['partner = Smith and Jones', 'Jones', 'partner | customer | kind | not | ('],
    ['partner = "Contoso', '"Contoso', '"…"'],
    ['partner = a and', 'partner = a and …', 'partner | customer | kind | not | ('],
  ])('R-NOTE-01: "%s" is refused with the place and what was expected', (condition, at, expected) => {
    expect(parse(`roles where ${condition}`)).toEqual(
      refuse({ code: 'filter_not_understood', at, expected }),
    );
  });

  it('R-NOTE-01: an endless text is refused and not read', () => {
    const text = `roles where ${'('.repeat(maxExpression)}`;
    expect(parse(text)).toEqual(
      refuse({ code: 'text_too_long', field: 'filter', length: text.length, max: maxExpression }),
    );
  });
});

describe('a kept expression', () => {
  it.each([
    ['roles, invitations where partner = x', 'invitations, roles where partner = x'],
    ['roles, leads', 'roles, leads'],
  ])('R-NOTE-01: “%s”, as another version kept it, is known again', (kept, spelling) => {
    expect(currentExpression(kept, notificationKinds)).toBe(spelling);
  });
});

describe('the one spelling', () => {
  it.each([
    ['roles AND invitations', 'invitations, roles'],
    [notificationKinds.join(' and '), 'everything'],
    ['everything where Partner is not Contoso', 'everything where partner != Contoso'],
    ['roles where partner is Contoso Ltd', 'roles where partner = "Contoso Ltd"'],
    ['roles where partner = "or"', 'roles where partner = "or"'],
    ['roles where partner = "a\\\\b\\"c"', 'roles where partner = "a\\\\b\\"c"'],
    [
      'roles where not (partner=a or customer=b) and not kind=relationship',
      'roles where not (partner = a or customer = b) and kind != relationship',
    ],
    [
      'roles where (partner=a or customer=b) and (partner=c and kind=relationship)',
      'roles where (partner = a or customer = b) and partner = c and kind = relationship',
    ],
    [
      'roles where not (not (partner = a and customer = b) or partner = c)',
      'roles where not (not (partner = a and customer = b) or partner = c)',
    ],
  ])('R-NOTE-01: of "%s" reads back as the same', (text, spelling) => {
    const expression = read(text);
    expect(expressionOf(expression)).toBe(spelling);
    expect(read(spelling)).toEqual(expression);
  });
});
