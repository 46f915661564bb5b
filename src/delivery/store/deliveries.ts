import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Given, statement } from '../../../db/driver/statement.ts';
import { auditEntries } from '../../../db/schema/audit-entries.ts';
import { conversations } from '../../../db/schema/conversations.ts';
import { deliveries } from '../../../db/schema/deliveries.ts';
import type { DirectMessage } from './recipients.ts';

/** One conversation's message about an act. */
export interface Delivery {
  readonly conversationId: string;
  /** In order. */
  readonly entryIds: readonly number[];
  /** The entries to announce; for the others only cards change. */
  readonly toldIds: readonly number[];
  readonly reason: string | null;
  /** A direct message that may have no row yet. */
  readonly direct: DirectMessage | null;
}

/** Writes an act's deliveries; adds to a delivery that the conversation already has for the act. */
export async function writeDeliveries(
  tx: Transaction,
  actId: string,
  written: readonly Delivery[],
  at: Date,
): Promise<void> {
  if (written.length === 0) return;
  const opened = written.flatMap(({ conversationId, direct }) =>
    direct
      ? [
          {
            id: conversationId,
            organization: direct.organizationId,
            member: direct.memberId,
            platform: direct.platform,
            workspace: direct.workspace,
            user: direct.user,
          },
        ]
      : [],
  );
  const rows = written.map(({ conversationId, entryIds, toldIds, reason }) => ({
    conversation: conversationId,
    entries: entryIds,
    told: toldIds,
    reason,
  }));
  await insertDeliveries(tx, {
    opened: JSON.stringify(opened),
    rows: JSON.stringify(rows),
    actId,
    at: at.toISOString(),
  });
  await markDue(
    tx,
    written.map(({ conversationId }) => conversationId),
    at,
  );
}

// Direct messages are inserted in a fixed order, because each insert waits for another transaction that inserts the
// same one.
const insertDeliveries = statement(
  (_, given: Given<{ opened: string; rows: string; actId: string; at: string }>) => sql`
    with opened as (
      insert into ${conversations} (id, organization_id, kind, platform, workspace, member_id, "user")
      select id, organization, 'direct', platform, workspace, member, "user"
      from json_to_recordset(${given.opened}::json) as c(
        id uuid, organization uuid, member uuid, platform text, workspace text, "user" text)
      order by id
      on conflict do nothing
    )
    insert into ${deliveries} as d (conversation_id, act_id, entry_ids, told_ids, reason, created_at)
    select conversation, ${given.actId}::uuid, array(select json_array_elements_text(entries)::bigint),
      array(select json_array_elements_text(told)::bigint), reason, ${given.at}::timestamptz
    from json_to_recordset(${given.rows}::json) as r(conversation uuid, entries json, told json, reason text)
    on conflict (conversation_id, act_id) do update set
      entry_ids = array(select distinct unnest(d.entry_ids || excluded.entry_ids) order by 1),
      told_ids = array(select distinct unnest(d.told_ids || excluded.told_ids) order by 1),
      reason = coalesce(d.reason, excluded.reason), state = 'waiting', done_at = null`,
);

/**
 * Marks these conversations as due. A separate statement after the deliveries: a process that ends a lease there either
 * sees the deliveries or leaves the row to this statement.
 */
export async function markDue(tx: Transaction, ids: readonly string[], at: Date): Promise<void> {
  await updateDue(tx, { ids: JSON.stringify([...new Set(ids)]), at: at.toISOString() });
}

const updateDue = statement(
  (_, given: Given<{ ids: string; at: string }>) => sql`
    update ${conversations} c
    set due_at = least(c.due_at, greatest(${given.at}::timestamptz, coalesce(c.not_before, ${given.at}::timestamptz)))
    from (
      select id from ${conversations} where id = any (array(select json_array_elements_text(${given.ids}::json)::uuid))
      order by id for no key update
    ) mine
    where c.id = mine.id`,
);

