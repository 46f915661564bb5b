import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import type { Given } from '../../../db/driver/statement.ts';
import { isUuid } from '../ids.ts';
import { maxExactCount, type Page, pageSize } from '../page.ts';

/**
 * The key of a row in a list that is ordered by time and id, newest first. It names the last row shown, so rows that
 * are added or removed neither repeat nor hide others (R-CMD-05). Times are our own, in milliseconds.
 */
interface Key {
  readonly at: Date;
  readonly id: string;
}

const write = (key: Key): string => `${key.at.getTime().toString(36)}.${key.id}`;

function read(text: string): Key | undefined {
  const end = text.indexOf('.');
  if (end < 0) return undefined;
  const at = Number.parseInt(text.slice(0, end), 36);
  const id = text.slice(end + 1);
  return at >= 0 && at <= latest && isUuid(id) ? { at: new Date(at), id } : undefined;
}

/** The latest time whose year has four digits, which the database can parse. */
const latest = Date.UTC(9999, 11, 31);

/** Where a page starts, as values for the database. */
export interface PageCursor {
  readonly at: string;
  readonly id: string;
}

/** Before the first possible row. */
const start: PageCursor = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** The cursor after a key; the start for null or an invalid key. */
export function cursorOf(key: string | null): PageCursor {
  const cursor = key === null ? undefined : read(key);
  return cursor ? { at: cursor.at.toISOString(), id: cursor.id } : start;
}

/** The lists that the database searches by the name or the domain of the other side (`accord_search`). */
export type SearchedList = 'customers' | 'partners' | 'resellers' | 'providers';

/** What a search is asked with. */
export type Searched = { readonly pattern: string } & PageCursor;

/** The ids of the page of a search, newest first. */
export const foundOnPage = (list: SearchedList, given: Given<Searched>): SQL =>
  sql`select accord_search(${sql.raw(`'${list}'`)}, lower(${given.pattern}), ${given.at}::timestamptz,
    ${given.id}::uuid, ${sql.raw(String(rowsOfPage))}, true)`;

/** How many a search finds, exactly up to 1,000. */
export const countFound = (list: SearchedList, given: Given<Searched>) =>
  countUpTo(sql`select accord_search(${sql.raw(`'${list}'`)}, lower(${given.pattern}), ${start.at}::timestamptz,
    ${start.id}::uuid, ${counted}, false)`);

/** The condition for the rows after a cursor. */
export const after = (cursor: PageCursor | Given<PageCursor>, at: AnyColumn | SQL, id: AnyColumn): SQL =>
  sql`(${at}, ${id}) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`;

/** The number of rows to read: one more than a page, to find out whether there is a next page. */
export const rowsOfPage = pageSize + 1;

/** A page from the rows read, at most `rowsOfPage`. */
export const pageOf = <T>(rows: readonly T[], total: number, keyOf: (row: T) => Key): Page<T> => {
  const items = rows.slice(0, pageSize);
  const last = items.at(-1);
  return { items, next: rows.length > pageSize && last ? write(keyOf(last)) : null, total };
};

/** One more than is counted exactly: as many as are looked for. */
export const counted = sql.raw(String(maxExactCount + 1));

/** Counts exactly up to 1,000; one more stands for "more" (R-CMD-05). */
export const countUpTo = (rows: SQL): SQL<readonly { readonly total: number }[]> =>
  sql`select count(*)::int as total from (${rows} limit ${counted}) as counted`;

/** The number of rows, exact up to 1,000. */
export async function count(tx: Transaction, rows: SQL): Promise<number> {
  const [row] = await tx.execute<{ total: number }>(countUpTo(rows));
  return row?.total ?? 0;
}

/** An `ilike` pattern that finds the text anywhere, with its special characters escaped. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
