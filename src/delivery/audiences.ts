import type { EventKind } from '../kernel/events.ts';
import type { Ability } from '../kernel/rights.ts';
import type { Reason } from './reason.ts';

/**
 * Who is told of an event in person: on the side that acted, on the other, or at those who wait for it. `instead`: what
 * stands for telling them: the approvals channel that their organization set (R-NOTE-04), any of its channels that hears
 * of the event, or a mail for whom no direct message reaches.
 */
export interface Audience {
  readonly side: 'own' | 'other' | 'waiting';
  readonly who: 'drafter' | 'approvers' | Ability;
  readonly instead: 'approvals' | 'channels' | 'mail';
  readonly reason: Reason;
}

const approvers = (side: Audience['side']): Audience => ({
  side,
  who: 'approvers',
  instead: 'approvals',
  reason: 'approver',
});
const drafter = (side: Audience['side']): Audience => ({
  side,
  who: 'drafter',
  instead: 'channels',
  reason: 'sender',
});
const concerned = (side: Audience['side'], who: Ability): Audience => ({
  side,
  who,
  instead: 'channels',
  reason: 'concerned',
});

const audiences: Readonly<Partial<Record<EventKind, readonly Audience[]>>> = {
  'invitation.sent': [approvers('other')],
  'invitation.redeemed': [approvers('own')],
  'invitation.reminded': [approvers('other')],
  'invitation.expiring': [approvers('other'), drafter('own')],
  'invitation.accepted': [drafter('other')],
  'invitation.declined': [drafter('other')],
  'invitation.expired': [drafter('own')],
  'mail.failed': [drafter('own')],
  'agreement.accepted': [concerned('waiting', 'request_relationship')],
  'agreement.asked': [{ ...approvers('other'), who: 'accept_agreement' }],
  // The customer acts; the partner has its say.
  'relationship.end_asked': [concerned('other', 'request_relationship')],
  'relationship.end_refused': [
    concerned('own', 'request_relationship'),
    concerned('other', 'work_with_partners'),
  ],
  'relationship.ended': [concerned('own', 'request_relationship'), concerned('other', 'work_with_partners')],
  'relationship.record_named': [concerned('other', 'request_relationship')],
  'relationship.record_removed': [concerned('other', 'request_relationship')],
  'roles.removed': [concerned('own', 'work_with_partners'), concerned('other', 'request_relationship')],
  'conversation.paused': [{ side: 'own', who: 'manage_members', instead: 'mail', reason: 'admin' }],
};

/** Who is told of an event in person, besides the channels that subscribe to it and the cards that change. */
export const audiencesOf = (kind: EventKind): readonly Audience[] => audiences[kind] ?? [];
