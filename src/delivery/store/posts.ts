import { and, desc, eq, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Given, statement } from '../../../db/driver/statement.ts';
import { auditEntries } from '../../../db/schema/audit-entries.ts';
import { conversations } from '../../../db/schema/conversations.ts';
import { deliveries, posts } from '../../../db/schema/deliveries.ts';
import { invitations } from '../../../db/schema/invitations.ts';
import { partnerships } from '../../../db/schema/partnerships.ts';
import { relationships } from '../../../db/schema/relationships.ts';
import type { Subject } from '../../kernel/event.ts';
import { markDue } from './deliveries.ts';

/** A card of ours in a conversation. */
export interface Post {
  readonly conversationId: string;
  readonly ref: string;
  readonly subject: Subject;
  /** Why the conversation got it; null for a direct answer to a person. */
  readonly reason: string | null;
  /** The last delivery that changed it. */
  readonly changedFor: number | null;
}

/** The cards of subjects in conversations, oldest first: the oldest has the subject's thread. */
export async function postsAbout(
  tx: Transaction,
  wanted: readonly { readonly conversationId: string; readonly subject: Subject }[],
): Promise<readonly Post[]> {
  if (wanted.length === 0) return [];
  const rows = await selectPosts(tx, {
    wanted: JSON.stringify(
      wanted.map(({ conversationId, subject }) => ({ conversationId, kind: subject.kind, id: subject.id })),
    ),
  });
  return rows.map(({ post }) => post);
}

const selectPosts = statement(
  (_, given: Given<{ wanted: string }>) => sql<readonly { readonly post: Post }[]>`
    select json_build_object('conversationId', p.conversation_id, 'ref', p.ref,
      'subject', json_build_object('kind', p.subject_kind, 'id', p.subject_id),
      'reason', p.reason, 'changedFor', p.changed_for) as post
    from json_to_recordset(${given.wanted}::json) as w("conversationId" uuid, kind text, id uuid)
    join ${posts} p
      on p.subject_kind = w.kind and p.subject_id = w.id and p.conversation_id = w."conversationId"
    order by p.posted_at, p.ref`,
);

/** Why a message of ours is there; null for a direct answer to a person, and for an unknown message. */
export async function reasonFor(
  tx: Transaction,
  conversationId: string,
  ref: string,
): Promise<string | null> {
  const [post] = await tx
    .select({ reason: posts.reason })
    .from(posts)
    .where(and(eq(posts.conversationId, conversationId), eq(posts.ref, ref)));
  return post?.reason ?? null;
}

/** A card that was posted, or changed by a delivery. */
export type NewPost = Omit<Post, 'changedFor'> & { readonly changedFor: number | null };

/** Records new cards; deletes records of other subjects' cards that they replaced. */
export async function recordPosts(tx: Transaction, stand: readonly NewPost[], at: Date): Promise<void> {
  if (stand.length === 0) return;
  await insertPosts(tx, {
    posts: JSON.stringify(
      stand.map(({ subject, ...post }) => ({ ...post, kind: subject.kind, id: subject.id })),
    ),
    at: at.toISOString(),
  });
}

const insertPosts = statement(
  (_, given: Given<{ posts: string; at: string }>) => sql`
    insert into ${posts} as p (conversation_id, ref, subject_kind, subject_id, reason, posted_at, changed_for)
    select "conversationId", ref, kind, id, reason, ${given.at}::timestamptz, "changedFor"
    from json_to_recordset(${given.posts}::json) as n(
      "conversationId" uuid, ref text, kind text, id uuid, reason text, "changedFor" bigint)
    on conflict (conversation_id, ref) do update set subject_kind = excluded.subject_kind,
      subject_id = excluded.subject_id, reason = excluded.reason, posted_at = excluded.posted_at,
      changed_for = excluded.changed_for`,
);

/** A card's message, and the delivery that tried to change it. */
interface Tried {
  readonly conversationId: string;
  readonly ref: string;
  readonly deliveryId: number;
}

/** Records cards that their deliveries have changed, and deletes those whose messages are gone. */
export async function recordChanges(
  tx: Transaction,
  changed: readonly Tried[],
  gone: readonly Tried[],
): Promise<void> {
  if (changed.length > 0) await updateChanged(tx, { cards: JSON.stringify(changed) });
  if (gone.length > 0) await deleteGone(tx, { cards: JSON.stringify(gone) });
}

const updateChanged = statement(
  (_, given: Given<{ cards: string }>) => sql`
    update ${posts} p set changed_for = c."deliveryId"
    from json_to_recordset(${given.cards}::json) as c("conversationId" uuid, ref text, "deliveryId" bigint)
    where p.conversation_id = c."conversationId" and p.ref = c.ref`,
);

const deleteGone = statement(
  (_, given: Given<{ cards: string }>) => sql`
    delete from ${posts} p
    using json_to_recordset(${given.cards}::json) as c("conversationId" uuid, ref text)
    where p.conversation_id = c."conversationId" and p.ref = c.ref`,
);

/** The maximum time for drawing, sending and recording a card, unless something is very slow. */
const answerMs = 60_000;

/**
 * Records the card of a direct answer, so that it changes with its subject; a card that replaces another keeps its
 * reason. If the subject changed while the card was being sent, the card changes once more, because that change did not
 * know of it (R-AUD-04).
 */
export async function recordAnswer(
  tx: Transaction,
  conversationId: string,
  { subject, ref }: { readonly subject: Subject; readonly ref: string },
  at: Date,
): Promise<void> {
  await lockSubject(tx, subject);
  const reason = await reasonFor(tx, conversationId, ref);
  await recordPosts(tx, [{ conversationId, ref, subject, reason, changedFor: null }], at);
  const [latest] = await tx
    .select({ id: auditEntries.id, actId: auditEntries.actId, at: auditEntries.at })
    .from(auditEntries)
    .where(and(eq(auditEntries.subjectKind, subject.kind), eq(auditEntries.subjectId, subject.id)))
    .orderBy(desc(auditEntries.id))
    .limit(1);
  if (!latest || latest.at.getTime() < at.getTime() - answerMs) return;
  const [place] = await tx
    .select({ leasedUntil: conversations.leasedUntil })
    .from(conversations)
    .where(eq(conversations.id, conversationId))
    .for('no key update');
  // A process that sends there now may already have looked for cards; then this needs its own delivery.
  const isSending = place?.leasedUntil != null && place.leasedUntil > at;
  await tx
    .insert(deliveries)
    .values({
      conversationId,
      actId: (isSending ? null : latest.actId) ?? sql`gen_random_uuid()`,
      entryIds: [latest.id],
      createdAt: at,
    })
    .onConflictDoUpdate({
      // That delivery was sent before the card was there.
      target: [deliveries.conversationId, deliveries.actId],
      set: { state: 'waiting', entryIds: [latest.id], toldIds: [], doneAt: null },
      setWhere: eq(deliveries.state, 'done'),
    });
  await markDue(tx, [conversationId], at);
}

const tablesOf: Readonly<Record<string, PgTable>> = {
  invitation: invitations,
  relationship: relationships,
  partnership: partnerships,
};

/** Afterwards, an act that changes the subject has either committed and is visible, or will find this card. */
async function lockSubject(tx: Transaction, { kind, id }: Subject): Promise<void> {
  const held = tablesOf[kind];
  if (held) await tx.execute(sql`select from ${held} where id = ${id} for share`);
}
