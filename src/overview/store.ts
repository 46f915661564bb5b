import { and, desc, eq, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/driver/client.ts';
import { auditEntries } from '../../db/schema/audit-entries.ts';
import type { AuditEntry } from '../kernel/audit.ts';
import type { Subject } from '../kernel/event.ts';
import { type Page, pageSize } from '../kernel/page.ts';
import { auditEntryOf, selectAuditEntries } from '../kernel/store/audit.ts';
import { count } from '../kernel/store/pages.ts';

/** The scope of a history: one thing, or all between the organization and another (`with` null: its whole history). */
export type HistoryOf = Subject | { readonly organization: string; readonly with: string | null };

/** Audit entries, newest first. */
export async function listAuditEntries(
  tx: Transaction,
  of: HistoryOf,
  afterKey: string | null,
): Promise<Page<AuditEntry>> {
  const wanted = 'kind' in of ? about(of) : between(of.organization, of.with);
  const key =
    afterKey !== null && /^\d{1,15}$/.test(afterKey) ? lt(auditEntries.id, Number(afterKey)) : undefined;
  const [found, total] = await Promise.all([
    selectAuditEntries(tx)
      .where(and(wanted, key))
      .orderBy(desc(auditEntries.id))
      .limit(pageSize + 1),
    count(tx, sql`select 1 from ${auditEntries} where ${wanted}`),
  ]);
  const items = found.slice(0, pageSize).map(auditEntryOf);
  return { items, next: found.length > pageSize ? String(items.at(-1)?.id) : null, total };
}

/** The latest audit entries of an organization, newest first; at most `max`. */
export async function latestAuditEntries(
  tx: Transaction,
  organizationId: string,
  max: number,
): Promise<readonly AuditEntry[]> {
  const found = await selectAuditEntries(tx)
    .where(between(organizationId, null))
    .orderBy(desc(auditEntries.id))
    .limit(max);
  return found.map(auditEntryOf);
}

const about = ({ kind, id }: Subject): SQL | undefined =>
  and(eq(auditEntries.subjectKind, kind), eq(auditEntries.subjectId, id));

/** Entries of either organization about the other; about anybody if no other is given. */
const between = (organization: string, other: string | null): SQL | undefined => {
  const { organizationId, counterpartId } = auditEntries;
  return other === null
    ? or(eq(organizationId, organization), eq(counterpartId, organization))
    : or(
        and(eq(organizationId, organization), eq(counterpartId, other)),
        and(eq(organizationId, other), eq(counterpartId, organization)),
      );
};
