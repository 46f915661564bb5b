import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../../db/driver/client.ts';
import { auditEntries } from '../../../db/schema/audit-entries.ts';
import { deliveries, posts } from '../../../db/schema/deliveries.ts';
import { invitations } from '../../../db/schema/invitations.ts';
import { partnerships } from '../../../db/schema/partnerships.ts';
import { relationships } from '../../../db/schema/relationships.ts';
import { scheduleDelivery } from '../../conversations/index.ts';
import type { Subject } from '../../kernel/event.ts';

/** A card of ours in a conversation. */
export interface Post {
  readonly ref: string;
  /** Why the conversation got it; null for a direct answer to somebody. */
  readonly reason: string | null;
}

/** The cards about a subject that stand in a conversation, the first one first: its thread is the subject's. */
export async function postsAbout(
  tx: Transaction,
  conversationId: string,
  subject: Subject,
): Promise<readonly Post[]> {
  return tx
    .select({ ref: posts.ref, reason: posts.reason })
    .from(posts)
    .where(
      and(
        eq(posts.conversationId, conversationId),
        eq(posts.subjectKind, subject.kind),
        eq(posts.subjectId, subject.id),
      ),
    )
    .orderBy(asc(posts.postedAt), asc(posts.ref));
}

/** Why a message of ours stands there; null for a direct answer to somebody, and for one that is not known. */
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

/** A card stands there now; one that stood in its place with another subject is forgotten. */
export async function recordPost(
  tx: Transaction,
  conversationId: string,
  subject: Subject,
  post: Post,
  at: Date,
): Promise<void> {
  const stands = { subjectKind: subject.kind, subjectId: subject.id, reason: post.reason, postedAt: at };
  await tx
    .insert(posts)
    .values({ conversationId, ref: post.ref, ...stands })
    .onConflictDoUpdate({ target: [posts.conversationId, posts.ref], set: stands });
}

/** The message is gone. */
export async function forgetPost(tx: Transaction, conversationId: string, ref: string): Promise<void> {
  await tx.delete(posts).where(and(eq(posts.conversationId, conversationId), eq(posts.ref, ref)));
}

/** A card was drawn, sent and remembered within this time, or something is very slow. */
const answerMs = 60_000;

/**
 * Remembers the card of a direct answer, so that it changes with its subject; one that takes the place of another
 * card keeps its reason. Where the subject changed while the card
 * was on its way, it changes once more: nobody knew of the card then (R-AUD-04).
 */
export async function recordAnswer(
  tx: Transaction,
  conversationId: string,
  { subject, ref }: { readonly subject: Subject; readonly ref: string },
  at: Date,
): Promise<void> {
  await holdSubject(tx, subject);
  const reason = await reasonFor(tx, conversationId, ref);
  await recordPost(tx, conversationId, subject, { ref, reason }, at);
  const [latest] = await tx
    .select({ id: auditEntries.id, at: auditEntries.at })
    .from(auditEntries)
    .where(and(eq(auditEntries.subjectKind, subject.kind), eq(auditEntries.subjectId, subject.id)))
    .orderBy(desc(auditEntries.id))
    .limit(1);
  if (!latest || latest.at.getTime() < at.getTime() - answerMs) return;
  await tx
    .insert(deliveries)
    .values({ conversationId, entryId: latest.id, postsMessage: false, createdAt: at })
    .onConflictDoUpdate({
      // What went out already went out before the card was there.
      target: [deliveries.conversationId, deliveries.entryId],
      set: { state: 'waiting', postsMessage: false },
      setWhere: eq(deliveries.state, 'done'),
    });
  await scheduleDelivery(tx, [conversationId]);
}

const tablesOf: Readonly<Record<string, PgTable>> = {
  invitation: invitations,
  relationship: relationships,
  partnership: partnerships,
};

/** An act that changes the subject has either committed and is seen, or begins to look for cards after this one. */
async function holdSubject(tx: Transaction, { kind, id }: Subject): Promise<void> {
  const held = tablesOf[kind];
  if (held) await tx.execute(sql`select from ${held} where id = ${id} for share`);
}
