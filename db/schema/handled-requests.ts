import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** Chat requests whose act has committed: the same request again has no second effect (R-SEC-03). */
export const handledRequests = pgTable(
  'handled_requests',
  {
    id: text('id').primaryKey(),
    at: instant('at').notNull(),
  },
  (table) => [index('handled_requests_at').on(table.at)],
);
