import { createHash } from 'node:crypto';
import type postgres from 'postgres';
import { accessSql } from './access-sql.ts';
import { addressWith, type DatabaseAddress } from './address.ts';
import { openSession } from './connect.ts';
import { codeOf } from './errors.ts';
import { withConnection, withMigrationLock } from './migrate.ts';
import { passwordVerifier } from './password.ts';
import { migrationLimits } from './session.ts';

/** The roles that the program works as; neither owns anything, and neither can become the other (R-SEC-11). */
export interface DatabaseRoles {
  /** For people's acts: row-level security limits it to the organization that the transaction states. */
  readonly acts: DatabaseAddress;
  /** For work of the system: it sees every organization's rows. */
  readonly system: DatabaseAddress;
}

/** The two roles' own connection strings, if the database's owner cannot create roles. */
export interface GivenRoles extends DatabaseRoles {
  readonly areGiven: true;
}

/**
 * The roles that Accord creates in a database. They are named after the database, because roles belong to the whole
 * server, and their passwords are derived from the secret key, so that one connection string is enough.
 * @param derive returns a secret that is stable for a purpose and does not reveal the key.
 */
export function rolesOf(owner: DatabaseAddress, derive: (purpose: string) => string): DatabaseRoles {
  const suffix = createHash('sha256').update(owner.database).digest('hex').slice(0, 12);
  const as = (kind: 'acts' | 'system') => {
    const user = `accord_${kind}_${suffix}`;
    return addressWith(owner, { user, password: derive(`database role ${user}`) });
  };
  return { acts: as('acts'), system: as('system') };
}

/**
 * Creates or updates the two roles after the migrations; changes nothing if they are up to date. Throws, with what to
 * do, if the owner may not create roles, if a role has too many rights, or if the server rejects a login.
 */
export async function ensureRoles(
  owner: DatabaseAddress,
  roles: DatabaseRoles | GivenRoles,
  onWait: (says: string) => void = () => {},
): Promise<void> {
  const areGiven = 'areGiven' in roles;
  await withMigrationLock(owner, onWait, async (sql) => {
    const wanted = await fingerprint(sql, roles);
    if ((await presentState(sql)) === wanted && (areGiven || (await areLetIn(roles)))) return;
    await sql.begin(async (tx) => {
      if (!areGiven) for (const role of [roles.acts, roles.system]) await makeRole(tx, role);
      await tx`select set_config('accord.acts_role', ${roles.acts.user}, true),
        set_config('accord.system_role', ${roles.system.user}, true)`;
      await tx.unsafe(accessSql);
      await tx.unsafe(`comment on function accord_is_system() is '${wanted}'`);
    });
  });
  await requireRoles(roles);
}

/** Whether a start has nothing to do; throws if given roles have a fault. */
export async function areRolesReady(
  owner: DatabaseAddress,
  roles: DatabaseRoles | GivenRoles,
): Promise<boolean> {
  const isReady = await withConnection(
    owner,
    async (sql) => (await presentState(sql)) === (await fingerprint(sql, roles)),
  );
  if (isReady) await requireRoles(roles);
  return isReady;
}

async function presentState(sql: postgres.Sql): Promise<string | null | undefined> {
  const [found] = await sql<{ is: string | null }[]>`
    select obj_description('accord_is_system()'::regprocedure, 'pg_proc') as is`;
  return found?.is;
}

/** Whether both can log in: somebody may have dropped them or changed their passwords. */
async function areLetIn(roles: DatabaseRoles): Promise<boolean> {
  try {
    await requireRoles(roles);
    return true;
  } catch (error) {
    if (error instanceof RoleRefused) return false;
    throw error;
  }
}

async function requireRoles(roles: DatabaseRoles | GivenRoles): Promise<void> {
  await requireRole('DATABASE_APP_URL', roles.acts, 'areGiven' in roles);
  await requireRole('DATABASE_SYSTEM_URL', roles.system, 'areGiven' in roles);
}

/** A hash of what the current state was made from: the roles, their passwords, and their grants. */
async function fingerprint(sql: postgres.Sql, { acts, system }: DatabaseRoles): Promise<string> {
  const [granted] = await sql<{ all: string | null }[]>`
    select string_agg(what, ' ' order by what) as all from (
      select format('%s %s', c.oid, a.privilege_type) as what from pg_class c, aclexplode(c.relacl) a
        where c.relnamespace = 'public'::regnamespace and a.grantee = 'accord_app'::regrole
      union all
      select format('%s', p.oid) from pg_proc p, aclexplode(p.proacl) a
        where p.pronamespace = 'public'::regnamespace and a.grantee = 'accord_app'::regrole
      union all
      select format('%s', c.oid) from pg_class c
        where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r'
    ) as granted`;
  const parts = [accessSql, acts.user, acts.password, system.user, system.password, granted?.all];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

async function makeRole(
  tx: postgres.TransactionSql,
  { user, password = '' }: DatabaseAddress,
): Promise<void> {
  // Hashed here, because the server's log may contain statements.
  const settings = `login noinherit password '${passwordVerifier(user, password)}'`;
  const [role] = await tx`select from pg_roles where rolname = ${user}`;
  try {
    await tx.unsafe(`${role ? 'alter' : 'create'} role "${user}" ${settings}`);
  } catch (error) {
    if (codeOf(error) !== '42501') throw error;
    throw new Error(
      'The owner of the database may not make the two roles that Accord works as. As a superuser: alter role <owner> ' +
        'createrole. Or make two roles yourself (create role … login, nothing else) and set DATABASE_APP_URL and ' +
        'DATABASE_SYSTEM_URL to their connection strings.',
    );
  }
}

/** Logs in with the role once, and checks its rights. */
async function requireRole(variable: string, role: DatabaseAddress, isGiven: boolean): Promise<void> {
  const { sql, ready } = openSession(role, { name: 'accord start', limits: migrationLimits });
  try {
    await ready.catch((error: unknown) => {
      throw explained(error, role.user, isGiven);
    });
    const [is] = await sql<{ more: boolean; owns: boolean; member: boolean }[]>`
      select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as more,
        exists (select from pg_class where relowner = r.oid) as owns,
        exists (select from pg_auth_members where member = r.oid) as member
      from pg_roles r where rolname = session_user`;
    const fault = is?.more
      ? 'is a superuser, or may bypass row-level security or make roles or databases'
      : is?.owns
        ? 'owns tables'
        : is?.member
          ? 'is a member of another role'
          : undefined;
    if (fault) {
      throw new Error(`The role "${role.user}" (${variable}) ${fault}: it may be nothing but a login role.`);
    }
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** SQLSTATE: a wrong password, an unknown user, or a rule of pg_hba.conf; poolers use 08P01 for the same. */
const refusals = new Set(['28P01', '28000', '08P01']);

function explained(error: unknown, user: string, isGiven: boolean): unknown {
  if (!refusals.has(codeOf(error) ?? '')) return error;
  const what = `The server does not let in the role "${user}" (${(error as Error).message}).`;
  const how = isGiven
    ? 'Is its connection string right?'
    : 'Accord has just made it with a password of its own; pg_hba.conf has to let it in by password, and a pooler has to ' +
      'know it. Or make two roles yourself and set DATABASE_APP_URL and DATABASE_SYSTEM_URL.';
  return new RoleRefused(`${what} ${how}`, { cause: error });
}

class RoleRefused extends Error {
  override readonly name = 'RoleRefused';
}
