import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';

import { platforms } from '../../src/kernel/member.ts';
import { instant } from './columns.ts';
import { organizations } from './organizations.ts';

/**
 * Every change of state, once: who, for which organization, what, on what, from where, when, and the values before
 * and after (R-AUD-01). Never changed or deleted, by a trigger. What channels are told is drawn from these entries.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** The act that it is a part of; null in entries from before acts had ids. */
    actId: uuid('act_id'),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    /** The organization that the change is one of, and the other side where there is one. */
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    counterpartId: uuid('counterpart_id').references(() => organizations.id),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id').notNull(),
    /** The member who did it; null for the system itself (expiry). */
    actorId: uuid('actor_id'),
    actorName: text('actor_name').notNull(),
    /** A chat, which is named then, a page, the operator or the system; null in entries from before it was recorded. */
    origin: text('origin'),
    platform: text('platform', { enum: platforms }),
    workspace: text('workspace'),
    conversation: text('conversation'),
    before: jsonb('before').$type<Readonly<Record<string, unknown>>>(),
    after: jsonb('after').$type<Readonly<Record<string, unknown>>>(),
  },
  (table) => [
    index('audit_entries_subject').on(table.subjectKind, table.subjectId, table.id),
    index('audit_entries_organization').on(table.organizationId, table.id),
    index('audit_entries_counterpart').on(table.counterpartId, table.id),
  ],
);
