import { describe, expect, it } from 'vitest';
import type { Invitation, InvitationListItem } from '../../src/invitations/model/invitation.ts';
import { listCard } from '../../src/kernel/list.ts';
import { countedExactly, pageSize } from '../../src/kernel/page.ts';
import { wordsOf } from '../../src/kernel/words.ts';
import {
  customersCard,
  invitationsCard,
  partnersCard,
  providersCard,
  resellersCard,
} from '../../src/overview/views/organization.ts';
import { buttonsOf, commandsOf, linesOf } from '../support/card-text.ts';
import { contoso, fabrikam, partnership, relationship, tailspin } from '../support/two-sides.ts';

const words = wordsOf('en');
const now = new Date('2026-03-10T12:00:00Z');

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
    [25, countedExactly, 'Showing 25 of 1,000.'],
    [25, countedExactly + 1, 'Showing 25 of more than 1,000.'],
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

describe('the lists of organizations', () => {
  const listing = { command: 'x', searched: null };
  const of = <T>(...items: T[]) => ({ items, next: null, total: items.length });

  it('R-REL-04 R-AGR-06: each shows the other side, what it is, its roles, since when, and opens it', () => {
    const row = (lacksAgreement: boolean) => of({ ...relationship({ hasDap: true }), lacksAgreement });
    const customers = customersCard(words, row(false), listing);
    expect(linesOf(customers)[1]).toBe(
      'Contoso / contoso.com · Reseller & delegated administrator · admin roles in place · since 2026-01-15',
    );
    expect(commandsOf(customers)).toEqual(['show contoso.com']);
    expect(linesOf(customersCard(words, row(true), listing))[1]).toMatch(/ · agreement not accepted$/);

    const partners = partnersCard(words, of(relationship({ endAskedAt: now })), listing);
    expect(linesOf(partners)[1]).toBe(
      'Fabrikam / fabrikam.com · Reseller · no admin roles · since 2026-01-15 · end asked for',
    );
    expect(commandsOf(partners)).toEqual(['show fabrikam.com']);
  });

  it('R-IND-03: a reseller lists its providers, a provider its resellers', () => {
    const providers = providersCard(words, of(partnership({})), listing);
    expect(linesOf(providers)[1]).toBe('Tailspin / tailspin.com · administrator access · since 2026-01-15');
    const resellers = resellersCard(words, of(partnership({ adminAccess: false })), listing);
    expect(linesOf(resellers)[1]).toBe(
      'Fabrikam / fabrikam.com · no administrator access · since 2026-01-15',
    );
  });

  it('R-CMD-05: the summary counts them', () => {
    const page = { items: [{ ...relationship({}), lacksAgreement: true }], next: null };
    const summaryOf = (total: number) => customersCard(words, { ...page, total }, listing).summary;
    expect([summaryOf(0), summaryOf(1), summaryOf(1000), summaryOf(1001)]).toEqual([
      'You have no customers yet',
      'You have 1 customer',
      'You have 1,000 customers',
      'You have more than 1,000 customers',
    ]);
  });
});

describe('the list of invitations', () => {
  const invitation: Invitation = {
    id: '0192f0c1-7d3a-7b1e-9c4d-2f6a8e5b3c10',
    kind: 'relationship',
    state: 'draft',
    senderId: fabrikam.id,
    recipientId: contoso.id,
    recipientEmail: null,
    type: 'reseller',
    includesDap: false,
    note: null,
    draftedBy: { memberId: null, name: 'Finn', email: 'finn@fabrikam.com' },
    draftedAt: new Date('2026-03-10T11:00:00Z'),
    sentAt: null,
    sentBy: null,
    expiresAt: null,
    answer: null,
  };
  const sent = {
    state: 'sent',
    sentAt: new Date('2026-03-07T11:00:00Z'),
    expiresAt: new Date('2026-06-05T11:00:00Z'),
  } as const;
  const answer = { by: null, at: new Date('2026-03-09T11:00:00Z'), reason: null, platform: null };
  const row = (change: Partial<Invitation>, more: Partial<InvitationListItem> = {}) => {
    const item = {
      invitation: { ...invitation, ...change },
      direction: 'sent',
      counterpart: contoso,
      ...more,
    };
    const page = { items: [item as InvitationListItem], next: null, total: 1 };
    return invitationsCard(words, page, { command: 'invitations', searched: null }, now);
  };

  it.each([
    [{}, 'To Contoso / Relationship · drafted less than a day ago, not sent yet'],
    [
      { ...sent, sentBy: 'own_mail' },
      'To Contoso / Relationship · sent by the sender’s own e-mail 3 days ago · expires 2026-06-05',
    ],
    [
      { ...sent, sentBy: 'system' },
      'To Contoso / Relationship · sent through Accord 3 days ago · expires 2026-06-05',
    ],
    [
      { ...sent, expiresAt: new Date('2026-03-08T11:00:00Z') },
      'To Contoso / Relationship · expired 2 days ago',
    ],
    [{ ...sent, state: 'accepted', answer }, 'To Contoso / Relationship · accepted 1 day ago'],
    [{ ...sent, state: 'withdrawn', answer }, 'To Contoso / Relationship · withdrawn 1 day ago'],
  ] satisfies [Partial<Invitation>, string][])(
    'R-INV-15: says how far it is, how it was sent and its age: %#',
    (change, line) => {
      const card = row(change);
      expect(linesOf(card)[1]).toBe(line);
      expect(commandsOf(card)).toEqual([`show ${invitation.id}`]);
    },
  );

  it('R-INV-13: names the address while nobody has redeemed the link, and the sender of one received', () => {
    const unknown = row({ recipientId: null, recipientEmail: 'ada@contoso.com' }, { counterpart: null });
    expect(linesOf(unknown)[1]).toContain('To ada@contoso.com');
    expect(linesOf(row({}, { direction: 'received', counterpart: tailspin }))[1]).toContain('From Tailspin');
  });

  it('R-CMD-05: an empty one leads home', () => {
    const page = { items: [], next: null, total: 0 };
    const card = invitationsCard(words, page, { command: 'invitations', searched: null }, now);
    expect(buttonsOf(card).map(({ label }) => label)).toEqual(['Home']);
  });
});
