import type { AuditEntry, EntryFacts } from '../kernel/audit.ts';
import type { Audience } from '../kernel/event.ts';
import { passes } from '../notifications/index.ts';
import type { Delivery } from './store/deliveries.ts';
import type { Ask, Recipient } from './store/recipients.ts';

/** An act's entry, as an organization is notified of it. */
export interface VisibleEntry extends AuditEntry {
  /** The values that subscriptions filter by. */
  readonly facts: EntryFacts;
  /** The organization's relation to it; `waiting`: it listens, and asked for what has happened. */
  readonly side: 'own' | 'other' | 'listening' | 'waiting';
}

/** A request to notify people, with its source. */
export interface PersonalNotification extends Ask {
  readonly audience: Audience;
}

/** A recipient to notify, or whose cards change. */
interface Notification {
  readonly entryId: number;
  readonly conversationId: string;
  readonly isTold: boolean;
  /** Why it is notified; if there are several reasons for an entry, the first one counts. */
  readonly reason: string | null;
  readonly direct: Delivery['direct'];
}

/** The priority of reasons: the first one counts. */
const order: readonly Recipient['way'][] = ['approvals', 'subscription', 'card', 'person'];

/** The deliveries of channels, one for each, and the entries of which a reachable channel is notified. */
export function channelDeliveries(
  entries: readonly VisibleEntry[],
  channels: readonly Recipient[],
): { readonly deliveries: readonly Delivery[]; readonly heard: readonly number[] } {
  const factsOf = new Map(entries.map(({ id, facts }) => [id, facts]));
  const notification = channels.filter((recipient) => {
    const facts = factsOf.get(recipient.entryId);
    return recipient.way !== 'subscription' || (facts !== undefined && passes(recipient.filter, facts));
  });
  const heard = notification.filter((recipient) => recipient.reachable && isTold(recipient));
  return {
    deliveries: mergeByConversation(inOrder(notification).map((recipient) => hearingOf(recipient, []))),
    heard: heard.map(({ entryId }) => entryId),
  };
}

/**
 * The deliveries of direct messages: their cards change, and people are notified unless something replaces that.
 * @param heard the entries of which a channel of the organization is notified.
 */
export function peopleDeliveries(
  entries: readonly VisibleEntry[],
  asks: readonly PersonalNotification[],
  people: readonly Recipient[],
  heard: ReadonlySet<number>,
): readonly Delivery[] {
  const known = new Set(entries.map(({ id }) => id));
  const isToldInPerson = (recipient: Recipient): boolean => {
    if (recipient.way !== 'person') return true;
    const instead = asks[recipient.ask]?.audience.instead;
    if (instead === 'channels') return !heard.has(recipient.entryId);
    return instead !== 'mail' || recipient.reachable;
  };
  const notification = people.filter(
    (recipient) => known.has(recipient.entryId) && isToldInPerson(recipient),
  );
  return mergeByConversation(inOrder(notification).map((recipient) => hearingOf(recipient, asks)));
}

const isTold = (recipient: Recipient): boolean => recipient.way !== 'card' || recipient.postsMessage;

const inOrder = (recipients: readonly Recipient[]): readonly Recipient[] =>
  recipients.toSorted(
    (one, other) => one.entryId - other.entryId || order.indexOf(one.way) - order.indexOf(other.way),
  );

const hearingOf = (recipient: Recipient, asks: readonly PersonalNotification[]): Notification => ({
  entryId: recipient.entryId,
  conversationId: recipient.conversationId,
  isTold: isTold(recipient),
  reason: isTold(recipient) ? reasonOf(recipient, asks) : null,
  direct: recipient.way === 'person' ? recipient.direct : null,
});

function reasonOf(recipient: Recipient, asks: readonly PersonalNotification[]): string | null {
  switch (recipient.way) {
    case 'subscription':
      return recipient.expression;
    case 'card':
      return recipient.reason;
    case 'approvals':
      return 'approvals';
    case 'person':
      return asks[recipient.ask]?.audience.reason ?? null;
  }
}

/** One delivery for each conversation, with all entries of the act for it. */
function mergeByConversation(notifications: readonly Notification[]): readonly Delivery[] {
  const found = new Map<string, Delivery>();
  for (const { conversationId, entryId, isTold, reason, direct } of notifications) {
    const earlier = found.get(conversationId);
    const { entryIds = [], toldIds = [] } = earlier ?? {};
    found.set(conversationId, {
      conversationId,
      entryIds: including(entryIds, entryId),
      toldIds: isTold ? including(toldIds, entryId) : toldIds,
      reason: earlier?.reason ?? reason,
      direct: earlier?.direct ?? direct,
    });
  }
  return [...found.values()];
}

/** The ids come in order, some of them several times. */
const including = (ids: readonly number[], id: number): readonly number[] =>
  ids.includes(id) ? ids : [...ids, id];
