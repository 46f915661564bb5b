import type { Transaction } from '../../db/driver/client.ts';
import { type Announced, systemName } from '../kernel/act.ts';
import { insertAuditEntries } from '../kernel/store/audit.ts';
import { enqueueDeliveries } from './enqueue.ts';

/** Audits what the system itself did for an organization and queues who is told (R-AUD-01). */
export async function recordBySystem(
  tx: Transaction,
  change: Omit<Announced, 'id' | 'listeners'> & { readonly after: Readonly<Record<string, unknown>> },
  at: Date,
): Promise<{ readonly entryId: number /** How many conversations. */; readonly told: number }> {
  const { subject, event, organizationId, counterpartId, after } = change;
  const [id] = await insertAuditEntries(tx, [
    {
      at,
      kind: event.kind,
      organizationId,
      counterpartId,
      subjectKind: subject.kind,
      subjectId: subject.id,
      actorName: systemName,
      after,
    },
  ]);
  if (id === undefined) throw new Error('an entry is not there although it was just written');
  return { entryId: id, told: await enqueueDeliveries(tx, [{ ...change, id, listeners: [] }], at) };
}
