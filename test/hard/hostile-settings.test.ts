import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireAddress } from '../../db/driver/address.ts';
import { migrateDatabase } from '../../db/driver/migrate.ts';
import { ensureRoles } from '../../db/driver/roles.ts';
import { createDatabase } from '../kit/database.ts';
import { rolesOfTemplate } from '../kit/roles.ts';
import { consent, createScene, must, type Scene, version } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

/** Settings that a server, a database or a role may have, each with what it broke. */
const hostile: Readonly<Record<string, string>> = {
  datestyle: `'German, DMY'`,
  intervalstyle: `'iso_8601'`,
  timezone: `'Asia/Kolkata'`,
  bytea_output: `'escape'`,
  search_path: `''`,
  default_transaction_isolation: `'serializable'`,
  standard_conforming_strings: 'off',
  extra_float_digits: '-15',
  client_encoding: `'LATIN1'`,
  row_security: 'off',
  array_nulls: 'off',
  transform_null_equals: 'on',
  statement_timeout: '300',
  lock_timeout: '1',
  idle_in_transaction_session_timeout: '100',
};

describe.each(['database', 'role'] as const)(
  'R-SEC-10: the settings of a %s change nothing of what values mean',
  (of) => {
    let stage: Stage;
    let scene: Scene;
    let admin: postgres.Sql;
    let role: string;

    beforeAll(async () => {
      const database = await createDatabase('template1');
      const url = new URL(database.url);
      admin = postgres(database.url, { max: 1 });
      role = `hostile_${url.pathname.slice(6, 20)}`;
      await admin.unsafe(`create role ${role} superuser login password 'secret'`);
      const own = url.pathname.slice(1);
      const alter = async (subject: string) => {
        for (const [name, value] of Object.entries(hostile)) {
          await admin.unsafe(`alter ${subject} set ${name} to ${value}`);
        }
      };
      await alter(of === 'database' ? `database ${own}` : `role ${role} in database ${own}`);
      const theirs = Object.assign(new URL(database.url), { username: role, password: 'secret' }).href;
      await migrateDatabase(theirs);
      const roles = rolesOfTemplate(theirs);
      await ensureRoles(requireAddress(theirs), roles);
      if (of === 'role') {
        for (const { user } of [roles.acts, roles.system]) await alter(`role ${user} in database ${own}`);
      }
      stage = await createStage({
        url: theirs,
        async drop() {
          await admin.end();
          await database.drop();
        },
      });
      scene = createScene(stage);
      await stage.publishAgreement(version);
      await stage.add({ name: 'Fabrikam', programme: 'direct_reseller', people: { Ana: ['admin_agent'] } });
    });
    afterAll(() => stage?.close());

    test('an invitation is drafted, sent and accepted, and its dates are those of the clock', async () => {
      const customer = await scene.customer();
      const id = await scene.invite(customer.domain, { dap: true, way: 'system' });
      must(await stage.service.invitations.accept(stage.as(customer.gil), id, consent));

      const [row] = await stage.rows(sql`
      select extract(epoch from sent_at)::float8 as sent, extract(epoch from expires_at)::float8 as expires
      from invitations where id = ${id}`);
      const now = stage.env.now().getTime() / 1000;
      expect(row).toEqual({ sent: now, expires: now + 90 * 86_400 });
      const shown = must(await stage.service.invitations.show(stage.as('ana@fabrikam.com'), id));
      expect(JSON.stringify(shown)).toContain(stage.env.now().toISOString());
    });

    test('what every session of ours states is what it has', async () => {
      const rows = await stage.env.db.execute<{ name: string; setting: string }>(
        sql`select name, setting from pg_settings`,
      );
      const stated = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
      expect(stated).toMatchObject({
        DateStyle: 'ISO, MDY',
        TimeZone: 'UTC',
        bytea_output: 'hex',
        client_encoding: 'UTF8',
        default_transaction_isolation: 'read committed',
        row_security: 'on',
        search_path: 'public',
        statement_timeout: '15000',
      });
    });
  },
);
