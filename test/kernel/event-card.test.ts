import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/kernel/audit.ts';
import * as kernel from '../../src/kernel/event-card.ts';
import { historyCard } from '../../src/overview/views/history.ts';
import { type EventKind, eventSpecs, wordsOf } from '../../src/subjects.ts';
import { commandsOf, linesOf, plain } from '../kit/card-text.ts';

const words = wordsOf('en');
const eventKinds = Object.keys(eventSpecs) as readonly EventKind[];
const eventText = (about: AuditEntry) => kernel.eventText(words, eventSpecs, about);
const eventCard = (about: AuditEntry, viewer?: Parameters<typeof kernel.eventCard>[3]) =>
  kernel.eventCard(words, eventSpecs, about, viewer);

const entry = (kind: EventKind, change: Partial<AuditEntry> = {}): AuditEntry => ({
  id: 1,
  at: new Date('2026-03-10T12:00:00Z'),
  kind,
  organizationId: 'contoso',
  counterpartId: 'fabrikam',
  subject: { kind: 'invitation', id: '01990000-0000-7000-8000-00000000000a' },
  actorId: '01990000-0000-7000-8000-00000000000b',
  actorName: 'Priya Shah',
  organizationName: 'Contoso',
  counterpartName: 'Fabrikam',
  platform: 'slack',
  before: null,
  after: null,
  ...change,
});

const sentence = (kind: EventKind, change?: Partial<AuditEntry>) => plain(eventText(entry(kind, change)));

/** Where a counterpart is not known, nobody acted, and nothing more is told. */
const bare = { counterpartId: null, counterpartName: null, actorId: null, actorName: '' };

describe('what happened', () => {
  it.each([...eventKinds])(
    'R-AUD-01: %s has a sentence that names who it was, for any values of the entry',
    (kind) => {
      const told = sentence(kind);
      expect(told).toMatch(/Contoso/);
      expect(told).not.toMatch(/[{}]|undefined|null| {2}|^ | $/);
      expect(sentence(kind, bare)).not.toMatch(/[{}]|undefined|null| {2}| $/);
      expect(eventCard(entry(kind)).title).not.toBe('');
    },
  );

  it.each([
    ['invitation.accepted', {}, 'Priya Shah of Contoso accepted the invitation from Fabrikam'],
    [
      'invitation.declined',
      { after: { reason: 'Not this year' } },
      'Priya Shah of Contoso declined the invitation from Fabrikam: “Not this year”',
    ],
    [
      'invitation.sent',
      { after: { way: 'own_mail', expiresAt: '2026-06-08T12:00:00.000Z' } },
      'Priya Shah of Contoso sent Fabrikam an invitation by their own e-mail; it expires 2026-06-08',
    ],
    ['invitation.sent', { ...bare, actorName: 'Ann' }, 'Ann of Contoso sent an invitation'],
    [
      'invitation.sent',
      { ...bare, actorName: 'Ann', after: { to: 'ceo@newcorp.example' } },
      'Ann of Contoso sent ceo@newcorp.example an invitation',
    ],
    [
      'invitation.expiring',
      { ...bare, counterpartName: 'Fabrikam', after: { expiresAt: '2026-06-08T12:00:00.000Z' } },
      'Contoso’s invitation to Fabrikam expires 2026-06-08, and nobody has answered it yet',
    ],
    [
      'agreement.accepted',
      { after: { version: '2026-01' } },
      'Priya Shah accepted the Microsoft Customer Agreement, version 2026-01, for Contoso',
    ],
    [
      'roles.granted',
      { after: { roles: ['global_admin', 'helpdesk_admin'] } },
      'Priya Shah of Contoso granted Fabrikam these admin roles: Global admin and Helpdesk admin',
    ],
    [
      'relationship.started',
      { after: { type: 'reseller' } },
      'Contoso and Fabrikam now work together: Reseller',
    ],
    [
      'relationship.end_refused',
      { after: { reason: 'Two subscriptions run until May' } },
      'Priya Shah of Contoso keeps the relationship with Fabrikam and says why: “Two subscriptions run until May”',
    ],
    [
      'organization.changed',
      { before: { sharesMpsaPurchases: false }, after: { sharesMpsaPurchases: true } },
      'Priya Shah lets the MPSA partners of Contoso see purchases made through each other',
    ],
    ['organization.changed', bare, 'The settings of Contoso were changed'],
    [
      'conversation.paused',
      { ...bare, after: { platform: 'teams' } },
      'A channel of Contoso in Microsoft Teams cannot be reached any more, so its notifications are paused. Add me there again, and what is waiting goes out',
    ],
    [
      'conversation.message_rejected',
      { ...bare, after: { platform: 'slack', place: 'direct' } },
      'Slack rejected a message to a member of Contoso, even as plain text. Later messages still go out. Whoever runs Accord can send this one again',
    ],
    ['member.added', { after: { name: 'Ada' } }, 'Priya Shah added Ada to Contoso'],
    ['member.added', { ...bare, after: { name: 'Ada' } }, 'Ada was added to Contoso'],
    ['member.code_created', { ...bare, after: { name: 'Ada' } }, 'A one-time code for Ada was created'],
    [
      'notification.subscribed',
      { after: { expression: 'roles where partner = x' } },
      'Priya Shah of Contoso turned notifications on in a channel: roles where partner = x',
    ],
  ] satisfies [EventKind, Partial<AuditEntry>, string][])(
    'R-NOTE-03: %s is announced with the values of its entry: %#',
    (kind, change, told) => {
      expect(sentence(kind, change)).toBe(told);
    },
  );

  it('R-LANG-02: times in a sentence are left to the reader’s zone', () => {
    const text = eventText(entry('invitation.sent', { after: { expiresAt: '2026-06-08T12:00:00.000Z' } }));
    expect(text).toContainEqual({ kind: 'time', at: new Date('2026-06-08T12:00:00Z'), style: 'date' });
  });
});

describe('the card of an event', () => {
  it('R-CARD-08: has a summary of who did what to whom, and says why it came', () => {
    const card = eventCard(entry('invitation.accepted'), { reason: 'invitations' });
    expect(card.summary).toBe('Priya Shah of Contoso accepted the invitation from Fabrikam');
    expect(card.title).toBe('Invitation accepted');
    expect(linesOf(card)).toEqual([card.summary, 'You see this here because invitations.']);
  });

  it('R-AGR-05: who is asked for the agreement can go and read it, who asked cannot', () => {
    const asked = entry('agreement.asked', { organizationId: 'fabrikam', counterpartId: 'contoso' });
    expect(commandsOf(eventCard(asked, { organizationId: 'contoso' }))).toEqual(['agreement']);
    expect(commandsOf(eventCard(asked, { organizationId: 'fabrikam' }))).toEqual([]);
  });
});

describe('a history', () => {
  it('R-AUD-01: says what happened, when, and from which chat', () => {
    const page = { items: [entry('invitation.accepted')], next: '1', total: 40 };
    const card = historyCard(words, eventSpecs, { of: 'Fabrikam', page }, 'history fabrikam.com');
    expect(linesOf(card)[1]).toBe(
      'Priya Shah of Contoso accepted the invitation from Fabrikam / 2026-03-10T12:00 · in Slack',
    );
    expect(commandsOf(card)).toEqual(['history fabrikam.com --after 1']);
  });
});
