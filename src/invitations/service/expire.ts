import { and, eq, lte, sql } from 'drizzle-orm';
import { type Database, type Transaction, transaction } from '../../../db/driver/client.ts';
import { invitations } from '../../../db/schema/invitations.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import { systemName } from '../../delivery/system-act.ts';
import { type Change, instant, publish } from '../../kernel/act.ts';
import { addressee, type Invitation } from '../model/invitation.ts';
import { invitationOf } from '../store.ts';
import { about } from './invitation.ts';

/** What work by the clock works with. */
export interface Clockwork {
  readonly db: Database;
  readonly now: () => Date;
}

/** How many are looked up at a time. */
const batch = 500;

/**
 * Expires the sent invitations whose time has passed, each in a transaction of its own (R-INV-10). An answer that came
 * in between has won, and the update finds nothing to change (R-INV-12). Returns how many expired.
 */
export async function expireInvitations({ db, now }: Clockwork): Promise<number> {
  const at = now();
  const isDue = and(eq(invitations.state, 'sent'), lte(invitations.expiresAt, at));
  return each(
    () =>
      transaction(db, { system: 'expiry' }, (tx) =>
        tx.select({ id: invitations.id }).from(invitations).where(isDue).limit(batch),
      ),
    ({ id }) =>
      transaction(db, { system: 'expiry' }, async (tx) => {
        const [row] = await tx
          .update(invitations)
          .set({ state: 'expired', answeredAt: at })
          .where(and(eq(invitations.id, id), isDue))
          .returning();
        if (!row) return false;
        await publishBySystem(tx, at, invitationOf(row), {
          kind: 'invitation.expired',
          before: { state: 'sent' },
          after: { state: 'expired' },
        });
        return true;
      }),
  );
}

/**
 * Reminds of the sent invitations that expire soon: on each of the days before that the sender's organization set, once
 * (R-INV-10). A day before the invitation was even sent is none; of several that have passed the last one counts.
 * Returns how many were reminded of.
 */
export async function remindInvitations({ db, now }: Clockwork): Promise<number> {
  const at = now();
  const day = sql<number | null>`(
    select min(days) from unnest(${organizations.reminderDays}) as days
    where ${invitations.expiresAt} - make_interval(days => days) <= ${instant(at)}
      and ${invitations.expiresAt} - make_interval(days => days) > ${invitations.sentAt})`;
  const isDue = and(
    eq(invitations.state, 'sent'),
    sql`${invitations.expiresAt} > ${instant(at)}`,
    sql`${day} < coalesce(${invitations.remindedAtDays}, 2147483647)`,
  );
  return each(
    () =>
      transaction(db, { system: 'expiry' }, (tx) =>
        tx
          .select({ id: invitations.id, day })
          .from(invitations)
          .innerJoin(organizations, eq(organizations.id, invitations.senderId))
          .where(isDue)
          .limit(batch),
      ),
    ({ id, day: days }) =>
      transaction(db, { system: 'expiry' }, async (tx) => {
        const [row] = await tx
          .update(invitations)
          .set({ remindedAtDays: days, remindedAt: at })
          .where(
            and(
              eq(invitations.id, id),
              eq(invitations.state, 'sent'),
              sql`coalesce(${invitations.remindedAtDays}, 2147483647) > ${days}`,
            ),
          )
          .returning();
        if (!row) return false;
        await publishBySystem(tx, at, invitationOf(row), {
          kind: 'invitation.expiring',
          after: { expiresAt: row.expiresAt?.toISOString(), days },
        });
        return true;
      }),
  );
}

/** Finds and does, until nothing is found or nothing of what was found could be done; how many were done. */
async function each<T>(
  find: () => Promise<readonly T[]>,
  act: (found: T) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  for (;;) {
    const before = done;
    for (const found of await find()) if (await act(found)) done += 1;
    if (done === before) return done;
  }
}

/** Nobody acted: it is the sender's invitation that changes by itself. */
const publishBySystem = (
  tx: Transaction,
  at: Date,
  invitation: Invitation,
  change: Pick<Change, 'kind' | 'before' | 'after'>,
): Promise<void> =>
  publish(tx, at, { organizationId: invitation.senderId, memberId: null, name: systemName }, [
    {
      ...about(invitation, invitation.senderId),
      ...change,
      after: { ...change.after, ...addressee(invitation) },
    },
  ]);
