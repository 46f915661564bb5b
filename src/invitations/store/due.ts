import { and, eq, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { invitations } from '../../../db/schema/invitations.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import { instant } from '../../kernel/store/instant.ts';
import type { Invitation } from '../model/invitation.ts';
import { invitationOf } from './invitation.ts';

/** How many rows one query reads. */
const batch = 500;

const hasExpiredAt = (at: Date) => and(eq(invitations.state, 'sent'), lte(invitations.expiresAt, at));

/** Sent invitations whose time has passed, one batch. */
export const dueToExpire = (tx: Transaction, at: Date): Promise<readonly { readonly id: string }[]> =>
  tx.select({ id: invitations.id }).from(invitations).where(hasExpiredAt(at)).limit(batch);

/** Expires an invitation; undefined if an answer came first. */
export async function expire(tx: Transaction, id: string, at: Date): Promise<Invitation | undefined> {
  const [row] = await tx
    .update(invitations)
    .set({ state: 'expired', answeredAt: at })
    .where(and(eq(invitations.id, id), hasExpiredAt(at)))
    .returning();
  return row && invitationOf(row);
}

/** A sent invitation to remind of, and the days before its expiry. */
export interface DueReminder {
  readonly id: string;
  readonly days: number | null;
}

/** No reminder yet: greater than any number of days before expiry. */
const notYet = sql`2147483647`;

/**
 * Sent invitations to remind of, one batch: a reminder day set by the sender's organization has come, and no reminder
 * was sent for this or a later day. Days before the invitation was sent do not count.
 */
export function dueToRemind(tx: Transaction, at: Date): Promise<readonly DueReminder[]> {
  const days = sql<number | null>`(
    select min(days) from unnest(${organizations.reminderDays}) as days
    where ${invitations.expiresAt} - make_interval(days => days) <= ${instant(at)}
      and ${invitations.expiresAt} - make_interval(days => days) > ${invitations.sentAt})`;
  return tx
    .select({ id: invitations.id, days })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.senderId))
    .where(
      and(
        eq(invitations.state, 'sent'),
        sql`${invitations.expiresAt} > ${instant(at)}`,
        sql`${days} < coalesce(${invitations.remindedAtDays}, ${notYet})`,
      ),
    )
    .limit(batch);
}

/** Records a reminder; undefined if it is no longer due. */
export async function markDueReminder(
  tx: Transaction,
  { id, days }: DueReminder,
  at: Date,
): Promise<Invitation | undefined> {
  const [row] = await tx
    .update(invitations)
    .set({ remindedAtDays: days, remindedAt: at })
    .where(
      and(
        eq(invitations.id, id),
        eq(invitations.state, 'sent'),
        sql`coalesce(${invitations.remindedAtDays}, ${notYet}) > ${days}`,
      ),
    )
    .returning();
  return row && invitationOf(row);
}
