import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { invitations } from '../../../db/schema/invitations.ts';
import { mails } from '../../../db/schema/mails.ts';
import type { Lease } from './leases.ts';

/** A mail whose lease is held. */
export interface DueMail {
  readonly id: string;
  readonly organizationId: string;
  readonly leaseId: string;
  /** Sealed. */
  readonly content: string | null;
  readonly createdAt: Date;
  readonly attempts: number;
  /** The invitation of the mail; null if it is about none. */
  readonly invitation: typeof invitations.$inferSelect | null;
}

/** Queues a sealed mail. */
export async function insertMail(
  tx: Transaction,
  mail: Pick<typeof mails.$inferInsert, 'id' | 'organizationId' | 'invitationId' | 'content' | 'createdAt'>,
): Promise<void> {
  await tx.insert(mails).values({ ...mail, dueAt: mail.createdAt });
}

/** Organizations with due mail, in order after the given one. */
export async function organizationsWithMail(
  tx: Transaction,
  { after, max, now }: { readonly after: string; readonly max: number; readonly now: Date },
): Promise<readonly string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    with recursive lane as (
      (select organization_id as id from ${mails} where due_at is not null and organization_id > ${after}::uuid
        order by 1 limit 1)
      union all
      select next.id from lane cross join lateral (
        select organization_id as id from ${mails} where due_at is not null and organization_id > lane.id
        order by 1 limit 1
      ) next
    )
    select id from lane
    where exists (
      select from ${mails} m where m.organization_id = lane.id and m.due_at <= ${now.toISOString()}::timestamptz
        and (m.leased_until is null or m.leased_until <= ${now.toISOString()}::timestamptz)
    )
    limit ${max}`);
  return rows.map(({ id }) => id);
}

/** Takes the lease of due mails, a number for each organization, oldest first. */
export async function takeMails(
  tx: Transaction,
  quotas: ReadonlyMap<string, number>,
  lease: Lease,
  now: Date,
): Promise<readonly DueMail[]> {
  const wanted = JSON.stringify([...quotas].map(([organization, max]) => ({ organization, max })));
  const taken = await tx.execute<{ id: string }>(sql`
    update ${mails} m set lease_id = ${lease.id}::uuid, leased_until = ${lease.until.toISOString()}::timestamptz
    from (
      select due.id from json_to_recordset(${wanted}::json) as q(organization uuid, max int)
      cross join lateral (
        select id from ${mails} c
        where c.organization_id = q.organization and c.due_at <= ${now.toISOString()}::timestamptz
          and (c.leased_until is null or c.leased_until <= ${now.toISOString()}::timestamptz)
        order by c.due_at limit q.max
        for no key update skip locked
      ) due
    ) free
    where m.id = free.id
    returning m.id`);
  if (taken.length === 0) return [];
  const rows = await tx
    .select({ mail: mails, invitation: invitations })
    .from(mails)
    .leftJoin(invitations, eq(invitations.id, mails.invitationId))
    .where(
      inArray(
        mails.id,
        taken.map(({ id }) => id),
      ),
    );
  return rows.map(({ mail, invitation }) => ({ ...mail, leaseId: lease.id, invitation }));
}

/** The outcome of a mail. */
export type MailEnd =
  | { readonly state: 'sent' | 'failed'; readonly at: Date; readonly lastError: string | null }
  /** Its invitation is over, so nobody should get it. */
  | { readonly state: 'dropped' }
  | {
      readonly state: 'waiting';
      readonly dueAt: Date;
      readonly attempts: number;
      readonly lastError: string;
    };

/** Records a mail's outcome, and deletes its text unless it is retried; false if another process holds the lease. */
export async function endMail(
  tx: Transaction,
  { id, leaseId }: Pick<DueMail, 'id' | 'leaseId'>,
  end: MailEnd,
): Promise<boolean> {
  const free = { leaseId: null, leasedUntil: null };
  const over = { ...free, content: null, dueAt: null };
  const changed = {
    sent: { ...over, sentAt: 'at' in end ? end.at : null, lastError: null },
    failed: {
      ...over,
      failedAt: 'at' in end ? end.at : null,
      lastError: 'lastError' in end ? end.lastError : null,
    },
    dropped: over,
    waiting: {
      ...free,
      ...('dueAt' in end ? { dueAt: end.dueAt, attempts: end.attempts, lastError: end.lastError } : {}),
    },
  }[end.state];
  const rows = await tx
    .update(mails)
    .set(changed)
    .where(and(eq(mails.id, id), eq(mails.leaseId, leaseId)))
    .returning({ id: mails.id });
  return rows.length > 0;
}

/** Extends leases of mails, or ends them if `until` is null. */
export async function changeMailLeases(
  tx: Transaction,
  held: readonly Pick<DueMail, 'id' | 'leaseId'>[],
  until: Date | null,
): Promise<void> {
  await tx.execute(sql`
    update ${mails} m
    set leased_until = ${until?.toISOString() ?? null}::timestamptz,
      lease_id = case when ${until === null} then null else m.lease_id end
    from json_to_recordset(${JSON.stringify(held)}::json) as h(id uuid, "leaseId" uuid)
    where m.id = h.id and m.lease_id = h."leaseId"`);
}
