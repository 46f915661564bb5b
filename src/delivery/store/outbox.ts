import { asc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { outbox } from '../../../db/schema/outbox.ts';

/** An act that an organization has not been notified of yet. */
export type PendingAct = Pick<
  typeof outbox.$inferSelect,
  'id' | 'organizationId' | 'actId' | 'entryIds' | 'facts' | 'listens' | 'after' | 'heard'
>;

/**
 * Organizations with undelivered acts, in order after the given one.
 * @param after null: from the first one on.
 */
export async function organizationsToTell(
  tx: Transaction,
  after: string | null,
  max: number,
): Promise<readonly string[]> {
  // Steps from organization to organization by the index, however many acts of each are waiting.
  const rows = await tx.execute<{ id: string }>(sql`
    with recursive lane as (
      (select organization_id as id from ${outbox} where organization_id > coalesce(${after}::uuid, ${firstId}::uuid)
        order by 1 limit 1)
      union all
      select next.id from lane cross join lateral (
        select organization_id as id from ${outbox} where organization_id > lane.id order by 1 limit 1
      ) next
    )
    select id from lane limit ${max}`);
  return rows.map(({ id }) => id);
}

/** Lower than every id. */
export const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Locks the organization's outbox for this transaction; false if another one has it. Without this lock, the later of
 * two acts on one relationship might be announced first.
 */
export async function lockOutbox(tx: Transaction, organizationId: string): Promise<boolean> {
  const [row] = await tx.execute<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('outbox ' || ${organizationId}, 0)) as mine`,
  );
  return row?.mine === true;
}

/** The first act that the organization has not been notified of. */
export async function firstPending(tx: Transaction, organizationId: string): Promise<PendingAct | undefined> {
  const [row] = await tx
    .select()
    .from(outbox)
    .where(eq(outbox.organizationId, organizationId))
    .orderBy(asc(outbox.id))
    .limit(1);
  return row;
}

/** Records that the channels up to `after` have their deliveries. */
export async function saveProgress(
  tx: Transaction,
  id: number,
  place: { readonly after: string; readonly heard: readonly number[] },
): Promise<void> {
  await tx
    .update(outbox)
    .set({ after: place.after, heard: [...place.heard] })
    .where(eq(outbox.id, id));
}

/** Everybody in the organization who should get a delivery has one. */
export async function removePending(tx: Transaction, id: number): Promise<void> {
  await tx.delete(outbox).where(eq(outbox.id, id));
}
