import { type Transaction, transaction } from '../../db/driver/client.ts';
import { type Change, publish, systemFor } from '../kernel/act.ts';
import type { JobContext, ScheduledJob } from '../kernel/job.ts';
import { events } from './events.ts';
import { aboutInvitation, addressee, type Invitation } from './model/invitation.ts';
import { dueToExpire, dueToRemind, expire, markDueReminder } from './store/due.ts';

/**
 * Expires the sent invitations whose time has passed, each in its own transaction (R-INV-10). An answer that came first
 * wins, and nothing changes (R-INV-12). Returns how many expired.
 */
export function expireInvitations(context: JobContext): Promise<number> {
  const at = context.now();
  return eachDue(
    context,
    (tx) => dueToExpire(tx, at),
    async (tx, { id }) => {
      const invitation = await expire(tx, id, at);
      if (!invitation) return false;
      await publishBySystem(tx, at, invitation, {
        event: events['invitation.expired'],
        before: { state: 'sent' },
        after: { state: 'expired' },
      });
      return true;
    },
  );
}

/**
 * Reminds of invitations that expire soon, once on each day that the sender's organization has set (R-INV-10). If
 * several days have passed, only the last one counts. Returns how many reminders were recorded.
 */
export function remindInvitations(context: JobContext): Promise<number> {
  const at = context.now();
  return eachDue(
    context,
    (tx) => dueToRemind(tx, at),
    async (tx, due) => {
      const invitation = await markDueReminder(tx, due, at);
      if (!invitation) return false;
      await publishBySystem(tx, at, invitation, {
        event: events['invitation.expiring'],
        after: { expiresAt: invitation.expiresAt?.toISOString(), days: due.days },
      });
      return true;
    },
  );
}

/**
 * Finds due rows and handles them one at a time, until none is found or none of those found could be handled. Returns
 * how many were handled.
 */
async function eachDue<Due>(
  { db, announce }: JobContext,
  find: (tx: Transaction) => Promise<readonly Due[]>,
  work: (tx: Transaction, due: Due) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  for (;;) {
    const before = done;
    for (const due of await transaction(db, { system: 'expiry' }, find)) {
      if (await transaction(db, { system: 'expiry' }, (tx) => work(tx, due))) done += 1;
    }
    if (done === before) return done;
    announce();
  }
}

/** No member acted; the event belongs to the sender's organization. */
const publishBySystem = (
  tx: Transaction,
  at: Date,
  invitation: Invitation,
  { event, before, after }: Pick<Change, 'event' | 'before' | 'after'>,
): Promise<void> =>
  publish(tx, at, systemFor(invitation.senderId), [
    {
      event,
      ...aboutInvitation(invitation, invitation.senderId),
      ...(before ? { before } : {}),
      after: { ...after, ...addressee(invitation) },
    },
  ]);

/** Scheduled work on invitations (R-INV-10). */
export const jobs: readonly ScheduledJob[] = [
  { name: 'expire', at: '* * * * *', run: expireInvitations },
  { name: 'remind', at: '*/5 * * * *', run: remindInvitations },
];
