import { transaction } from '../../db/driver/client.ts';
import type { ScheduledJob } from '../kernel/job.ts';
import {
  type DeleteBatch,
  deleteCodeTries,
  deleteDeadCodes,
  deleteDeadLinks,
  deleteFinishedDeliveries,
  deleteFinishedMails,
  deleteHandledRequests,
  deleteOldPosts,
} from './store/retention.ts';

/** For how many days operational data is kept (R-SEC-12). Audit entries and acceptances stay. */
export interface Retention {
  /** Messages and mails, from when they were sent or given up. */
  readonly deliveries: number;
  /** Cards in chats that nobody can press any more. */
  readonly cards: number;
  /** Personal links and one-time codes that are dead. */
  readonly links: number;
  /** Requests that were handled, and wrong codes. */
  readonly requests: number;
}

const batchSize = 1000;
const dayMs = 86_400_000;

/** Deletes every hour what is older than it is to be kept, a batch in a transaction (R-SEC-12). */
export const retentionJob = (days: Retention): ScheduledJob => ({
  name: 'sweep',
  at: '23 * * * *',
  async run({ db, now }) {
    const work: readonly (readonly [DeleteBatch, number])[] = [
      [deleteFinishedDeliveries, days.deliveries],
      [deleteFinishedMails, days.deliveries],
      [deleteOldPosts, days.cards],
      [deleteDeadLinks, days.links],
      [deleteDeadCodes, days.links],
      [deleteHandledRequests, days.requests],
      [deleteCodeTries, days.requests],
    ];
    for (const [deleteBatch, kept] of work) {
      const before = new Date(now().getTime() - kept * dayMs);
      let deleted = batchSize;
      while (deleted === batchSize) {
        deleted = await transaction(db, { system: 'retention' }, (tx) => deleteBatch(tx, before, batchSize));
      }
    }
  },
});
