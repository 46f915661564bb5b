import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { chatIdentities } from '../../../db/schema/chat-identities.ts';
import { codeTries, linkCodes } from '../../../db/schema/link-codes.ts';
import { members } from '../../../db/schema/members.ts';
import type { ChatIdentity, Member } from '../../kernel/member.ts';
import { memberOf } from '../../kernel/store/people.ts';

/** Makes a member's unused codes useless. */
export async function retireCodes(tx: Transaction, memberId: string, at: Date): Promise<void> {
  await tx
    .update(linkCodes)
    .set({ usedAt: at })
    .where(and(eq(linkCodes.memberId, memberId), isNull(linkCodes.usedAt)));
}

/** Keeps a code as its hash. */
export async function insertCode(
  tx: Transaction,
  hash: Buffer,
  { id, organizationId }: Pick<Member, 'id' | 'organizationId'>,
  expiresAt: Date,
): Promise<void> {
  await tx.insert(linkCodes).values({ hash, organizationId, memberId: id, expiresAt });
}

/** Uses a code that is alive; whose it was, undefined when there is no such code. */
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

/** Whom a used code has linked, if it was this very identity. */
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

/** The kind of the advisory locks by which a person's tries take turns; the other half is the person. */
const turnOfPerson = 0xacc0;

/** Waits for the person's turn, then gives the times of wrong tries since an instant, oldest first (R-SEC-08). */
export async function wrongTries(
  tx: Transaction,
  person: string,
  since: Date,
): Promise<readonly { readonly at: Date }[]> {
  const [, tries] = await Promise.all([
    tx.execute(sql`select pg_advisory_xact_lock(${turnOfPerson}, hashtext(${person}))`),
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
