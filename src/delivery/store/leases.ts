import { sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Given, statement } from '../../../db/driver/statement.ts';
import { conversations } from '../../../db/schema/conversations.ts';
import type { Platform } from '../../kernel/member.ts';

/** An organization's workspace on a platform: if it is slow, it delays nobody else (R-NOTE-10). */
export interface Lane {
  readonly organizationId: string;
  readonly workspace: string;
}

/** How many conversations of a lane may be taken. */
export interface Quota extends Lane {
  readonly max: number;
}

/** Lanes with due conversations, in order, after the given one. */
export async function dueLanes(
  tx: Transaction,
  platform: Platform,
  { after, max, now }: { readonly after: Lane; readonly max: number; readonly now: Date },
): Promise<readonly Lane[]> {
  const rows = await selectLanes(tx, { platform, ...after, max, now: now.toISOString() });
  return rows.map((row) => ({ organizationId: row.organization_id, workspace: row.workspace }));
}

interface LaneRow extends Record<string, unknown> {
  readonly organization_id: string;
  readonly workspace: string;
}

// Steps from lane to lane by the index, however many conversations of each are due.
const selectLanes = statement(
  (
    _,
    given: Given<{ platform: string; organizationId: string; workspace: string; max: number; now: string }>,
  ) => sql<readonly LaneRow[]>`
    with recursive lane as (
      (select organization_id, workspace from ${conversations}
        where platform = ${given.platform}::text and due_at is not null
          and (organization_id, workspace) > (${given.organizationId}::uuid, ${given.workspace}::text)
        order by 1, 2 limit 1)
      union all
      select next.organization_id, next.workspace from lane cross join lateral (
        select c.organization_id, c.workspace from ${conversations} c
        where c.platform = ${given.platform}::text and c.due_at is not null
          and (c.organization_id, c.workspace) > (lane.organization_id, lane.workspace)
        order by 1, 2 limit 1
      ) next
    )
    select organization_id, workspace from lane
    where exists (
      select from ${conversations} c
      where c.platform = ${given.platform}::text and c.organization_id = lane.organization_id
        and c.workspace = lane.workspace and c.due_at <= ${given.now}::timestamptz
        and (c.leased_until is null or c.leased_until <= ${given.now}::timestamptz)
    )
    limit ${given.max}::int`,
);

/** A lease: its end, and the id of its holder. */
export interface Lease {
  readonly id: string;
  readonly until: Date;
}

/** Due conversations, the longest waiting ones of each lane first, without those that others hold. */
export async function dueConversations(
  tx: Transaction,
  platform: Platform,
  quotas: readonly Quota[],
  now: Date,
): Promise<readonly string[]> {
  const rows = await selectDue(tx, { platform, quotas: JSON.stringify(quotas), now: now.toISOString() });
  return rows.map(({ id }) => id);
}

const selectDue = statement(
  (_, given: Given<{ platform: string; quotas: string; now: string }>) => sql<
    readonly { readonly id: string }[]
  >`
    select due.id
    from json_to_recordset(${given.quotas}::json) as q("organizationId" uuid, workspace text, max int)
    cross join lateral (
      select id from ${conversations} c
      where c.platform = ${given.platform}::text and c.organization_id = q."organizationId"
        and c.workspace = q.workspace and c.due_at <= ${given.now}::timestamptz
        and (c.leased_until is null or c.leased_until <= ${given.now}::timestamptz)
      order by c.due_at limit q.max
    ) due`,
);

/** Takes the lease of conversations that are due and not held; returns those that it got. */
export async function takeLeases(
  tx: Transaction,
  ids: readonly string[],
  lease: Lease,
  now: Date,
): Promise<readonly string[]> {
  const rows = await updateFree(tx, {
    ids: JSON.stringify(ids),
    lease: lease.id,
    until: lease.until.toISOString(),
    now: now.toISOString(),
  });
  return rows.map(({ id }) => id);
}

