import { asc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { outbox } from '../../../db/schema/outbox.ts';

/** An act of which an organization is still to be told. */
export type PendingAct = Pick<
  typeof outbox.$inferSelect,
  'id' | 'organizationId' | 'actId' | 'entryIds' | 'facts' | 'listens' | 'after' | 'heard'
>;

/**
 * Organizations that are still to be told of something, in order after one of them.
 * @param after null: from the first one on.
 */
export async function organizationsToTell(
  tx: Transaction,
  after: string | null,
  most: number,
): Promise<readonly string[]> {
  // From one organization to the next by the index, however many acts of each are waiting.
  const rows = await tx.execute<{ id: string }>(sql`
    with recursive lane as (
      (select organization_id as id from ${outbox} where organization_id > coalesce(${after}::uuid, ${firstId}::uuid)
        order by 1 limit 1)
      union all
      select next.id from lane cross join lateral (
        select organization_id as id from ${outbox} where organization_id > lane.id order by 1 limit 1
      ) next
    )
    select id from lane limit ${most}`);
  return rows.map(({ id }) => id);
}

/** Before every id that there is. */
export const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Whether this transaction alone works out who hears for the organization. Without taking turns, of two acts on one
 * relationship the later one might be told first.
 */
export async function takeTurn(tx: Transaction, organizationId: string): Promise<boolean> {
  const [row] = await tx.execute<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('outbox ' || ${organizationId}, 0)) as mine`,
  );
  return row?.mine === true;
}

/** The first act of which the organization is still to be told. */
export async function firstPending(tx: Transaction, organizationId: string): Promise<PendingAct | undefined> {
  const [row] = await tx
    .select()
    .from(outbox)
    .where(eq(outbox.organizationId, organizationId))
    .orderBy(asc(outbox.id))
    .limit(1);
  return row;
}

/** The channels up to `after` have their deliveries. */
export async function keepPlace(
  tx: Transaction,
  id: number,
  place: { readonly after: string; readonly heard: readonly number[] },
): Promise<void> {
  await tx
    .update(outbox)
    .set({ after: place.after, heard: [...place.heard] })
    .where(eq(outbox.id, id));
}

/** Everybody in the organization has a delivery who is to have one. */
export async function removePending(tx: Transaction, id: number): Promise<void> {
  await tx.delete(outbox).where(eq(outbox.id, id));
}
