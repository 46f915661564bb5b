import type { AuditEntry } from './audit.ts';
import type { Button, Tone } from './card.ts';
import type { Ability } from './rights.ts';
import type { MessageValues } from './words.ts';

/**
 * Who is told of an event in person: on the side that acted, on the other, or at those who wait for it. `instead`: what
 * stands for telling them: the approvals channel that their organization set (R-NOTE-04), any of its channels that hears
 * of the event, or a mail for those whom no direct message reaches. `reason`: why they are told, as the card says.
 */
export interface Audience {
  readonly side: 'own' | 'other' | 'waiting';
  readonly who: 'drafter' | Ability | ((entry: { readonly invitationKind: string | null }) => Ability);
  readonly instead: 'approvals' | 'channels' | 'mail';
  readonly reason: 'approver' | 'sender' | 'concerned' | 'admin';
}

/** Those who can give an answer that is waited for. */
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

/** Those who hold an ability that the event matters to. */
export const concerned = (side: Audience['side'], who: Ability): Audience => ({
  side,
  who,
  instead: 'channels',
  reason: 'concerned',
});

/** The values of an entry before and after, together: what its sentence may use. */
export type Told = Readonly<Record<string, unknown>>;

/**
 * All about one event. Its sentence is the message `event.<kind>`, its title `event.title.<kind>`. Each is one audit entry
 * (R-AUD-01).
 */
interface EventSpec<W = never> {
  readonly tone: Tone;
  /** The kind of notification that channels subscribe to; left out for what is only recorded (R-NOTE-02). */
  readonly notifies?: string;
  readonly tell?: readonly Audience[];
  /** The card that stands for the subject does not show it, or shows it in passing: it is said beside the card. */
  readonly besideCard?: true;
  /** What its sentence takes besides names, reason and the like (see `eventValues`). */
  readonly values?: (words: W, told: Told) => MessageValues;
  /** What to press next; `viewerId` is the organization that reads it. */
  readonly next?: (words: W, entry: AuditEntry, viewerId: string) => readonly Button[];
}

// biome-ignore lint/suspicious/noExplicitAny: each event has words of its own
export type AnyEventSpec = EventSpec<any>;

/** An event that an act can record. */
export interface Event<Kind extends string = string> {
  readonly kind: Kind;
  readonly spec: AnyEventSpec;
}

/** The events of a subject, each by its kind: `record(events['member.added'], …)`. */
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

/** An organization that hears of an event though it is neither of its two sides. */
export interface Listener {
  readonly organizationId: string;
  /** Whether it asked for what has happened: then its people are told in person where none of its channels hears. */
  readonly waits: boolean;
}
