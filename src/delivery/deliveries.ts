import type { AuditEntry, EntryFacts } from '../kernel/audit.ts';
import type { Audience } from '../kernel/event.ts';
import { passes } from '../notifications/index.ts';
import type { Delivery } from './store/deliveries.ts';
import type { Ask, Recipient } from './store/recipients.ts';

/** An entry of an act, as an organization hears of it. */
export interface HeardEntry extends AuditEntry {
  /** What subscriptions filter it by. */
  readonly facts: EntryFacts;
  /** What the organization is to it; `waiting`: it listens, and asked for what has happened. */
  readonly side: 'own' | 'other' | 'listening' | 'waiting';
}

/** An ask with what it was made from. */
export interface Asked extends Ask {
  readonly audience: Audience;
}

/** A recipient who is to be told, or whose cards change. */
interface Hearing {
  readonly entryId: number;
  readonly conversationId: string;
  readonly isTold: boolean;
  /** Why it is told; of several reasons for one entry the first one counts. */
  readonly reason: string | null;
  readonly direct: Delivery['direct'];
}

/** What decides over what: of several reasons the first one counts. */
const order: readonly Recipient['way'][] = ['approvals', 'subscription', 'card', 'person'];

/** The deliveries of channels, one for each, and the entries of which a channel hears that can be reached. */
export function channelDeliveries(
  entries: readonly HeardEntry[],
  channels: readonly Recipient[],
): { readonly deliveries: readonly Delivery[]; readonly heard: readonly number[] } {
  const factsOf = new Map(entries.map(({ id, facts }) => [id, facts]));
  const hearing = channels.filter((recipient) => {
    const facts = factsOf.get(recipient.entryId);
    return recipient.way !== 'subscription' || (facts !== undefined && passes(recipient.filter, facts));
  });
  const heard = hearing.filter((recipient) => recipient.reachable && isTold(recipient));
  return {
    deliveries: oneForEach(inOrder(hearing).map((recipient) => hearingOf(recipient, []))),
    heard: heard.map(({ entryId }) => entryId),
  };
}

/**
 * The deliveries of direct messages: their cards change, and people are told in person unless something stands for that.
 * @param heard the entries of which a channel of the organization hears.
 */
export function peopleDeliveries(
  entries: readonly HeardEntry[],
  asks: readonly Asked[],
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
  const hearing = people.filter((recipient) => known.has(recipient.entryId) && isToldInPerson(recipient));
  return oneForEach(inOrder(hearing).map((recipient) => hearingOf(recipient, asks)));
}

const isTold = (recipient: Recipient): boolean => recipient.way !== 'card' || recipient.postsMessage;

const inOrder = (recipients: readonly Recipient[]): readonly Recipient[] =>
  recipients.toSorted(
    (one, other) => one.entryId - other.entryId || order.indexOf(one.way) - order.indexOf(other.way),
  );

const hearingOf = (recipient: Recipient, asks: readonly Asked[]): Hearing => ({
  entryId: recipient.entryId,
  conversationId: recipient.conversationId,
  isTold: isTold(recipient),
  reason: isTold(recipient) ? reasonOf(recipient, asks) : null,
  direct: recipient.way === 'person' ? recipient.direct : null,
});

function reasonOf(recipient: Recipient, asks: readonly Asked[]): string | null {
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

/** One delivery for each conversation, with all entries of the act that it hears of. */
function oneForEach(hearings: readonly Hearing[]): readonly Delivery[] {
  const found = new Map<string, Delivery>();
  for (const { conversationId, entryId, isTold, reason, direct } of hearings) {
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

/** They come in their order, some of them several times. */
const including = (ids: readonly number[], id: number): readonly number[] =>
  ids.includes(id) ? ids : [...ids, id];
