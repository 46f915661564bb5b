import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';

import { platforms } from '../../src/kernel/member.ts';
import { instant } from './columns.ts';
import { organizations } from './organizations.ts';

/**
 * Every change of state: who, for which organization, what, on which subject, from where, when, and the values before
 * and after (R-AUD-01). Never changed or deleted, by a trigger. Notifications are drawn from these entries.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** The act that the entry is part of; null in entries older than act ids. */
    actId: uuid('act_id'),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    /** The organization whose change this is, and the other side if there is one. */
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    counterpartId: uuid('counterpart_id').references(() => organizations.id),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id').notNull(),
    /** The member who acted; null for the system (expiry). */
    actorId: uuid('actor_id'),
    actorName: text('actor_name').notNull(),
    /** A chat (which is then named), a page, the operator, or the system; null in entries older than this column. */
    origin: text('origin'),
    platform: text('platform', { enum: platforms }),
    workspace: text('workspace'),
    conversation: text('conversation'),
    before: jsonb('before').$type<Readonly<Record<string, unknown>>>(),
    after: jsonb('after').$type<Readonly<Record<string, unknown>>>(),
  },
  (table) => [
    index('audit_entries_subject').on(table.subjectKind, table.subjectId, table.id),
    // `history` and `home` of an organization: what it did, and what others did with it. Between two: the same with both
    // named. The other side also for row-level security.
    index('audit_entries_did').on(table.organizationId, table.id, table.counterpartId),
    index('audit_entries_met').on(table.counterpartId, table.id, table.organizationId),
    index('audit_entries_between').on(table.organizationId, table.counterpartId, table.id),
  ],
);
