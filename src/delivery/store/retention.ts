import { lt } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { handledRequests } from '../../../db/schema/handled-requests.ts';
import { codeTries } from '../../../db/schema/link-codes.ts';

/** Deletes older rows that only prevent repeated requests or guessed codes. */
export async function deleteSpentTries(tx: Transaction, before: Date): Promise<void> {
  await tx.delete(handledRequests).where(lt(handledRequests.at, before));
  await tx.delete(codeTries).where(lt(codeTries.at, before));
}
