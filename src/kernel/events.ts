/**
 * The closed list of things that happen. Each is one audit entry (R-AUD-01), and those with a notification kind
 * are told to the channels that subscribe to it (R-NOTE-02).
 */
export const notificationKinds = [
  'invitations',
  'agreements',
  'roles',
  'relationships',
  'partnerships',
  'members',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

const table = {
  'invitation.drafted': null,
  'invitation.sent': 'invitations',
  'invitation.redeemed': 'invitations',
  'invitation.accepted': 'invitations',
  'invitation.declined': 'invitations',
  'invitation.withdrawn': 'invitations',
  'invitation.reminded': 'invitations',
  'invitation.expiring': 'invitations',
  'invitation.expired': 'invitations',
  'agreement.accepted': 'agreements',
  'agreement.asked': 'agreements',
  'roles.granted': 'roles',
  'roles.removed': 'roles',
  'relationship.started': 'relationships',
  'relationship.changed': 'relationships',
  'relationship.end_asked': 'relationships',
  'relationship.end_refused': 'relationships',
  'relationship.ended': 'relationships',
  'relationship.record_named': 'relationships',
  'relationship.record_removed': 'relationships',
  'partnership.started': 'partnerships',
  'partnership.access_removed': 'partnerships',
  'organization.registered': null,
  'organization.changed': null,
  'mail.failed': null,
  'member.code_created': null,
  'member.joined': 'members',
  'member.added': 'members',
  'notification.subscribed': null,
  'notification.unsubscribed': null,
  'conversation.paused': null,
} as const satisfies Record<string, NotificationKind | null>;

export type EventKind = keyof typeof table;
export const eventKinds = Object.keys(table) as [EventKind, ...EventKind[]];

/** The kind that channels subscribe to; null for an event that is only recorded. */
export const notificationKindOf = (event: EventKind): NotificationKind | null => table[event];

/** What an event is about; one card per conversation stands for it and changes with it (R-NOTE-03, R-AUD-04). */
export const subjectKinds = ['invitation', 'relationship', 'partnership', 'organization', 'member'] as const;
export type SubjectKind = (typeof subjectKinds)[number];
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** An organization that hears of an event though it is neither of its two sides. */
export interface Listener {
  readonly organizationId: string;
  /** Whether it asked for what has happened: then its people are told in person where none of its channels hears. */
  readonly waits: boolean;
}
