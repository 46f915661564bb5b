import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/driver/client.ts';
import { type Given, statement } from '../../db/driver/statement.ts';
import { auditEntries } from '../../db/schema/audit-entries.ts';
import type { AuditEntry } from '../kernel/audit.ts';
import type { Subject } from '../kernel/event.ts';
import { type Page, pageSize } from '../kernel/page.ts';
import { auditEntryOf, selectAuditEntries } from '../kernel/store/audit.ts';
import { counted, countUpTo, rowsOfPage } from '../kernel/store/pages.ts';
import { homeRows } from './model.ts';

/** The scope of a history: one thing, or all between the organization and another (`with` null: its whole history). */
export type HistoryOf = Subject | { readonly organization: string; readonly with: string | null };

/** What a history is asked with: the thing, or the two; and the id that the page goes on after. */
type Asked = Given<{ kind: string; id: string; organization: string; other: string; before: number }>;

/** Before the first entry there can be. */
const latest = Number.MAX_SAFE_INTEGER;

const { organizationId, counterpartId, subjectKind, subjectId } = auditEntries;

/** The conditions under which an entry belongs to a history, each with an index in the order of the entries. */
const histories = {
  ofSubject: ({ kind, id }: Asked) => [and(eq(subjectKind, kind), eq(subjectId, id))],
  ofOrganization: ({ organization }: Asked) => [
    eq(organizationId, organization),
    eq(counterpartId, organization),
  ],
  between: ({ organization, other }: Asked) => [
    and(eq(organizationId, organization), eq(counterpartId, other)),
    and(eq(organizationId, other), eq(counterpartId, organization)),
  ],
} as const;

function historyList(conditions: (given: Asked) => readonly (SQL | undefined)[], most: number) {
  const { id } = auditEntries;
  const limit = sql.raw(String(most));
  const onPage = (given: Asked) =>
    conditions(given).map(
      (condition) => sql`(select ${id} from ${auditEntries}
        where ${and(condition, sql`${id} < ${given.before}`)} order by ${id} desc limit ${limit})`,
    );
  const countable = (given: Asked) =>
    conditions(given).map(
      (condition) =>
        sql`(select ${id} from ${auditEntries} where ${condition} order by ${id} desc limit ${counted})`,
    );
  // An organization's act on itself is one entry.
  const together = (parts: readonly SQL[]) => sql.join([...parts], sql` union `);
  return {
    page: statement((db, given: Asked) =>
      selectAuditEntries(db)
        .where(
          sql`${id} = any (array(
            select id from (${together(onPage(given))}) as listed order by id desc limit ${limit}))`,
        )
        .orderBy(desc(id)),
    ),
    count: statement((_, given: Asked) =>
      countUpTo(sql`select 1 from (${together(countable(given))}) as listed`),
    ),
  };
}

const lists = {
  ofSubject: historyList(histories.ofSubject, rowsOfPage),
  ofOrganization: historyList(histories.ofOrganization, rowsOfPage),
  between: historyList(histories.between, rowsOfPage),
} as const;

const recent = historyList(histories.ofOrganization, homeRows);

const nobody = '00000000-0000-0000-0000-000000000000';

/** What has happened, newest first. */
export async function listAuditEntries(
  tx: Transaction,
  of: HistoryOf,
  afterKey: string | null,
): Promise<Page<AuditEntry>> {
  const { page, count } = lists['kind' in of ? 'ofSubject' : of.with === null ? 'ofOrganization' : 'between'];
  const asked = {
    ...('kind' in of
      ? { ...of, organization: nobody, other: nobody }
      : { kind: '', id: nobody, organization: of.organization, other: of.with ?? nobody }),
    before: afterKey !== null && /^\d{1,15}$/.test(afterKey) ? Number(afterKey) : latest,
  };
  const [found, [counted]] = await Promise.all([page(tx, asked), count(tx, asked)]);
  const items = found.slice(0, pageSize).map(auditEntryOf);
  const next = found.length > pageSize ? String(items.at(-1)?.id) : null;
  return { items, next, total: counted?.total ?? 0 };
}

/** What has happened to an organization lately, newest first. */
export async function latestAuditEntries(
  tx: Transaction,
  organization: string,
): Promise<readonly AuditEntry[]> {
  const asked = { kind: '', id: nobody, organization, other: nobody, before: latest };
  return (await recent.page(tx, asked)).map(auditEntryOf);
}
