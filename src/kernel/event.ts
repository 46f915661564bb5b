import type { AuditEntry } from './audit.ts';
import type { Button, Tone } from './card.ts';
import type { Ability } from './rights.ts';
import type { MessageValues } from './words.ts';

/**
 * Who is notified of an event in person: on the acting side, on the other side, or members who wait for it. `instead`:
 * what replaces personal notifications: the organization's approvals channel (R-NOTE-04), any of its channels that is
 * notified, or a mail for people without direct messages. `reason`: why they are notified, as shown on the card.
 */
export interface Audience {
  readonly side: 'own' | 'other' | 'waiting';
  readonly who: 'drafter' | Ability | ((entry: { readonly invitationKind: string | null }) => Ability);
  readonly instead: 'approvals' | 'channels' | 'mail';
  readonly reason: 'approver' | 'sender' | 'concerned' | 'admin';
}

/** The members who can give the requested answer. */
export const approvers = (side: Audience['side'], who: Audience['who']): Audience => ({
  side,
  who,
  instead: 'approvals',
  reason: 'approver',
});

/** The member who drafted an invitation. */
export const drafter = (side: Audience['side']): Audience => ({
  side,
  who: 'drafter',
  instead: 'channels',
  reason: 'sender',
});

/** The members with an ability that the event concerns. */
export const concerned = (side: Audience['side'], who: Ability): Audience => ({
  side,
  who,
  instead: 'channels',
  reason: 'concerned',
});

/** An entry's values before and after, merged, for its sentence. */
export type EntryValues = Readonly<Record<string, unknown>>;

/**
 * Everything about one event. Its sentence is the message `event.<kind>`, its title `event.title.<kind>`. Each is one
 * audit entry (R-AUD-01).
 */
interface EventSpec<W = never> {
  readonly tone: Tone;
  /** The notification kind for subscriptions; absent if the event is only recorded (R-NOTE-02). */
  readonly notifies?: string;
  readonly tell?: readonly Audience[];
  /** The live card of the subject does not show this event, or not clearly, so it is announced in addition. */
  readonly besideCard?: true;
  /** Further values for its sentence, besides names, reason and so on (see `event-card.ts`). */
  readonly values?: (words: W, entry: EntryValues) => MessageValues;
  /** The buttons for the next step; `viewerId` is the reader's organization. */
  readonly next?: (words: W, entry: AuditEntry, viewerId: string) => readonly Button[];
}

// biome-ignore lint/suspicious/noExplicitAny: each event has words of its own
export type AnyEventSpec = EventSpec<any>;

/** An event that an act can record. */
export interface Event<Kind extends string = string> {
  readonly kind: Kind;
  readonly spec: AnyEventSpec;
}

/** A subject's events by kind: `record(events['member.added'], …)`. */
export function defineEvents<const Specs extends Readonly<Record<string, AnyEventSpec>>>(
  specs: Specs,
): { readonly [Kind in keyof Specs & string]: Event<Kind> & { readonly spec: Specs[Kind] } } {
  const events = Object.entries(specs).map(([kind, spec]) => [kind, { kind, spec }] as const);
  return Object.fromEntries(events) as never;
}

/** Every event of the product by its kind. */
export type EventSpecs = Readonly<Record<string, AnyEventSpec>>;

/** The specs of a subject's events by their kinds. */
export const specsOfEvents = (events: Readonly<Record<string, Event>>): EventSpecs =>
  Object.fromEntries(Object.values(events).map(({ kind, spec }) => [kind, spec]));

/** The kinds of notification that channels can subscribe to, in the order of the subjects (R-NOTE-02). */
export const notificationKindsOf = (specs: EventSpecs): readonly string[] => [
  ...new Set(Object.values(specs).flatMap(({ notifies }) => notifies ?? [])),
];

/** What an event is about: an invitation, a relationship … (R-NOTE-03, R-AUD-04). */
export interface Subject {
  readonly kind: string;
  readonly id: string;
}

/** An organization to notify of an event although it is neither of its two sides. */
export interface Listener {
  readonly organizationId: string;
  /** Whether it asked for what has happened: then its members are notified in person if none of its channels is. */
  readonly waits: boolean;
}
