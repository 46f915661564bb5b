import { type Transaction, transaction } from '../../db/driver/client.ts';
import { type Change, publish, systemFor } from '../kernel/act.ts';
import type { JobContext, ScheduledJob } from '../kernel/job.ts';
import { events } from './events.ts';
import { aboutInvitation, addressee, type Invitation } from './model/invitation.ts';
import { dueToExpire, dueToRemind, expire, markDueReminder } from './store/due.ts';

/**
 * Expires the sent invitations whose time has passed, each in a transaction of its own (R-INV-10). An answer that came
 * in between has won, and there is nothing to change (R-INV-12). Returns how many expired.
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
 * Reminds of the sent invitations that expire soon: on each of the days before that the sender's organization set, once
 * (R-INV-10). Of several days that have passed the last one counts. Returns how many were reminded of.
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
 * Finds what is due and does it, one at a time, until nothing is found or nothing of what was found could be done;
 * returns how many were done.
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

/** Nobody acted: it is the sender's invitation that changes by itself. */
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

/** What happens to invitations by the clock (R-INV-10). */
export const jobs: readonly ScheduledJob[] = [
  { name: 'expire', at: '* * * * *', run: expireInvitations },
  { name: 'remind', at: '*/5 * * * *', run: remindInvitations },
];
