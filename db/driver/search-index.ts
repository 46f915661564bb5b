import type postgres from 'postgres';

/** What finds parts of names; a trusted extension, which an owner who may create in the database can make. */
const extension = 'pg_trgm';
const index = 'organization_names_searched';

/**
 * Lets searches find their rows by an index, where the database can: without the extension they look at every name.
 * Done at every start that migrates, so that an owner who may make it only later has nothing else to do.
 */
export async function ensureSearchIndex(sql: postgres.Sql): Promise<void> {
  const [state] = await sql<State[]>`
    select current_user as owner, to_regclass('organization_names') is not null as "hasNames",
      exists (select from pg_policies where tablename = 'organization_names' and policyname = 'searched'
        and roles = array[current_user]::name[]) as "letsIn",
      exists (select from pg_indexes where indexname = ${index}) as "hasIndex"`;
  if (!state?.hasNames) return;
  if (!state.letsIn) {
    await sql`drop policy if exists searched on organization_names`;
    await sql`create policy searched on organization_names for select to ${sql(state.owner)} using (true)`;
  }
  if (state.hasIndex) return;
  const schema = (await schemaOfExtension(sql)) ?? (await makeExtension(sql));
  if (schema === undefined) return;
  await sql`create index ${sql(index)} on organization_names using gin (searched ${sql(schema)}.gin_trgm_ops)
    with (fastupdate = off)`;
}

interface State {
  readonly owner: string;
  /** False before the migration that makes the table. */
  readonly hasNames: boolean;
  readonly letsIn: boolean;
  readonly hasIndex: boolean;
}

/** Where the extension is: some hosts have a schema for all of them. */
async function schemaOfExtension(sql: postgres.Sql): Promise<string | undefined> {
  const [found] = await sql<{ schema: string }[]>`
    select n.nspname as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = ${extension}`;
  return found?.schema;
}

/** Undefined where the server does not have it, or the owner may not make it; `doctor` says so. */
async function makeExtension(sql: postgres.Sql): Promise<string | undefined> {
  try {
    await sql`create extension ${sql(extension)} with schema public`;
    return 'public';
  } catch {
    return undefined;
  }
}

/** Whether searches have their index. */
export async function hasSearchIndex(sql: postgres.Sql): Promise<boolean> {
  const [found] = await sql`select from pg_indexes where indexname = ${index}`;
  return found !== undefined;
}
