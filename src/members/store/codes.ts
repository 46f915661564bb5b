import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { chatIdentities } from '../../../db/schema/chat-identities.ts';
import { codeTries, linkCodes } from '../../../db/schema/link-codes.ts';
import { members } from '../../../db/schema/members.ts';
import type { ChatIdentity, Member } from '../../kernel/member.ts';
import { memberOf } from '../../kernel/store/people.ts';

/** Invalidates a member's unused codes. */
export async function retireCodes(tx: Transaction, memberId: string, at: Date): Promise<void> {
  await tx
    .update(linkCodes)
    .set({ usedAt: at })
    .where(and(eq(linkCodes.memberId, memberId), isNull(linkCodes.usedAt)));
}

/** Stores the hash of a code. */
export async function insertCode(
  tx: Transaction,
  hash: Buffer,
  { id, organizationId }: Pick<Member, 'id' | 'organizationId'>,
  expiresAt: Date,
): Promise<void> {
  await tx.insert(linkCodes).values({ hash, organizationId, memberId: id, expiresAt });
}

/** Uses a valid code; returns its member, undefined if there is no such code. */
export async function useCode(
  tx: Transaction,
  hash: Buffer,
  at: Date,
): Promise<{ readonly memberId: string; readonly organizationId: string } | undefined> {
  const [code] = await tx
    .update(linkCodes)
    .set({ usedAt: at })
    .where(and(eq(linkCodes.hash, hash), gt(linkCodes.expiresAt, at), isNull(linkCodes.usedAt)))
    .returning({ memberId: linkCodes.memberId, organizationId: linkCodes.organizationId });
  return code;
}

/** The member that a used code has linked to this same identity. */
export async function memberLinkedBy(
  tx: Transaction,
  hash: Buffer,
  { platform, tenant, user }: ChatIdentity,
): Promise<Member | undefined> {
  const [joined] = await tx
    .select({ member: members })
    .from(linkCodes)
    .innerJoin(members, eq(members.id, linkCodes.memberId))
    .innerJoin(chatIdentities, eq(chatIdentities.memberId, members.id))
    .where(
      and(
        eq(linkCodes.hash, hash),
        eq(chatIdentities.platform, platform),
        eq(chatIdentities.tenant, tenant),
        eq(chatIdentities.user, user),
      ),
    );
  return joined && memberOf(joined.member);
}

/** First key of the advisory locks that order a person's tries; the second key is the person. */
const tryLock = 0xacc0;

/** Waits for the person's lock, then returns the times of wrong tries since `since`, oldest first (R-SEC-08). */
export async function wrongTries(
  tx: Transaction,
  person: string,
  since: Date,
): Promise<readonly { readonly at: Date }[]> {
  const [, tries] = await Promise.all([
    tx.execute(sql`select pg_advisory_xact_lock(${tryLock}, hashtext(${person}))`),
    tx
      .select({ at: codeTries.at })
      .from(codeTries)
      .where(and(eq(codeTries.person, person), gt(codeTries.at, since)))
      .orderBy(codeTries.at),
  ]);
  return tries;
}

/** Counts a wrong try. */
export async function insertWrongTry(
  tx: Transaction,
  wrong: { readonly id: string; readonly person: string; readonly at: Date },
): Promise<void> {
  await tx.insert(codeTries).values(wrong);
}
