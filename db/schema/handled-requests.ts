import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** Deliveries of chat requests whose act has committed: the same one again has no second effect (R-SEC-03). */
export const handledRequests = pgTable(
  'handled_requests',
  {
    id: text('id').primaryKey(),
    at: instant('at').notNull(),
  },
  (table) => [index('handled_requests_at').on(table.at)],
);