const updateFree = statement(
  (_, given: Given<{ ids: string; lease: string; until: string; now: string }>) => sql<
    readonly { readonly id: string }[]
  >`
    update ${conversations} c
    set lease_id = ${given.lease}::uuid, leased_until = ${given.until}::timestamptz
    from (
      select id from ${conversations}
      where id = any (array(select json_array_elements_text(${given.ids}::json)::uuid))
        and due_at <= ${given.now}::timestamptz
        and (leased_until is null or leased_until <= ${given.now}::timestamptz)
      for no key update skip locked
    ) free
    where c.id = free.id
    returning c.id`,
);

/** A conversation with its lease. */
export interface Held {
  readonly conversationId: string;
  readonly leaseId: string;
}

/** Extends leases; those that others have taken over stay with them. */
export async function renewLeases(tx: Transaction, held: readonly Held[], until: Date): Promise<void> {
  await updateHeld(tx, { held: JSON.stringify(held), until: until.toISOString() });
}

const updateHeld = statement(
  (_, given: Given<{ held: string; until: string }>) => sql`
    update ${conversations} c set leased_until = ${given.until}::timestamptz
    from (${ownRows(given.held)}) mine
    where c.id = mine.id`,
);

/** Gives up leases without doing anything, so that another process continues. */
export async function dropLeases(tx: Transaction, held: readonly Held[]): Promise<void> {
  await updateDropped(tx, { held: JSON.stringify(held) });
}

const updateDropped = statement(
  (_, given: Given<{ held: string }>) => sql`
    update ${conversations} c set lease_id = null, leased_until = null
    from (${ownRows(given.held)}) mine
    where c.id = mine.id`,
);

/** The conversations whose leases are still held, locked until the transaction ends. */
export async function lockHeld(tx: Transaction, held: readonly Held[]): Promise<ReadonlySet<string>> {
  const rows = await selectHeld(tx, { held: JSON.stringify(held) });
  return new Set(rows.map(({ id }) => id));
}

const selectHeld = statement(
  (_, given: Given<{ held: string }>) => sql<readonly { readonly id: string }[]>`${ownRows(given.held)}`,
);

/** Locked in a fixed order, because each lock waits for processes that write deliveries there. */
function ownRows(held: Given<{ held: string }>['held']) {
  return sql`
    select c.id from json_to_recordset(${held}::json) as h("conversationId" uuid, "leaseId" uuid)
    join ${conversations} c on c.id = h."conversationId" and c.lease_id = h."leaseId"
    order by c.id for no key update of c`;
}

/** The result of a conversation's turn. */
export interface Release {
  readonly conversationId: string;
  /** Nothing is sent there before this time; null leaves it unchanged. */
  readonly notBefore: Date | null;
  /** The conversation of a direct message that was opened, and the connector that answered; null if unchanged. */
  readonly externalId: string | null;
  readonly serviceUrl: string | null;
  /** A message arrived, so the conversation is no longer paused. */
  readonly isReached: boolean;
}

/** Ends leases with their results; returns when each conversation is due again. */
export async function releaseLeases(
  tx: Transaction,
  releases: readonly Release[],
): Promise<readonly { readonly conversationId: string; readonly dueAt: Date | null }[]> {
  const rows = await updateReleased(tx, { releases: JSON.stringify(releases) });
  return rows.map(({ id, due }) => ({ conversationId: id, dueAt: due === null ? null : new Date(due) }));
}

// A separate statement after the lock: it sees every delivery written before.
const updateReleased = statement(
  (_, given: Given<{ releases: string }>) => sql<
    readonly { readonly id: string; readonly due: number | null }[]
  >`
    update ${conversations} c
    set lease_id = null, leased_until = null,
      not_before = coalesce(r."notBefore", c.not_before),
      external_id = coalesce(r."externalId", c.external_id),
      service_url = coalesce(r."serviceUrl", c.service_url),
      paused_at = case when r."isReached" then null else c.paused_at end,
      paused_reason = case when r."isReached" then null else c.paused_reason end,
      due_at = case
        when exists (select from deliveries d where d.conversation_id = c.id and d.state = 'waiting')
          then coalesce(r."notBefore", c.not_before, c.due_at)
      end
    from json_to_recordset(${given.releases}::json) as r(
      "conversationId" uuid, "notBefore" timestamptz, "externalId" text, "serviceUrl" text, "isReached" boolean)
    where c.id = r."conversationId"
    returning c.id, (extract(epoch from c.due_at) * 1000)::float8 as due`,
);
