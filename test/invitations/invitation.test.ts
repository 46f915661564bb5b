import { describe, expect, test } from 'vitest';
import { pendingAgreement } from '../../src/agreements/model.ts';
import {
  hasExpired,
  type Invitation,
  type InvitationKind,
  type InvitationState,
  invitationStates,
  isOpen,
} from '../../src/invitations/model/invitation.ts';
import {
  acceptRule,
  declineRule,
  mayMove,
  remindRule,
  sendRule,
  withdrawRule,
} from '../../src/invitations/model/rules.ts';
import * as rule from '../../src/kernel/rule.ts';

const rules = {
  send: sendRule,
  remind: remindRule,
  withdraw: withdrawRule,
  accept: acceptRule,
  decline: declineRule,
};
type Act = keyof typeof rules;

/** The acts that its state leaves to an organization, whoever in it may do them. */
const actsLeftTo = (organizationId: string, about: Invitation, at: Date): readonly string[] =>
  (Object.keys(rules) as Act[]).filter(
    (act) => rule.problemIn(rules[act], { organizationId, invitation: about, now: at }) === null,
  );
const abilityFor = (act: Act, kind: InvitationKind) =>
  rule.abilityFor(rules[act], { organizationId: 'o', invitation: invitation('sent', { kind }), now });

const now = new Date('2026-11-02T09:00:00.000Z');
const person = { memberId: 'm', name: 'Ana', email: 'ana@fabrikam.com' };

function invitation(state: InvitationState, change: Partial<Invitation> = {}): Invitation {
  const sent = state !== 'draft';
  return {
    id: 'i',
    kind: 'relationship',
    state,
    senderId: 'sender',
    recipientId: 'recipient',
    recipientEmail: null,
    type: 'reseller',
    includesDap: false,
    note: null,
    draftedBy: person,
    draftedAt: now,
    sentAt: sent ? now : null,
    sentBy: sent ? 'own_mail' : null,
    expiresAt: sent ? new Date(now.getTime() + 1000) : null,
    answer:
      state === 'draft' || state === 'sent' ? null : { by: person, at: now, reason: null, platform: 'slack' },
    ...change,
  };
}

describe('the states of an invitation', () => {
  const existing = new Set([
    'draft→sent',
    'sent→accepted',
    'sent→declined',
    'sent→withdrawn',
    'sent→expired',
  ]);
  const pairs = invitationStates.flatMap((from) => invitationStates.map((to) => [from, to] as const));

  test.each(pairs.filter(([from, to]) => existing.has(`${from}→${to}`)))(
    'R-INV-01: %s moves to %s',
    (from, to) => {
      expect(mayMove(invitation(from), to, now)).toEqual({ ok: true, value: undefined });
    },
  );

  test.each(pairs.filter(([from, to]) => !existing.has(`${from}→${to}`)))(
    'R-INV-01: %s does not move to %s',
    (from, to) => {
      const open = { draft: 'invitation_is_draft', sent: 'invitation_already_open' };
      const code = from in open ? open[from as keyof typeof open] : 'invitation_answered';
      expect(mayMove(invitation(from), to, now)).toMatchObject({ ok: false, problem: { code } });
    },
  );

  test('R-INV-10: at its hour it is over, although no clock has moved it yet', () => {
    const due = invitation('sent', { expiresAt: now });
    expect(hasExpired(due, now)).toBe(true);
    expect(hasExpired(due, new Date(now.getTime() - 1))).toBe(false);
    for (const to of ['accepted', 'declined', 'withdrawn'] as const) {
      expect(mayMove(due, to, now)).toMatchObject({
        problem: { code: 'invitation_answered', invitation: { state: 'expired' } },
      });
    }
    expect(mayMove(due, 'expired', now).ok).toBe(true);
    expect(actsLeftTo('sender', due, now)).toEqual([]);
    expect(actsLeftTo('recipient', due, now)).toEqual([]);
  });

  test('R-INV-11: drafts and sent invitations are open', () => {
    expect(invitationStates.filter(isOpen)).toEqual(['draft', 'sent']);
  });
});

describe('what is left to each side', () => {
  test.each<[InvitationState, string, readonly string[]]>([
    ['draft', 'sender', ['send']],
    ['draft', 'recipient', []],
    ['sent', 'sender', ['remind', 'withdraw']],
    ['sent', 'recipient', ['accept', 'decline']],
    ['sent', 'stranger', []],
    ['accepted', 'recipient', []],
    ['declined', 'sender', []],
    ['withdrawn', 'recipient', []],
    ['expired', 'sender', []],
  ])('R-INV-01: %s leaves to the %s: %j', (state, side, acts) => {
    expect(actsLeftTo(side, invitation(state), now)).toEqual(acts);
  });

  test('R-INV-13: nobody answers an invitation that no organization has redeemed', () => {
    expect(actsLeftTo('recipient', invitation('sent', { recipientId: null }), now)).toEqual([]);
  });

  test('R-ROLE-03 R-ROLE-08 R-IND-01: what each act needs', () => {
    for (const act of ['send', 'withdraw', 'remind'] as const) {
      expect(abilityFor(act, 'relationship')).toBe('request_relationship');
    }
    expect(abilityFor('accept', 'relationship')).toBe('accept_relationship');
    expect(abilityFor('accept', 'delegated_administration')).toBe('accept_relationship');
    expect(abilityFor('accept', 'indirect_provider')).toBe('accept_partnership');
    expect(abilityFor('decline', 'relationship')).toBe('work_with_partners');
    expect(abilityFor('decline', 'indirect_provider')).toBe('accept_partnership');
  });
});

describe('the agreement', () => {
  const current = {
    kind: 'microsoft_customer_agreement',
    version: '2026-01',
    locale: 'en',
    url: 'https://x.example',
  } as const;
  const acceptance = {
    kind: 'microsoft_customer_agreement',
    version: '2026-01',
    locale: 'en',
    by: person,
    at: now,
    platform: 'slack',
  } as const;

  test('R-AGR-03 R-AGR-06: only the version in force counts, and where none is published none is asked for', () => {
    expect(pendingAgreement({ current, acceptance: null, latest: null })).toBe(current);
    expect(pendingAgreement({ current, acceptance, latest: acceptance })).toBe(null);
    const outdated = { ...acceptance, version: '2025-07' };
    expect(pendingAgreement({ current, acceptance: null, latest: outdated })).toBe(current);
    expect(pendingAgreement({ current: null, acceptance: null, latest: outdated })).toBe(null);
  });
});
