import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import type { Given } from '../../../db/driver/statement.ts';
import { isUuid } from '../ids.ts';
import { countedExactly, type Page, pageSize } from '../page.ts';

/**
 * A place in a list that is ordered by an instant and an id, newest first. It names the last row shown, so rows that
 * come or go in between neither repeat nor hide others (R-CMD-05). Instants are the program's own, in milliseconds.
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

/** The last instant whose year has four digits, as the database reads it. */
const latest = Date.UTC(9999, 11, 31);

/** Where a page begins, as the database compares it. */
export interface PageCursor {
  readonly at: string;
  readonly id: string;
}

/** Before the first row there can be. */
const start: PageCursor = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** Where the page after a key begins: at the start without one, or with a key that is not one of ours. */
export function cursorOf(key: string | null): PageCursor {
  const cursor = key === null ? undefined : read(key);
  return cursor ? { at: cursor.at.toISOString(), id: cursor.id } : start;
}

/** The condition for the rows after a cursor. */
export const after = (cursor: PageCursor | Given<PageCursor>, at: AnyColumn | SQL, id: AnyColumn): SQL =>
  sql`(${at}, ${id}) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`;

/** How many rows to ask for: one more than a page, which tells whether there is a next one. */
export const rowsOfPage = pageSize + 1;

/** A page out of the rows that were read, `rowsOfPage` at most. */
export const pageOf = <T>(rows: readonly T[], total: number, keyOf: (row: T) => Key): Page<T> => {
  const items = rows.slice(0, pageSize);
  const last = items.at(-1);
  return { items, next: rows.length > pageSize && last ? write(keyOf(last)) : null, total };
};

/** Counts exactly up to 1,000; one more stands for "more" (R-CMD-05). */
export const countUpTo = (rows: SQL): SQL<readonly { readonly total: number }[]> =>
  sql`select count(*)::int as total from (${rows} limit ${countedExactly + 1}) as counted`;

/** How many rows there are, exactly up to 1,000. */
export async function count(tx: Transaction, rows: SQL): Promise<number> {
  const [row] = await tx.execute<{ total: number }>(countUpTo(rows));
  return row?.total ?? 0;
}

/** An `ilike` pattern that finds the text anywhere, whatever signs it holds. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
