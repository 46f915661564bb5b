import { type SQL, sql } from 'drizzle-orm';

/** The instant as the database's own literal, for expressions that compare with it. */
export const instant = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;
