import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { agreementRequests } from '../../../db/schema/agreements.ts';

type NewRequest = typeof agreementRequests.$inferInsert;

/**
 * Records that a partner asks its customer to accept a version, once for each version (R-AGR-05).
 * @returns when it had asked before; undefined the first time
 */
export async function insertAgreementRequest(
  tx: Transaction,
  request: NewRequest,
): Promise<{ readonly askedBefore: Date } | undefined> {
  const inserted = await tx
    .insert(agreementRequests)
    .values(request)
    .onConflictDoNothing()
    .returning({ version: agreementRequests.version });
  if (inserted.length > 0) return undefined;
  const [earlier] = await tx
    .select({ at: agreementRequests.at })
    .from(agreementRequests)
    .where(
      and(
        eq(agreementRequests.partnerId, request.partnerId),
        eq(agreementRequests.customerId, request.customerId),
        eq(agreementRequests.version, request.version),
      ),
    );
  return { askedBefore: earlier?.at ?? request.at };
}
