import type { Transaction } from '../../db/driver/client.ts';
import { insertAuditEntries } from '../kernel/store/audit.ts';
import { type Announced, enqueueDeliveries } from './enqueue.ts';

/** Who acts where no person does. */
export const systemName = 'Accord';

/** Audits what the system itself did for an organization and queues who is told (R-AUD-01). */
export async function recordBySystem(
  tx: Transaction,
  event: Omit<Announced, 'id' | 'listeners'> & { readonly after: Readonly<Record<string, unknown>> },
  at: Date,
): Promise<{ readonly entryId: number /** How many conversations. */; readonly told: number }> {
  const { subject, kind, organizationId, counterpartId, after } = event;
  const [id] = await insertAuditEntries(tx, [
    {
      at,
      kind,
      organizationId,
      counterpartId,
      subjectKind: subject.kind,
      subjectId: subject.id,
      actorName: systemName,
      after,
    },
  ]);
  if (id === undefined) throw new Error('an entry is not there although it was just written');
  return { entryId: id, told: await enqueueDeliveries(tx, [{ ...event, id, listeners: [] }], at) };
}
