import { type Database, type Transaction, transaction } from '../../db/driver/client.ts';
import type { AuditEntry } from '../kernel/audit.ts';
import type { Audience } from '../kernel/event.ts';
import { rolesWith } from '../kernel/rights.ts';
import { loadAuditEntries } from '../kernel/store/audit.ts';
import { eventSpecs } from '../subjects.ts';
import {
  channelDeliveries,
  type PersonalNotification,
  peopleDeliveries,
  type VisibleEntry,
} from './deliveries.ts';
import { hasLiveCard } from './draw.ts';
import type { QueueMail } from './mail.ts';
import { mailToHolders } from './notice.ts';
import { type Delivery, writeDeliveries } from './store/deliveries.ts';
import {
  firstId,
  firstPending,
  lockOutbox,
  type PendingAct,
  removePending,
  saveProgress,
} from './store/outbox.ts';
import { type AnnouncedEntry, type Ask, findChannels, findPeople } from './store/recipients.ts';

/** The parts needed to find an act's recipients. */
export interface FanOut {
  readonly db: Database;
  readonly now: () => Date;
  /** Queues a mail of the system in the transaction, if mail is configured. */
  readonly queueMail: QueueMail | null;
  /** How many channels get their deliveries in one transaction; 1000 by default. */
  readonly batch?: number;
}

/** The result of a step: `more` to do for the organization, `done`, or another process is `busy` with it. */
export type Step = 'more' | 'done' | 'busy';

/**
 * Writes deliveries for an organization's first undelivered act: to its subscribed channels, which get events of their
 * own organization only (R-AUD-02); to all cards of the subjects (R-AUD-04); and after all channels, to the people who
 * must act or who wait for the answer (R-NOTE-04). One transaction of limited size, so that others get their turn
 * between the batches of a large act. Each conversation gets exactly one delivery for the act.
 */
export function fanOutNext(parts: FanOut, organizationId: string): Promise<Step> {
  return transaction(parts.db, { system: 'deliveries' }, async (tx) => {
    if (!(await lockOutbox(tx, organizationId))) return 'busy';
    const pending = await firstPending(tx, organizationId);
    if (!pending) return 'done';
    const entries = visibleEntries(pending, await loadAuditEntries(tx, pending.entryIds));
    const isLast = await writeBatch(parts, tx, pending, entries);
    if (isLast) await removePending(tx, pending.id);
    return 'more';
  });
}

/** The entries of the act that the organization is notified of. */
function visibleEntries(
  { organizationId, entryIds, facts, listens }: PendingAct,
  entries: readonly AuditEntry[],
): readonly VisibleEntry[] {
  return entries.flatMap((entry): readonly VisibleEntry[] => {
    const place = entryIds.indexOf(entry.id);
    const fact = facts[place] ?? { partnerId: null, customerId: null, invitationKind: null };
    if (entry.organizationId === organizationId) return [{ ...entry, facts: fact, side: 'own' }];
    if (entry.counterpartId === organizationId) return [{ ...entry, facts: fact, side: 'other' }];
    const listened = listens.find((one) => one.place === place);
    if (!listened) return [];
    // For a listener, the entry is about itself.
    const own = { ...fact, partnerId: organizationId };
    return [{ ...entry, facts: own, side: listened.waits ? 'waiting' : 'listening' }];
  });
}

/**
 * Writes the deliveries of a batch of channels and, after the last channel, those of people; returns whether that was
 * all.
 */
async function writeBatch(
  { now, queueMail, batch = 1000 }: FanOut,
  tx: Transaction,
  pending: PendingAct,
  entries: readonly VisibleEntry[],
): Promise<boolean> {
  const { organizationId } = pending;
  const asks = entries.flatMap(asksOf);
  const announced = entries.map((entry) => announcedOf(entry, asks));
  const page = { after: pending.after ?? firstId, max: batch };
  const channels = await findChannels(tx, organizationId, announced, page);
  const told = channelDeliveries(entries, channels);
  const heard = [...new Set([...pending.heard, ...told.heard])];
  const found = new Set(channels.map(({ conversationId }) => conversationId));
  const last = channels.at(-1)?.conversationId;
  if (found.size === batch && last !== undefined) {
    await writeDeliveries(tx, pending.actId, told.deliveries, now());
    await saveProgress(tx, pending.id, { after: last, heard });
    return false;
  }
  const people = await findPeople(tx, organizationId, announced, asks);
  const inPerson = peopleDeliveries(entries, asks, people, new Set(heard));
  const deliveries: readonly Delivery[] = [...told.deliveries, ...inPerson];
  await writeDeliveries(tx, pending.actId, deliveries, now());
  if (queueMail) await mailUnreachable(tx, queueMail, organizationId, entries, asks, inPerson, now());
  return true;
}

const announcedOf = (entry: VisibleEntry, asks: readonly PersonalNotification[]): AnnouncedEntry => ({
  id: entry.id,
  subject: entry.subject,
  notification: eventSpecs[entry.kind]?.notifies ?? null,
  stands: hasLiveCard(entry.subject),
  approvals: asks.some(({ entryId, approvals }) => approvals && entryId === entry.id),
});

/** The requests to notify the organization's people of an entry in person. */
const asksOf = (entry: VisibleEntry): readonly PersonalNotification[] =>
  (eventSpecs[entry.kind]?.tell ?? [])
    .filter(({ side }) => side === entry.side)
    .map((audience) => ({
      entryId: entry.id,
      who: peopleOf(audience.who, entry),
      approvals: audience.instead === 'approvals',
      audience,
    }));

function peopleOf(who: Audience['who'], { subject, facts }: VisibleEntry): Ask['who'] {
  if (who === 'drafter') return { draftedInvitation: subject.id };
  return { roles: rolesWith(typeof who === 'function' ? who(facts) : who) };
}

/** Mails an audience with `instead: mail` if no direct message reaches any of its members (R-NOTE-08). */
async function mailUnreachable(
  tx: Transaction,
  queueMail: QueueMail,
  organizationId: string,
  entries: readonly VisibleEntry[],
  asks: readonly PersonalNotification[],
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
