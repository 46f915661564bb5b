import { randomUUID } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { addressWith, type DatabaseAddress, requireAddress } from '../../db/driver/address.ts';
import { openDatabase, transaction } from '../../db/driver/client.ts';
import { codeOf } from '../../db/driver/errors.ts';
import { migrateDatabase } from '../../db/driver/migrate.ts';
import { areRolesReady, type DatabaseRoles, ensureRoles, rolesOf } from '../../db/driver/roles.ts';
import { createSecrets } from '../../src/kernel/secrets.ts';
import { createDatabase } from '../kit/database.ts';
import { rolesOfTemplate } from '../kit/roles.ts';
import { createStage, type Stage } from '../kit/service.ts';

let stage: Stage;
let mine: string;
let theirs: string;
let roles: DatabaseRoles;
let asActs: ReturnType<typeof openDatabase>;
let asSystem: ReturnType<typeof openDatabase>;

beforeAll(async () => {
  stage = await createStage();
  mine = await stage.add({
    name: 'Fabrikam',
    programme: 'direct_reseller',
    people: { Ana: ['admin_agent'] },
  });
  theirs = await stage.add({ name: 'Contoso', people: { Gil: ['global_admin'] } });
  roles = rolesOfTemplate(stage.url);
  asActs = openDatabase(roles.acts, 2);
  asSystem = openDatabase(roles.system, 2);
});
afterAll(async () => {
  await Promise.all([asActs?.close(), asSystem?.close()]);
  await stage?.close();
});

