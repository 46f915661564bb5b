import type { Transaction } from '../../../db/driver/client.ts';
import { type Given, statement } from '../../../db/driver/statement.ts';
import { handledRequests } from '../../../db/schema/handled-requests.ts';

const insertRequest = statement((db, given: Given<{ deliveryId: string; at: Date }>) =>
  db
    .insert(handledRequests)
    .values({ id: given.deliveryId, at: given.at })
    .onConflictDoNothing()
    .returning({ id: handledRequests.id }),
);

/** Records that a request is being handled; false if its act has already committed (R-SEC-03). */
export async function claimRequest(tx: Transaction, deliveryId: string, at: Date): Promise<boolean> {
  const claimed = await insertRequest(tx, { deliveryId, at });
  return claimed.length > 0;
}
