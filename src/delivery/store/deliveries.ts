import { and, asc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Given, statement } from '../../../db/driver/statement.ts';
import { auditEntries } from '../../../db/schema/audit-entries.ts';
import { conversations } from '../../../db/schema/conversations.ts';
import { deliveries } from '../../../db/schema/deliveries.ts';
import { scheduleDelivery } from '../../conversations/index.ts';

import type { DirectMessage } from './recipients.ts';

/** That a conversation is to hear of an entry. */
export interface Delivery {
  readonly conversationId: string;
  readonly entryId: number;
  /** Whether it is told of the entry; otherwise only cards change. */
  readonly postsMessage: boolean;
  readonly reason: string | null;
  /** A direct message whose row may not be there yet. */
  readonly direct: DirectMessage | null;
}

/** Writes deliveries and wakes their drains, in one statement; what a conversation hears of already is left out. */
export async function writeDeliveries(
  tx: Transaction,
  written: readonly Delivery[],
  at: Date,
): Promise<void> {
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
  const rows = written.map(({ conversationId, entryId, postsMessage, reason }) => ({
    conversation: conversationId,
    entry: entryId,
    posts_message: postsMessage,
    reason,
  }));
  await insertDeliveries(tx, {
    opened: JSON.stringify(opened),
    rows: JSON.stringify(rows),
    at: at.toISOString(),
  });
}

// Direct messages are opened in one order everywhere, as each waits for whoever is the first to open the same one.
const insertDeliveries = statement(
  (_, given: Given<{ opened: string; rows: string; at: string }>) => sql`
    with opened as (
      insert into ${conversations} (id, organization_id, kind, platform, workspace, member_id, "user")
      select id, organization, 'direct', platform, workspace, member, "user"
      from json_to_recordset(${given.opened}::json) as c(
        id uuid, organization uuid, member uuid, platform text, workspace text, "user" text)
      order by id
      on conflict do nothing
    ), told as (
      insert into ${deliveries} (conversation_id, entry_id, posts_message, reason, created_at)
      select conversation, entry, posts_message, reason, ${given.at}::timestamptz
      from json_to_recordset(${given.rows}::json) as d(
        conversation uuid, entry bigint, posts_message boolean, reason text)
      order by entry
      on conflict do nothing
      returning conversation_id
    )
    select accord_wake(array(select distinct conversation_id from told))`,
);

/** A delivery that waits its turn. */
export interface WaitingDelivery {
  readonly id: number;
  readonly entryId: number;
  readonly postsMessage: boolean;
  readonly reason: string | null;
  readonly attempts: number;
}

/** The one that is next in a conversation. */
export async function nextDelivery(
  tx: Transaction,
  conversationId: string,
): Promise<WaitingDelivery | undefined> {
  const [row] = await tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.conversationId, conversationId), eq(deliveries.state, 'waiting')))
    .orderBy(asc(deliveries.id))
    .limit(1);
  return row;
}

/** It has gone out; or, `dropped`, what it was about is not the conversation's to see any more. */
export async function finishDelivery(
  tx: Transaction,
  id: number,
  state: 'done' | 'dropped',
  at: Date,
): Promise<void> {
  await tx.update(deliveries).set({ state, doneAt: at, lastError: null }).where(eq(deliveries.id, id));
}

/** It did not go out this time, and stays where it is in the order. */
export async function keepWaiting(
  tx: Transaction,
  { id, attempts }: WaitingDelivery,
  error: string,
): Promise<void> {
  await tx
    .update(deliveries)
    .set({ attempts: attempts + 1, lastError: error })
    .where(eq(deliveries.id, id));
}

/** Deliveries of a kind of event that wait in a conversation, with their entries. */
export async function waitingOfKind(
  tx: Transaction,
  conversationId: string,
  kind: string,
): Promise<readonly { readonly id: number; readonly entryId: number }[]> {
  return tx
    .select({ id: deliveries.id, entryId: deliveries.entryId })
    .from(deliveries)
    .innerJoin(auditEntries, eq(auditEntries.id, deliveries.entryId))
    .where(
      and(
        eq(deliveries.conversationId, conversationId),
        eq(deliveries.state, 'waiting'),
        eq(auditEntries.kind, kind),
      ),
    )
    .orderBy(asc(deliveries.id));
}

/** Wakes every conversation that something waits for, the paused ones too; how many there were. */
export async function scheduleWaiting(tx: Transaction): Promise<number> {
  const rows = await tx
    .selectDistinct({ id: deliveries.conversationId })
    .from(deliveries)
    .where(eq(deliveries.state, 'waiting'));
  await scheduleDelivery(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.length;
}
