import type { ServiceContext } from './act.ts';

/** The context of scheduled work. */
export type JobContext = Pick<ServiceContext, 'db' | 'now' | 'announce'>;

/** Scheduled work. */
export interface ScheduledJob {
  /** Unique among the jobs. */
  readonly name: string;
  /** A cron expression with five fields, in UTC. */
  readonly at: string;
  readonly run: (context: JobContext) => Promise<unknown>;
}
