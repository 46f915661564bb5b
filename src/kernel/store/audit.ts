import { eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Builder, type Given, statement } from '../../../db/driver/statement.ts';
import { auditEntries } from '../../../db/schema/audit-entries.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import type { AuditEntry, EntryFacts, ListenedEntry } from '../audit.ts';

const counterpart = alias(organizations, 'counterpart');

/** Entries with the names as they are now, to be narrowed. */
export const selectAuditEntries = (tx: Builder) =>
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

/** An entry in the table's own column names. */
type NewEntry = Omit<typeof auditEntries.$inferInsert, 'id' | 'actId'>;

/** The entries of one act, and the organizations to notify. */
interface Act {
  readonly entries: readonly NewEntry[];
  /** The values of each entry that subscriptions filter by, in the same order. */
  readonly facts: readonly EntryFacts[];
  readonly concerned: readonly ConcernedOrganization[];
}

/** An organization that an act concerns, or that only listens to some of its entries. */
interface ConcernedOrganization {
  readonly organization: string;
  readonly listens: readonly ListenedEntry[];
}

/**
 * Writes the entries of an act in order and puts the act into the outbox, in one statement (R-AUD-01). The recipients
 * are found after the commit, so the act costs the same for any number of them (R-AUD-03).
 */
export async function insertAct(tx: Transaction, { entries, facts, concerned }: Act): Promise<void> {
  await insertEntries(tx, {
    entries: JSON.stringify(entries),
    facts: JSON.stringify(facts),
    concerned: JSON.stringify(concerned),
  });
}

const insertEntries = statement(
  (_, given: Given<{ entries: string; facts: string; concerned: string }>) => sql`
    with act as materialized (select gen_random_uuid() as id), entry as (
      insert into ${auditEntries} (act_id, at, kind, organization_id, counterpart_id, subject_kind, subject_id, actor_id,
        actor_name, origin, platform, workspace, conversation, before, after)
      select act.id, at, kind, "organizationId", "counterpartId", "subjectKind", "subjectId", "actorId", "actorName",
        origin, platform, workspace, conversation, before, after
      from act, rows from (json_to_recordset(${given.entries}::json) as (
        at timestamptz, kind text, "organizationId" uuid, "counterpartId" uuid, "subjectKind" text, "subjectId" uuid,
        "actorId" uuid, "actorName" text, origin text, platform text, workspace text, conversation text, before jsonb, after jsonb
      )) with ordinality as entry
      order by ordinality
      returning id
    )
    select accord_announce((select id from act), array(select id from entry order by id), ${given.facts}::jsonb,
      ${given.concerned}::json)`,
);

/** Entries by id, in order, with the current names. */
export async function loadAuditEntries(
  tx: Transaction,
  ids: readonly number[],
): Promise<readonly AuditEntry[]> {
  if (ids.length === 0) return [];
  const found = await selectAuditEntries(tx)
    .where(inArray(auditEntries.id, [...ids]))
    .orderBy(auditEntries.id);
  return found.map(auditEntryOf);
}
