import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { organizations } from '../../../db/schema/organizations.ts';

/** Sets whether the organization's MPSA partners see purchases made through each other; false if nothing changed. */
export async function updateMpsaSharing(
  tx: Transaction,
  organizationId: string,
  shared: boolean,
): Promise<boolean> {
  const changed = await tx
    .update(organizations)
    .set({ sharesMpsaPurchases: shared })
    .where(and(eq(organizations.id, organizationId), eq(organizations.sharesMpsaPurchases, !shared)))
    .returning({ id: organizations.id });
  return changed.length > 0;
}
