import type postgres from 'postgres';

/** Finds parts of names. A trusted extension: an owner who may create objects in the database can install it. */
const extension = 'pg_trgm';
const index = 'organization_names_searched';

/**
 * Lets searches use an index, if possible; without the extension they read every name. Runs at every start that
 * migrates, so that nothing else is needed if the owner gets the right later.
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
  /** False before the migration that creates the table. */
  readonly hasNames: boolean;
  readonly letsIn: boolean;
  readonly hasIndex: boolean;
}

/** The extension's schema; some hosts have one schema for all extensions. */
async function schemaOfExtension(sql: postgres.Sql): Promise<string | undefined> {
  const [found] = await sql<{ schema: string }[]>`
    select n.nspname as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = ${extension}`;
  return found?.schema;
}

/** Undefined if the server does not have it, or the owner may not install it; `doctor` reports this. */
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
