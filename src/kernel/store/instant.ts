import { type SQL, sql } from 'drizzle-orm';

/** A time as an SQL literal, for expressions that compare with it. */
export const instant = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;
