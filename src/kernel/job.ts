import type { ServiceContext } from './act.ts';

/** What work by the clock works with. */
export type JobContext = Pick<ServiceContext, 'db' | 'now' | 'announce'>;

/** Work by the clock. */
export interface ScheduledJob {
  /** Unique among the jobs. */
  readonly name: string;
  /** Five fields of cron, in UTC. */
  readonly at: string;
  readonly run: (context: JobContext) => Promise<unknown>;
}