/** A delivery that waits for its turn. */
export interface WaitingDelivery {
  readonly id: number;
  readonly conversationId: string;
  readonly entryIds: readonly number[];
  readonly toldIds: readonly number[];
  readonly reason: string | null;
  readonly attempts: number;
  readonly rejections: number;
  readonly isPlain: boolean;
}

/** The next waiting delivery of each conversation. */
export async function nextDeliveries(
  tx: Transaction,
  conversationIds: readonly string[],
): Promise<readonly WaitingDelivery[]> {
  const rows = await selectNext(tx, { ids: JSON.stringify(conversationIds) });
  return rows.map(({ delivery }) => delivery);
}

// Reads one row of each by the index, however many wait in a conversation that cannot be reached.
const selectNext = statement(
  (_, given: Given<{ ids: string }>) => sql<readonly { readonly delivery: WaitingDelivery }[]>`
    select json_build_object('id', d.id, 'conversationId', d.conversation_id, 'entryIds', d.entry_ids,
      'toldIds', d.told_ids, 'reason', d.reason, 'attempts', d.attempts, 'rejections', d.rejections,
      'isPlain', d.is_plain) as delivery
    from json_array_elements_text(${given.ids}::json) as c(id)
    cross join lateral (
      select * from ${deliveries}
      where conversation_id = c.id::uuid and state = 'waiting' order by id limit 1
    ) d`,
);

/** Deliveries for a kind of event that wait in a conversation, with their announced entries. */
export async function waitingOfKind(
  tx: Transaction,
  conversationId: string,
  kind: string,
): Promise<readonly { readonly id: number; readonly entryId: number }[]> {
  return tx
    .select({ id: deliveries.id, entryId: auditEntries.id })
    .from(deliveries)
    .innerJoin(auditEntries, sql`${auditEntries.id} = any (${deliveries.toldIds})`)
    .where(
      and(
        eq(deliveries.conversationId, conversationId),
        eq(deliveries.state, 'waiting'),
        eq(auditEntries.kind, kind),
      ),
    )
    .orderBy(asc(deliveries.id));
}

/** Whether other messages of the conversation are set aside and wait for the operator. */
export async function hasOthersSetAside(
  tx: Transaction,
  conversationId: string,
  id: number,
): Promise<boolean> {
  const [other] = await tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.conversationId, conversationId),
        eq(deliveries.state, 'set_aside'),
        ne(deliveries.id, id),
      ),
    )
    .limit(1);
  return other !== undefined;
}

/** It was sent in another way. */
export async function finishDelivery(tx: Transaction, id: number, at: Date): Promise<void> {
  await tx.update(deliveries).set({ state: 'done', doneAt: at }).where(eq(deliveries.id, id));
}

/** A delivery after an attempt. */
export interface SettledDelivery {
  readonly id: number;
  readonly state: 'waiting' | 'done' | 'dropped' | 'set_aside';
  readonly attempts: number;
  readonly rejections: number;
  readonly isPlain: boolean;
  readonly lastError: string | null;
}

/** Records the new states of deliveries. */
export async function settleDeliveries(
  tx: Transaction,
  settled: readonly SettledDelivery[],
  at: Date,
): Promise<void> {
  if (settled.length === 0) return;
  await updateSettled(tx, { settled: JSON.stringify(settled), at: at.toISOString() });
}

const updateSettled = statement(
  (_, given: Given<{ settled: string; at: string }>) => sql`
    update ${deliveries} d
    set state = s.state, attempts = s.attempts, rejections = s.rejections, is_plain = s."isPlain",
      last_error = s."lastError", done_at = case when s.state <> 'waiting' then ${given.at}::timestamptz end
    from json_to_recordset(${given.settled}::json) as s(
      id bigint, state text, attempts int, rejections int, "isPlain" boolean, "lastError" text)
    where d.id = s.id`,
);
