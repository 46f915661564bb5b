import type { Transaction } from '../../db/driver/client.ts';
import { type Change, publish, systemFor } from '../kernel/act.ts';

/** Audits what the system itself did for an organization, and has those concerned told of it (R-AUD-01). */
export function recordBySystem(
  tx: Transaction,
  { organizationId, ...change }: Change & { readonly organizationId: string },
  at: Date,
): Promise<void> {
  return publish(tx, at, systemFor(organizationId), [change]);
}