/** The SQLSTATE of the refusal, or how many organizations are seen behind the statements. */
const seenAfter = (who: ReturnType<typeof openDatabase>, statements: readonly SQL[]): Promise<unknown> =>
  transaction(who.db, { organization: mine }, async (tx) => {
    for (const statement of statements) await tx.execute(statement);
    const [row] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from organizations`);
    return row?.n;
  }).catch((error) => codeOf(error) ?? error);

const forbidden = '42501';

describe('R-SEC-11: the role of people’s acts', () => {
  test('sees its own organization alone, whatever it sets', async () => {
    expect(await seenAfter(asActs, [])).toBe(1);
    for (const setting of [
      sql`select set_config('accord.system', 'operator', true)`,
      sql`select set_config('accord.system', 'operator', false)`,
      sql`set local accord.system to 'on'`,
      sql`select set_config('role', 'none', true)`,
      sql`reset role`,
      sql`reset session authorization`,
      sql`set search_path to pg_temp, public`,
      sql`select set_config('accord.acts_role', 'x', true), set_config('accord.system_role', session_user, true)`,
    ]) {
      expect(await seenAfter(asActs, [setting])).toBe(1);
    }
    expect(await seenAfter(asActs, [sql`set local row_security to off`])).toBe(forbidden);
  });

  test('becomes no other role', async () => {
    const owner = requireAddress(stage.url).user;
    for (const other of [owner, roles.system.user, 'accord_app', 'pg_read_all_data', 'pg_monitor']) {
      expect(await seenAfter(asActs, [sql.raw(`set role "${other}"`)])).toBe(forbidden);
      expect(await seenAfter(asActs, [sql.raw(`set session authorization "${other}"`)])).toBe(forbidden);
    }
  });

  test.each<[string, SQL]>([
    [
      'an audit entry in another name',
      sql`insert into audit_entries (at, kind, organization_id, counterpart_id, subject_kind, subject_id, actor_name) values (now(), 'x', <theirs>, <mine>, 'member', gen_random_uuid(), 'x')`,
    ],
    [
      'a relationship as the partner',
      sql`insert into relationships (id, partner_id, customer_id, state, type, since) values (gen_random_uuid(), <mine>, <theirs>, 'active', 'reseller', now())`,
    ],
    [
      'an invitation of another sender',
      sql`insert into invitations (id, kind, state, sender_id, recipient_id, type, includes_dap, drafted_by_name, drafted_by_email, drafted_at) values (gen_random_uuid(), 'relationship', 'draft', <theirs>, <mine>, 'reseller', false, 'x', 'x', now())`,
    ],
    [
      'a partnership as the provider',
      sql`insert into partnerships (id, provider_id, reseller_id, state, admin_access, since) values (gen_random_uuid(), <mine>, <theirs>, 'active', true, now())`,
    ],
    [
      'an agreement',
      sql`insert into agreements (kind, version, locale, url, published_at) values ('microsoft_customer_agreement', 'forged', 'en', 'https://x', now())`,
    ],
    [
      'an organization',
      sql`insert into organizations (id, name, domain, tenant_id, country, cloud, language) values (gen_random_uuid(), 'x', 'x.example', gen_random_uuid(), 'US', 'public', 'en')`,
    ],
    ['a table', sql`create table public.forged (id int)`],
    ['a function', sql`create function public.accord_me() returns uuid language sql as 'select null::uuid'`],
    ['a job', sql`select graphile_worker.add_job('x')`],
  ])('makes no %s', async (_, statement) => {
    const text = statement.queryChunks
      .map((chunk) => (chunk as { value: string[] }).value.join(''))
      .join('')
      .replaceAll('<mine>', `'${mine}'`)
      .replaceAll('<theirs>', `'${theirs}'`);
    expect(await seenAfter(asActs, [sql.raw(text)])).toBe(forbidden);
  });

  test('finds nothing outside of a transaction that states an organization', async () => {
    for (const table of ['organizations', 'members', 'invitations', 'audit_entries', 'handled_requests']) {
      const rows = await asActs.db.execute(sql`select 1 from ${sql.identifier(table)}`);
      expect([table, rows.length]).toEqual([table, 0]);
    }
  });
});

test('R-SEC-11: the role of the system sees all, by who it is, and becomes no other', async () => {
  expect(await seenAfter(asSystem, [])).toBe(2);
  expect(await seenAfter(asSystem, [sql.raw(`set role "${requireAddress(stage.url).user}"`)])).toBe(
    forbidden,
  );
  expect(await seenAfter(asSystem, [sql.raw(`set role "${roles.acts.user}"`)])).toBe(forbidden);
});

test('R-SEC-11: neither owns anything, is more than a login role, or is a member of one', async () => {
  for (const { user } of [roles.acts, roles.system]) {
    const [role] = await stage.env.db.execute(sql`
      select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as more, rolcanlogin as login,
        (select count(*)::int from pg_class where relowner = r.oid) as tables,
        (select count(*)::int from pg_proc where proowner = r.oid) as functions,
        (select count(*)::int from pg_auth_members where member = r.oid) as memberships
      from pg_roles r where rolname = ${user}`);
    expect(role).toEqual({ more: false, login: true, tables: 0, functions: 0, memberships: 0 });
  }
});

describe('R-SEC-11: an owner', () => {
  const derive = createSecrets('0d'.repeat(32)).derive;

  /** A database of an owner's who is no superuser, and how a superuser may help. */
  async function owned(attributes: string) {
    const database = await createDatabase('template1');
    const owner = `owner_${randomUUID().replaceAll('-', '')}`;
    const admin = postgres(database.url, { max: 1, onnotice: () => {} });
    await admin.unsafe(`create role ${owner} login password 'secret' createrole ${attributes}`);
    await admin.unsafe(`grant accord_app to ${owner}`);
    await admin.unsafe(`alter database ${new URL(database.url).pathname.slice(1)} owner to ${owner}`);
    await admin.unsafe(`alter schema public owner to ${owner}`);
    onTestFinished(async () => {
      await admin.end();
      await database.drop();
    });
    const address = addressWith(requireAddress(database.url), { user: owner, password: 'secret' });
    await migrateDatabase(address);
    return { address, admin, owner };
  }
  const whoIs = async (address: DatabaseAddress) => {
    const { db, close } = openDatabase(address, 1);
    onTestFinished(close);
    return db.execute(sql`select current_user::text as who`).then(
      ([row]) => row?.who,
      (error) => codeOf(error),
    );
  };

  test('makes both roles, once, and a new key gives them new passwords', async () => {
    const { address, admin } = await owned('');
    const first = rolesOf(address, derive);
    expect(await areRolesReady(address, first)).toBe(false);
    await Promise.all([ensureRoles(address, first), ensureRoles(address, first)]);
    expect(await areRolesReady(address, first)).toBe(true);
    expect(await whoIs(first.acts)).toBe(first.acts.user);
    await admin.unsafe(`alter role ${first.acts.user} password 'of somebody else'`);
    await ensureRoles(address, first);
    expect(await whoIs(first.acts)).toBe(first.acts.user);
    const second = rolesOf(address, createSecrets('0e'.repeat(32)).derive);
    await ensureRoles(address, second);
    expect([await whoIs(first.acts), await whoIs(second.acts)]).toEqual(['28P01', first.acts.user]);
  });

  test('reports what to do if the owner may not create roles, and accepts two given ones', async () => {
    const { address, admin, owner } = await owned('');
    await admin.unsafe(`alter role ${owner} nocreaterole`);
    await expect(ensureRoles(address, rolesOf(address, derive))).rejects.toThrow(
      /As a superuser: alter role <owner> createrole.*DATABASE_APP_URL and DATABASE_SYSTEM_URL/,
    );
    const given = (user: string) => addressWith(address, { user: `${user}_${owner}`, password: 'pw' });
    const two = { acts: given('acts'), system: given('system'), areGiven: true } as const;
    for (const { user } of [two.acts, two.system]) {
      await admin.unsafe(`create role ${user} login password 'pw'`);
    }
    await ensureRoles(address, two);
    expect(await whoIs(two.acts)).toBe(two.acts.user);
    await admin.unsafe(`grant ${owner} to ${two.acts.user}`);
    await expect(ensureRoles(address, two)).rejects.toThrow('(DATABASE_APP_URL) is a member of another role');
  });
});
