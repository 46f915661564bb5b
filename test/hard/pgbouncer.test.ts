import { existsSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type DatabaseAddress, requireAddress } from '../../db/driver/address.ts';
import { openDatabase, transaction } from '../../db/driver/client.ts';
import { migrateDatabase, serverFacts } from '../../db/driver/migrate.ts';
import { openQueuePool } from '../../db/driver/queue-pool.ts';
import { ensureRoles, rolesOf } from '../../db/driver/roles.ts';
import { createSecrets } from '../../src/kernel/secrets.ts';
import { createDatabase } from '../kit/database.ts';
import { pgbouncer, startPooler } from '../kit/pgbouncer.ts';

const isInstalled = existsSync(pgbouncer);
if (!isInstalled)
  console.warn(`${pgbouncer} is not there (Debian's package pgbouncer): its tests are skipped.`);

describe.skipIf(!isInstalled)('R-SEC-10: a database behind PgBouncer', () => {
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let owner: DatabaseAddress;
  let roles: ReturnType<typeof rolesOf>;

  beforeAll(async () => {
    database = await createDatabase('template1');
    owner = requireAddress(database.url);
    roles = rolesOf(owner, createSecrets('0f'.repeat(32)).derive);
  });
  afterAll(() => database?.drop());

  const start = async (mode: 'session' | 'transaction') => {
    const pooler = await startPooler(owner, mode, [owner, roles.acts, roles.system]);
    onTestFinished(() => pooler.stop());
    return pooler;
  };

  test('is refused in transaction mode, with what to do, and no lock stays behind', async () => {
    const pooler = await start('transaction');
    const through = pooler.through(owner);
    await expect(migrateDatabase(through)).rejects.toThrow(/pool_mode = session/);
    await expect(ensureRoles(through, roles)).rejects.toThrow(/pool_mode = session/);
    expect(await serverFacts(through)).toMatchObject({ hasOwnSession: false });
    expect(await serverFacts(owner)).toMatchObject({ hasOwnSession: true, encoding: 'UTF8' });
    await migrateDatabase(owner);
  });

  test('works in session mode: migrations, roles, acts, and the queue', async () => {
    const pooler = await start('session');
    await migrateDatabase(pooler.through(owner));
    await ensureRoles(pooler.through(owner), {
      acts: pooler.through(roles.acts),
      system: pooler.through(roles.system),
    });
    const { db, close } = openDatabase(
      { acts: pooler.through(roles.acts), system: pooler.through(roles.system) },
      4,
    );
    const queue = openQueuePool(pooler.through(roles.system), 2, () => {});
    onTestFinished(async () => {
      await Promise.all([close(), queue.end()]);
    });
    const settings = sql`select current_user as who, current_setting('datestyle') as dates`;
    const organization = '11111111-1111-4111-8111-111111111111';
    const asked = await Promise.all(
      Array.from({ length: 8 }, () => transaction(db, { organization }, (tx) => tx.execute(settings))),
    );
    for (const [row] of asked) expect(row).toEqual({ who: roles.acts.user, dates: 'ISO, MDY' });
    expect(await transaction(db, { system: 'test' }, (tx) => tx.execute(settings))).toMatchObject([
      { who: roles.system.user },
    ]);
    await queue.query(`select graphile_worker.add_job('nothing')`);
    const { rows } = await queue.query('select count(*)::int as n from graphile_worker.jobs');
    expect(rows).toEqual([{ n: 1 }]);
  });
});
