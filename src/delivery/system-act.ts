import type { Transaction } from '../../db/driver/client.ts';
import { type Change, publish, systemFor } from '../kernel/act.ts';

/** Audits an act of the system for an organization, and notifies the people concerned (R-AUD-01). */
export function recordBySystem(
  tx: Transaction,
  { organizationId, ...change }: Change & { readonly organizationId: string },
  at: Date,
): Promise<void> {
  return publish(tx, at, systemFor(organizationId), [change]);
}
