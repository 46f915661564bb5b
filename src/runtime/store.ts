import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { type DatabaseAddress, requireAddress } from '../../db/driver/address.ts';
import { type Database, openDatabase } from '../../db/driver/client.ts';
import { isDatabaseLost } from '../../db/driver/errors.ts';
import { migrateDatabase } from '../../db/driver/migrate.ts';
import { type DatabaseRoles, ensureRoles, type GivenRoles, rolesOf } from '../../db/driver/roles.ts';
import { openEmbedded } from '../../db/embedded/index.ts';
import { createBackOff } from '../kernel/back-off.ts';
import { faultOf, type Log } from '../kernel/log.ts';
import { createSecrets, type Secrets } from '../kernel/secrets.ts';
import type { Config } from './config.ts';

/** The pause between two tries to reach the database. */
const firstPauseMs = 500;
const maxPauseMs = 5000;
const probeMs = 2000;
const leaveMs = 1000;

/** The database and the keys of its secrets. */
export interface Store {
  /** The owner's address, for migrations. */
  readonly owner: DatabaseAddress;
  /** The roles that the program uses. */
  readonly roles: DatabaseRoles | GivenRoles;
  /** The folder of the private PostgreSQL; undefined if the operator runs the database. */
  readonly folder: string | undefined;
  readonly db: Database;
  /** Whether this process can no longer work and must be restarted (R-SEC-10). */
  isStuck(): boolean;
  readonly secrets: Secrets;
  /** Leaves the database; the last process to leave stops an embedded one. */
  close(): Promise<void>;
}

/**
 * Opens the configured database without migrating it; the operator's own may not be reachable yet (see
 * `prepareWhenReachable`). Without SECRET_KEY, creates a key once and stores it in the data folder.
 */
export async function openStore(
  config: Pick<Config, 'database' | 'dataDir' | 'secretKey'>,
  log: Log,
): Promise<Store> {
  const embedded =
    config.database.address === undefined
      ? await openEmbedded({ dataDir: config.dataDir, log: (line) => log.info({}, line) })
      : undefined;
  try {
    const secrets = createSecrets(config.secretKey ?? (await storedKey(config.dataDir)));
    const { address, connections, limits } = config.database;
    const owner = requireAddress(embedded?.url ?? address ?? '');
    const given = config.database.roles;
    const roles = given ? ({ ...given, areGiven: true } as const) : rolesOf(owner, secrets.derive);
    const { db, close, isStuck } = openDatabase(roles, connections, limits);
    // Stuck connections in the pool must not prevent stopping the server.
    const leave = () =>
      Promise.race([close(), wait(leaveMs, undefined, { ref: false })]).finally(() => embedded?.stop());
    return { owner, roles, folder: embedded?.folder, db, isStuck, secrets, close: leave };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/**
 * Written to another file and linked into place, so that processes starting at the same time all read the same complete
 * key.
 */
async function storedKey(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret-key');
  const read = () => fs.readFile(file, 'utf8').catch(() => undefined);
  const known = await read();
  if (known !== undefined) return known;
  const aside = `${file}.${randomUUID()}`;
  await fs.writeFile(aside, randomBytes(32).toString('base64'), { mode: 0o600, flush: true });
  try {
    await fs.link(aside, file);
  } catch (error) {
    const anotherWasFaster = (error as NodeJS.ErrnoException).code === 'EEXIST';
    if (!anotherWasFaster) throw error;
  } finally {
    await fs.rm(aside);
  }
  return fs.readFile(file, 'utf8');
}

/**
 * Waits until the database can be reached, then migrates it and prepares the two roles. Throws on faults that waiting
 * cannot fix: a newer database (DatabaseNewer), a wrong password.
 */
export const prepareWhenReachable = (
  store: Pick<Store, 'owner' | 'roles'>,
  log: Log,
  shutdown: AbortSignal,
): Promise<void> => whenReachable(() => prepareDatabase(store, log), log, shutdown);

/** The same without waiting. */
export async function prepareDatabase(
  { owner, roles }: Pick<Store, 'owner' | 'roles'>,
  log: Log,
): Promise<void> {
  const onWait = (says: string) => log.warn({}, says);
  await migrateDatabase(owner, undefined, onWait);
  await ensureRoles(owner, roles, onWait);
}

/**
 * Tries with growing pauses until the database can be reached. Throws an AbortError if `shutdown` is aborted first.
 */
export async function whenReachable<Value>(
  act: () => Promise<Value>,
  log: Log,
  shutdown: AbortSignal,
  pause: (ms: number) => Promise<unknown> = (ms) => wait(ms, undefined, { signal: shutdown }),
): Promise<Value> {
  const next = createBackOff(firstPauseMs, maxPauseMs);
  for (let tries = 0; ; tries++) {
    shutdown.throwIfAborted();
    try {
      return await act();
    } catch (error) {
      if (!isDatabaseLost(error)) throw error;
      if (tries === 0) log.warn({ fault: faultOf(error) }, 'the database cannot be reached; waiting for it');
      await pause(next());
    }
  }
}

/** Whether the database answers. Callers at the same time share one query. */
export function databaseProbe(db: Database): () => Promise<boolean> {
  let asking: Promise<boolean> | undefined;
  return () => {
    asking ??= Promise.race([
      db.execute(sql`select 1`).then(
        () => true,
        () => false,
      ),
      wait(probeMs, false, { ref: false }),
    ]).finally(() => {
      asking = undefined;
    });
    return asking;
  };
}
