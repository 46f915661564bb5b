import { eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Given, statement } from '../../../db/driver/statement.ts';
import { auditEntries } from '../../../db/schema/audit-entries.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import type { AuditEntry } from '../audit.ts';

const counterpart = alias(organizations, 'counterpart');

/** Entries with the names as they are now, to be narrowed. */
export const selectAuditEntries = (tx: Transaction) =>
  tx
    .select({
      entry: auditEntries,
      organizationName: organizations.name,
      counterpartName: counterpart.name,
    })
    .from(auditEntries)
    .innerJoin(organizations, eq(organizations.id, auditEntries.organizationId))
    .leftJoin(counterpart, eq(counterpart.id, auditEntries.counterpartId));

export const auditEntryOf = (row: Awaited<ReturnType<typeof selectAuditEntries>>[number]): AuditEntry => ({
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
  const [row] = await selectAuditEntries(tx).where(eq(auditEntries.id, id));
  return row && auditEntryOf(row);
}
