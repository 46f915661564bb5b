import { type Database, type Transaction, transaction } from '../../db/driver/client.ts';
import type { AuditEntry } from '../kernel/audit.ts';
import type { Audience } from '../kernel/event.ts';
import { rolesWith } from '../kernel/rights.ts';
import { loadAuditEntries } from '../kernel/store/audit.ts';
import { eventSpecs } from '../subjects.ts';
import { type Asked, channelDeliveries, type HeardEntry, peopleDeliveries } from './deliveries.ts';
import { hasLiveCard } from './draw.ts';
import type { QueueMail } from './mail.ts';
import { mailToHolders } from './notice.ts';
import { type Delivery, writeDeliveries } from './store/deliveries.ts';
import {
  firstId,
  firstPending,
  keepPlace,
  type PendingAct,
  removePending,
  takeTurn,
} from './store/outbox.ts';
import { type AnnouncedEntry, type Ask, findChannels, findPeople } from './store/recipients.ts';

/** What working out who hears of an act works with. */
export interface FanOut {
  readonly db: Database;
  readonly now: () => Date;
  /** Queues a mail of the system in the transaction, where mail is configured. */
  readonly queueMail: QueueMail | null;
  /** How many channels get their deliveries in one transaction; 1000 where it is left out. */
  readonly batch?: number;
}

/** How a step ended: whether there is more to do for the organization, or somebody else is at it. */
export type Step = 'more' | 'done' | 'busy';

/**
 * Writes deliveries of the first act of which an organization is still to be told: to channels that subscribed, each to
 * its own organization's events alone (R-AUD-02); to cards about the subjects, wherever they stand (R-AUD-04); and once
 * all channels have theirs, to the people whose turn it is or who wait for the answer (R-NOTE-04). One transaction, of a
 * bounded size: where many channels hear, others get their turn in between. Each conversation gets one delivery for the
 * whole act, exactly once.
 */
export function fanOutNext(parts: FanOut, organizationId: string): Promise<Step> {
  return transaction(parts.db, { system: 'deliveries' }, async (tx) => {
    if (!(await takeTurn(tx, organizationId))) return 'busy';
    const pending = await firstPending(tx, organizationId);
    if (!pending) return 'done';
    const entries = heardEntries(pending, await loadAuditEntries(tx, pending.entryIds));
    const isLast = await writeBatch(parts, tx, pending, entries);
    if (isLast) await removePending(tx, pending.id);
    return 'more';
  });
}

/** The entries of the act that are the organization's to hear of. */
function heardEntries(
  { organizationId, entryIds, facts, listens }: PendingAct,
  entries: readonly AuditEntry[],
): readonly HeardEntry[] {
  return entries.flatMap((entry): readonly HeardEntry[] => {
    const place = entryIds.indexOf(entry.id);
    const fact = facts[place] ?? { partnerId: null, customerId: null, invitationKind: null };
    if (entry.organizationId === organizationId) return [{ ...entry, facts: fact, side: 'own' }];
    if (entry.counterpartId === organizationId) return [{ ...entry, facts: fact, side: 'other' }];
    const listened = listens.find((one) => one.place === place);
    if (!listened) return [];
    // To one that listens, it is about itself.
    const own = { ...fact, partnerId: organizationId };
    return [{ ...entry, facts: own, side: listened.waits ? 'waiting' : 'listening' }];
  });
}

/** Writes the deliveries of a number of channels, and after the last one those of people; whether that was all. */
async function writeBatch(
  { now, queueMail, batch = 1000 }: FanOut,
  tx: Transaction,
  pending: PendingAct,
  entries: readonly HeardEntry[],
): Promise<boolean> {
  const { organizationId } = pending;
  const asks = entries.flatMap(asksOf);
  const announced = entries.map((entry) => announcedOf(entry, asks));
  const page = { after: pending.after ?? firstId, most: batch };
  const channels = await findChannels(tx, organizationId, announced, page);
  const told = channelDeliveries(entries, channels);
  const heard = [...new Set([...pending.heard, ...told.heard])];
  const found = new Set(channels.map(({ conversationId }) => conversationId));
  const last = channels.at(-1)?.conversationId;
  if (found.size === batch && last !== undefined) {
    await writeDeliveries(tx, pending.actId, told.deliveries, now());
    await keepPlace(tx, pending.id, { after: last, heard });
    return false;
  }
  const people = await findPeople(tx, organizationId, announced, asks);
  const inPerson = peopleDeliveries(entries, asks, people, new Set(heard));
  const deliveries: readonly Delivery[] = [...told.deliveries, ...inPerson];
  await writeDeliveries(tx, pending.actId, deliveries, now());
  if (queueMail) await mailWhereNobodyIsTold(tx, queueMail, organizationId, entries, asks, inPerson, now());
  return true;
}

const announcedOf = (entry: HeardEntry, asks: readonly Asked[]): AnnouncedEntry => ({
  id: entry.id,
  subject: entry.subject,
  notification: eventSpecs[entry.kind]?.notifies ?? null,
  stands: hasLiveCard(entry.subject),
  approvals: asks.some(({ entryId, approvals }) => approvals && entryId === entry.id),
});

/** Whom the organization is asked to tell of an entry in person. */
const asksOf = (entry: HeardEntry): readonly Asked[] =>
  (eventSpecs[entry.kind]?.tell ?? [])
    .filter(({ side }) => side === entry.side)
    .map((audience) => ({
      entryId: entry.id,
      who: peopleOf(audience.who, entry),
      approvals: audience.instead === 'approvals',
      audience,
    }));

function peopleOf(who: Audience['who'], { subject, facts }: HeardEntry): Ask['who'] {
  if (who === 'drafter') return { draftedInvitation: subject.id };
  return { roles: rolesWith(typeof who === 'function' ? who(facts) : who) };
}

/** What an audience is told by mail instead goes by mail where no direct message reaches anybody of it (R-NOTE-08). */
async function mailWhereNobodyIsTold(
  tx: Transaction,
  queueMail: QueueMail,
  organizationId: string,
  entries: readonly HeardEntry[],
  asks: readonly Asked[],
  inPerson: readonly Delivery[],
  at: Date,
): Promise<void> {
  for (const { entryId, audience } of asks) {
    const entry = entries.find(({ id }) => id === entryId);
    const isTold = inPerson.some(({ toldIds }) => toldIds.includes(entryId));
    if (!entry || isTold || audience.instead !== 'mail') continue;
    if (audience.who === 'drafter') continue;
    const ability = typeof audience.who === 'function' ? audience.who(entry.facts) : audience.who;
    await mailToHolders(tx, queueMail, organizationId, ability, entry, at);
  }
}
