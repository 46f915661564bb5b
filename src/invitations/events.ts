import type { AuditEntry } from '../kernel/audit.ts';
import { approvers, defineEvents, drafter, type EntryValues } from '../kernel/event.ts';
import { abilityToAccept } from './model/rules.ts';
import type { Words } from './words.en.ts';

const show = (words: Words, { subject }: AuditEntry) => [
  { label: words.text('next.show_invitation'), command: `show ${subject.id}` },
];
const sending = (_: Words, { way }: EntryValues) => ({ way: typeof way === 'string' ? way : 'unknown' });

/** Tells the members who can accept the invitation. */
const acceptAbility = ({ invitationKind }: { readonly invitationKind: string | null }) =>
  abilityToAccept(invitationKind);

/** The events of an invitation. */
export const events = defineEvents({
  'invitation.drafted': { tone: 'neutral' },
  'invitation.sent': {
    tone: 'waiting',
    notifies: 'invitations',
    tell: [approvers('other', acceptAbility)],
    values: sending,
  },
  'invitation.redeemed': {
    tone: 'waiting',
    notifies: 'invitations',
    tell: [approvers('own', acceptAbility)],
  },
  'invitation.accepted': { tone: 'good', notifies: 'invitations', tell: [drafter('other')] },
  'invitation.declined': { tone: 'bad', notifies: 'invitations', tell: [drafter('other')] },
  'invitation.withdrawn': { tone: 'neutral', notifies: 'invitations' },
  'invitation.reminded': {
    tone: 'waiting',
    notifies: 'invitations',
    tell: [approvers('other', acceptAbility)],
    besideCard: true,
    values: sending,
    next: show,
  },
  'invitation.expiring': {
    tone: 'waiting',
    notifies: 'invitations',
    tell: [approvers('other', acceptAbility), drafter('own')],
    besideCard: true,
    next: show,
  },
  'invitation.expired': { tone: 'bad', notifies: 'invitations', tell: [drafter('own')] },
  'mail.failed': { tone: 'bad', tell: [drafter('own')], besideCard: true, next: show },
});
