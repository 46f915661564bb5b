import type { Transaction } from '../../db/driver/client.ts';
import type { Announced } from '../kernel/act.ts';
import type { Audience } from '../kernel/event.ts';
import { rolesWith } from '../kernel/rights.ts';
import { type FilterSubject, passes } from '../notifications/index.ts';
import { hasStandingCard } from './draw.ts';
import { type Delivery, writeDeliveries } from './store/deliveries.ts';
import { type Ask, findRecipients, type Recipient } from './store/recipients.ts';

interface Asked extends Ask {
  readonly audience: Audience;
}

/**
 * Queues what conversations are to hear of an act, at the end of its transaction, which works for the system by then
 * (`continueAsSystem`). It hears: channels that subscribed, each to its own organization's events alone (R-AUD-02);
 * cards about the subject, wherever they stand (R-AUD-04); the people whose turn it is or who wait for the answer
 * (R-NOTE-04). Two statements, whatever the number of entries. Returns how many deliveries there are.
 */
export async function enqueueDeliveries(
  tx: Transaction,
  entries: readonly Announced[],
  now: Date,
): Promise<number> {
  if (entries.length === 0) return 0;
  const asks = entries.flatMap(asksOf);
  const recipients = await findRecipients(
    tx,
    entries.map((entry) => ({
      ...entry,
      organizations: organizationsOf(entry),
      notification: entry.event.spec.notifies ?? null,
      stands: hasStandingCard(entry.subject),
    })),
    asks,
  );
  const deliveries = entries.flatMap((entry, place) =>
    deliveriesOf(
      entry,
      asks,
      recipients.filter((recipient) => recipient.entry === place),
    ),
  );
  if (deliveries.length > 0) await writeDeliveries(tx, deliveries, now);
  return deliveries.length;
}

function asksOf(entry: Announced, place: number): readonly Asked[] {
  return (entry.event.spec.tell ?? []).flatMap((audience) => {
    const who = peopleOf(audience.who, entry);
    const approvals = audience.instead === 'approvals';
    return organizationsOn(audience.side, entry).map((organizationId) => ({
      entry: place,
      organizationId,
      who,
      approvals,
      audience,
    }));
  });
}

function organizationsOn(side: Audience['side'], entry: Announced): readonly string[] {
  switch (side) {
    case 'own':
      return [entry.organizationId];
    case 'other':
      return entry.counterpartId === null ? [] : [entry.counterpartId];
    case 'waiting':
      return entry.listeners.filter(({ waits }) => waits).map(({ organizationId }) => organizationId);
  }
}

/** Everybody whose channels may hear. */
const organizationsOf = (entry: Announced): readonly string[] => [
  ...organizationsOn('own', entry),
  ...organizationsOn('other', entry),
  ...entry.listeners.map(({ organizationId }) => organizationId),
];

/** The entry as a subscription of the organization filters it: to one that listens, it is about itself. */
const heardBy = (organizationId: string, entry: Announced): FilterSubject =>
  entry.listeners.some((listener) => listener.organizationId === organizationId)
    ? { ...entry, partnerId: organizationId }
    : entry;

function peopleOf(who: Audience['who'], entry: Announced): Ask['who'] {
  if (who === 'drafter') return who;
  return rolesWith(typeof who === 'function' ? who(entry) : who);
}

/** What decides over what: people are told in person only after it is known which channels hear. */
const order: readonly Recipient['way'][] = ['approvals', 'subscription', 'card', 'person'];

/** One delivery for each conversation; of several reasons the first one counts. */
function deliveriesOf(
  entry: Announced,
  asks: readonly Asked[],
  recipients: readonly Recipient[],
): readonly Delivery[] {
  const told = new Map<string, Delivery>();
  /** Requests that an approvals channel answers, and organizations of which a channel hears. */
  const taken = new Set<number>();
  const listening = new Set<string>();
  const isStoodFor = ({ ask, organizationId, reachable }: Extract<Recipient, { way: 'person' }>): boolean => {
    switch (asks[ask]?.audience.instead) {
      case 'approvals':
        return taken.has(ask);
      case 'channels':
        return listening.has(organizationId);
      default:
        return !reachable;
    }
  };
  for (const recipient of order.flatMap((way) => recipients.filter((each) => each.way === way))) {
    const { conversationId } = recipient;
    if (
      recipient.way === 'subscription' &&
      !passes(recipient.filter, heardBy(recipient.organizationId, entry))
    )
      continue;
    if (recipient.way === 'person' && isStoodFor(recipient)) continue;
    if (recipient.way === 'approvals') taken.add(recipient.ask);
    const postsMessage = recipient.way !== 'card' || recipient.postsMessage;
    if (postsMessage && recipient.reachable && recipient.way !== 'person')
      listening.add(recipient.organizationId);
    const earlier = told.get(conversationId);
    told.set(conversationId, {
      conversationId,
      entryId: entry.id,
      postsMessage: postsMessage || earlier?.postsMessage === true,
      reason: earlier?.reason ?? (postsMessage ? reasonOf(recipient, asks) : null),
      direct: earlier?.direct ?? (recipient.way === 'person' ? recipient.direct : null),
    });
  }
  return [...told.values()];
}

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
