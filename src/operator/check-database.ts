import { describeAddress, requireAddress } from '../../db/driver/address.ts';
import { migrationState } from '../../db/driver/migrate.ts';
import type { Store } from '../runtime/store.ts';
import { type Finding, finding } from './finding.ts';
import { serverVersion, workDone } from './store/database.ts';

/** Whether the database answers and is as this program needs it. Throws when it cannot be reached. */
export async function checkDatabase({ db, url, folder }: Store): Promise<readonly Finding[]> {
  const version = await serverVersion(db);
  const where = describeAddress(requireAddress(url));
  const place = folder === undefined ? '' : `, in ${folder}`;
  const reached = finding('ok', 'database', `PostgreSQL ${version} at ${where}${place}`);
  return [reached, await checkMigrations(url)];
}

async function checkMigrations(url: Store['url']): Promise<Finding> {
  const { applied, pending, unknown } = await migrationState(url);
  if (unknown.length > 0) {
    const says = 'The database is newer than this program. Start the newer version, or restore a backup.';
    return finding('wrong', 'migrations', says);
  }
  if (pending.length > 0) {
    const says = `${pending.length} to apply, which a start does; or now: npm run operator -- database migrate`;
    return finding('todo', 'migrations', says);
  }
  return finding('ok', 'migrations', `up to ${applied.at(-1)}`);
}

/** How long nobody may have taken a job that is due, or done what goes by the clock every minute. */
const patience = 5 * 60_000;
const start = 'Start the bot (npm start), or npm run worker where the bot runs with WORKER=off.';

/** Whether somebody does the background work: deliveries, reminders, expiry. */
export async function checkWorker({ db }: Pick<Store, 'db'>, now: Date): Promise<readonly Finding[]> {
  const late = new Date(now.getTime() - patience);
  const { overdue, dead, seen } = await workDone(db, late);
  const found: Finding[] = [];
  if (overdue > 0)
    found.push(finding('wrong', 'worker', `${overdue} jobs are due and nobody takes them. ${start}`));
  else if (!seen) found.push(finding('todo', 'worker', `has not been at work yet. ${start}`));
  else {
    const says = `last at work at ${seen.toISOString()}`;
    found.push(seen < late ? finding('wrong', 'worker', `${says}. ${start}`) : finding('ok', 'worker', says));
  }
  if (dead > 0) {
    const says = `${dead} failed as often as they may; the log says why. They are in graphile_worker.jobs.`;
    found.push(finding('wrong', 'jobs', says));
  }
  return found;
}
