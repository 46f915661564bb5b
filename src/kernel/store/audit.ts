import { and, desc, eq, lt, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Given, statement } from '../../../db/driver/statement.ts';
import { auditEntries } from '../../../db/schema/audit-entries.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import { count } from '../../relationships/store.ts';
import type { AuditEntry } from '../audit.ts';
import type { Subject } from '../events.ts';
import { type Page, pageSize } from '../page.ts';

const counterpart = alias(organizations, 'counterpart');

const rows = (tx: Transaction) =>
  tx
    .select({
      entry: auditEntries,
      organizationName: organizations.name,
      counterpartName: counterpart.name,
    })
    .from(auditEntries)
    .innerJoin(organizations, eq(organizations.id, auditEntries.organizationId))
    .leftJoin(counterpart, eq(counterpart.id, auditEntries.counterpartId));

const entryOf = (row: Awaited<ReturnType<typeof rows>>[number]): AuditEntry => ({
  id: row.entry.id,
  at: row.entry.at,
  kind: row.entry.kind,
  organizationId: row.entry.organizationId,
  counterpartId: row.entry.counterpartId,
  subject: { kind: row.entry.subjectKind, id: row.entry.subjectId },
  actorId: row.entry.actorId,
  actorName: row.entry.actorName,
  organizationName: row.organizationName,
  counterpartName: row.counterpartName,
  platform: row.entry.platform,
  before: row.entry.before,
  after: row.entry.after,
});

/** An entry as it is written, in the table's own names. */
type NewEntry = Omit<typeof auditEntries.$inferInsert, 'id'>;

/** Writes entries in their order; returns their ids. */
export async function insertAuditEntries(
  tx: Transaction,
  entries: readonly NewEntry[],
): Promise<readonly number[]> {
  const rows = await insertEntries(tx, { entries: JSON.stringify(entries) });
  return rows.map(({ id }) => Number(id));
}

const insertEntries = statement(
  (_, given: Given<{ entries: string }>) => sql<readonly { readonly id: string }[]>`
    insert into ${auditEntries} (at, kind, organization_id, counterpart_id, subject_kind, subject_id, actor_id,
      actor_name, platform, workspace, conversation, before, after)
    select at, kind, "organizationId", "counterpartId", "subjectKind", "subjectId", "actorId", "actorName", platform,
      workspace, conversation, before, after
    from rows from (json_to_recordset(${given.entries}::json) as (
      at timestamptz, kind text, "organizationId" uuid, "counterpartId" uuid, "subjectKind" text, "subjectId" uuid,
      "actorId" uuid, "actorName" text, platform text, workspace text, conversation text, before jsonb, after jsonb
    )) with ordinality as entry
    order by ordinality
    returning id`,
);

/** One entry, with the names as they are now. */
export async function loadAuditEntry(tx: Transaction, id: number): Promise<AuditEntry | undefined> {
  const [row] = await rows(tx).where(eq(auditEntries.id, id));
  return row && entryOf(row);
}

/** What has happened about a subject, or between the transaction's organization and another; newest first. */
export async function listAuditEntries(
  tx: Transaction,
  about: Subject | { readonly organization: string; readonly with: string | null },
  afterKey: string | null,
): Promise<Page<AuditEntry>> {
  const wanted =
    'kind' in about
      ? and(eq(auditEntries.subjectKind, about.kind), eq(auditEntries.subjectId, about.id))
      : about.with === null
        ? or(
            eq(auditEntries.organizationId, about.organization),
            eq(auditEntries.counterpartId, about.organization),
          )
        : or(
            and(
              eq(auditEntries.organizationId, about.organization),
              eq(auditEntries.counterpartId, about.with),
            ),
            and(
              eq(auditEntries.organizationId, about.with),
              eq(auditEntries.counterpartId, about.organization),
            ),
          );
  const key =
    afterKey !== null && /^\d{1,15}$/.test(afterKey) ? lt(auditEntries.id, Number(afterKey)) : undefined;
  const [found, total] = await Promise.all([
    rows(tx)
      .where(and(wanted, key))
      .orderBy(desc(auditEntries.id))
      .limit(pageSize + 1),
    count(tx, sql`select 1 from ${auditEntries} where ${wanted}`),
  ]);
  const items = found.slice(0, pageSize).map(entryOf);
  return { items, next: found.length > pageSize ? String(items.at(-1)?.id) : null, total };
}
