import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { auditEntries } from '../../../db/schema/audit-entries.ts';
import { conversations } from '../../../db/schema/conversations.ts';
import { deliveries } from '../../../db/schema/deliveries.ts';
import { members } from '../../../db/schema/members.ts';
import { organizations } from '../../../db/schema/organizations.ts';

/** A message that did not go out. */
export interface Stuck {
  readonly id: number;
  /** `set_aside`: rejected for good; `overdue`: it waits for longer than it should. */
  readonly state: 'set_aside' | 'overdue';
  readonly organization: string;
  readonly platform: string;
  /** The channel, or the member of a direct message. */
  readonly conversation: string;
  readonly events: readonly string[];
  readonly since: string;
  readonly attempts: number;
  readonly error: string | null;
}

const isStuck = (before: Date) => sql`(d.state = 'set_aside'
  or d.state = 'waiting' and d.created_at < ${before.toISOString()}::timestamptz)`;

/** Messages that were set aside, and those that have waited since before then; the oldest first. */
export async function stuckDeliveries(
  tx: Transaction,
  before: Date,
  most: number,
): Promise<readonly Stuck[]> {
  const rows = await tx.execute<{ stuck: Stuck }>(sql`
    select json_build_object('id', d.id, 'state', case d.state when 'waiting' then 'overdue' else d.state end,
      'organization', o.domain, 'platform', c.platform, 'conversation', coalesce(m.email, c.external_id),
      'events', array(select a.kind from ${auditEntries} a where a.id = any (d.entry_ids) order by a.id),
      'since', to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'attempts', d.attempts + d.rejections, 'error', coalesce(d.last_error, c.paused_reason)) as stuck
    from ${deliveries} d
    join ${conversations} c on c.id = d.conversation_id
    join ${organizations} o on o.id = c.organization_id
    left join ${members} m on m.id = c.member_id
    where ${isStuck(before)}
    order by d.id limit ${most}`);
  return rows.map(({ stuck }) => stuck);
}

/** How many there are of each. */
export async function countStuck(
  tx: Transaction,
  before: Date,
): Promise<{ readonly setAside: number; readonly overdue: number }> {
  const [row] = await tx.execute<{ aside: number; overdue: number }>(sql`
    select count(*) filter (where d.state = 'set_aside')::int as aside,
      count(*) filter (where d.state = 'waiting')::int as overdue
    from ${deliveries} d where ${isStuck(before)}`);
  return { setAside: row?.aside ?? 0, overdue: row?.overdue ?? 0 };
}

/** Which of them are meant: one by its id, or all that were set aside. */
export type Meant = number | 'all';

/** Those that are meant, locked with their conversations; a message that is being sent at this moment is waited for. */
async function lockMeant(tx: Transaction, meant: Meant) {
  const which =
    meant === 'all'
      ? eq(deliveries.state, 'set_aside')
      : and(eq(deliveries.id, meant), inArray(deliveries.state, ['set_aside', 'waiting']));
  const found = await tx.select({ conversation: deliveries.conversationId }).from(deliveries).where(which);
  const places = [...new Set(found.map(({ conversation }) => conversation))].sort();
  if (places.length === 0) return [];
  await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(inArray(conversations.id, places))
    .orderBy(conversations.id)
    .for('no key update');
  return tx
    .select({ id: deliveries.id, conversation: deliveries.conversationId })
    .from(deliveries)
    .where(which)
    .for('update');
}

/** They wait again, as cards, and are due now; gives their ids. */
export async function retryDeliveries(tx: Transaction, meant: Meant, at: Date): Promise<readonly number[]> {
  const found = await lockMeant(tx, meant);
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  await tx
    .update(deliveries)
    .set({ state: 'waiting', attempts: 0, rejections: 0, isPlain: false, lastError: null, doneAt: null })
    .where(inArray(deliveries.id, ids));
  await tx
    .update(conversations)
    .set({ notBefore: null, dueAt: at })
    .where(
      inArray(
        conversations.id,
        found.map(({ conversation }) => conversation),
      ),
    );
  return ids;
}

/** They are never sent; gives their ids. */
export async function dropDeliveries(tx: Transaction, meant: Meant, at: Date): Promise<readonly number[]> {
  const found = await lockMeant(tx, meant);
  const ids = found.map(({ id }) => id);
  if (ids.length > 0) {
    await tx.update(deliveries).set({ state: 'dropped', doneAt: at }).where(inArray(deliveries.id, ids));
  }
  return ids;
}

/** The tables that grow with what happens, with their sizes on disk, the largest first (R-SEC-12). */
export async function tableSizes(
  tx: Transaction,
): Promise<readonly { readonly table: string; readonly size: string }[]> {
  return tx.execute<{ table: string; size: string }>(sql`
    select t as "table", pg_size_pretty(pg_total_relation_size(t::regclass)) as size
    from unnest(array['audit_entries', 'deliveries', 'posts', 'outbox', 'mails', 'invitations', 'handled_requests']) as t
    order by pg_total_relation_size(t::regclass) desc, t`);
}
