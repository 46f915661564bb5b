import { describe, expect, it } from 'vitest';
import type { Invitation, InvitationListItem } from '../../src/invitations/model/invitation.ts';
import { invitationsCard } from '../../src/invitations/views/list.ts';
import { wordsOf } from '../../src/subjects.ts';
import { buttonsOf, commandsOf, linesOf } from '../kit/card-text.ts';
import { contoso, fabrikam, tailspin } from '../kit/two-sides.ts';

const words = wordsOf('en');
const now = new Date('2026-03-10T12:00:00Z');

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
