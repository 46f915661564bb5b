import { describeAddress } from '../../db/driver/address.ts';
import { faultsOfServer } from '../../db/driver/inspect.ts';
import { migrationState, searchesByIndex, serverFacts } from '../../db/driver/migrate.ts';
import { areRolesReady } from '../../db/driver/roles.ts';
import { faultOf } from '../kernel/log.ts';
import type { Store } from '../runtime/store.ts';
import { asOperator } from './as-operator.ts';
import { type Finding, finding } from './finding.ts';
import { workerState } from './store/database.ts';

/** Whether the database answers and is set up for this program. Throws if it cannot be reached. */
export async function checkDatabase({ owner, roles, folder }: Store): Promise<readonly Finding[]> {
  const facts = await serverFacts(owner);
  const place = folder === undefined ? '' : `, in ${folder}`;
  const where = `PostgreSQL ${facts.version} at ${describeAddress(owner)}${place}`;
  const ignored = owner.ignored.map((name) =>
    finding('ok', 'database', `DATABASE_URL has ${name}, which means nothing to Accord`),
  );
  const faults = faultsOfServer(facts).map((fault) => finding('wrong', 'database', fault));
  if (faults.length > 0) return faults;
  const migrations = await checkMigrations(owner);
  const isReady = migrations.state === 'ok';
  return [
    finding('ok', 'database', where),
    ...ignored,
    migrations,
    ...(isReady ? [await checkRoles(owner, roles), ...(await checkSearch(owner))] : []),
  ];
}

/** Which roles the program uses in the database (R-SEC-11). */
async function checkRoles(owner: Store['owner'], roles: Store['roles']): Promise<Finding> {
  const whose = 'areGiven' in roles ? 'of DATABASE_APP_URL and DATABASE_SYSTEM_URL' : 'made by Accord';
  const names = `works as ${roles.acts.user} and ${roles.system.user}, ${whose}`;
  try {
    return (await areRolesReady(owner, roles))
      ? finding('ok', 'roles', names)
      : finding(
          'todo',
          'roles',
          'to prepare, which a start does; or now: npm run operator -- database migrate',
        );
  } catch (error) {
    return finding('wrong', 'roles', faultOf(error).replace(/^\w+: /, ''));
  }
}

/** Searches work without their index too, and take longer the more organizations there are. */
async function checkSearch(owner: Store['owner']): Promise<readonly Finding[]> {
  if (await searchesByIndex(owner)) return [];
  const says =
    'searches look at every name, which gets slower as names are added. As a superuser of the server, in this database: ' +
    'create extension pg_trgm; (from the package postgresql-contrib); then npm run operator -- database migrate';
  return [finding('todo', 'search', says)];
}

async function checkMigrations(owner: Store['owner']): Promise<Finding> {
  const { applied, pending, unknown } = await migrationState(owner);
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

/**
 * A job that has been due for this long, or scheduled work that has not run for this long, means that no worker runs.
 */
const overdueMs = 5 * 60_000;
const start = 'Start the bot (npm start), or npm run worker where the bot runs with WORKER=off.';

/** Whether a worker does the background work: deliveries, reminders, expiry. */
export async function checkWorker({ db }: Pick<Store, 'db'>, now: Date): Promise<readonly Finding[]> {
  const late = new Date(now.getTime() - overdueMs);
  const { overdue, dead, seen } = await asOperator(db, (tx) => workerState(tx, late));
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
