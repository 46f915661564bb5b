import { describe, expect, test } from 'vitest';
import { type Filter, type FilterSubject, passes } from '../../src/notifications/model/filter.ts';

describe('filters', () => {
  const subject: FilterSubject = { partnerId: 'p', customerId: 'c', invitationKind: 'relationship' };
  const partner = (organizationId: string): Filter => ({ op: 'partner', organizationId, typed: 'x' });
  const customer = (organizationId: string): Filter => ({ op: 'customer', organizationId, typed: 'x' });

  test.each<[string, Filter | null, boolean]>([
    ['none', null, true],
    ['the partner', partner('p'), true],
    ['another partner', partner('q'), false],
    ['the customer', customer('c'), true],
    ['another customer', customer('p'), false],
    ['the kind', { op: 'kind', kind: 'relationship' }, true],
    ['another kind', { op: 'kind', kind: 'indirect_provider' }, false],
    ['not another partner', { op: 'not', of: partner('q') }, true],
    ['both', { op: 'and', of: [partner('p'), customer('c')] }, true],
    ['both, one of them wrong', { op: 'and', of: [partner('p'), customer('d')] }, false],
    ['either', { op: 'or', of: [partner('q'), customer('c')] }, true],
    ['neither', { op: 'or', of: [partner('q'), customer('d')] }, false],
  ])('R-NOTE-01: %s', (_, filter, expected) => {
    expect(passes(filter, subject)).toBe(expected);
  });

  test('R-NOTE-01: an event without a customer is not one of a customer’s', () => {
    expect(passes(customer('c'), { ...subject, customerId: null })).toBe(false);
  });
});
