/**
 * Grants the program's two roles what they need, and tells the policies which of them is the system. The owner runs it;
 * the names are in `accord.acts_role` and `accord.system_role`.
 * Migrations grant to `accord_app`, which cannot log in; both roles get its rights. They are not its members, because a
 * member can become the role, which has the same rights in the server's other databases. Only the system may use the
 * queue's schema.
 */
export const accessSql = `
do $access$
declare
  acts constant text := current_setting('accord.acts_role');
  system constant text := current_setting('accord.system_role');
  granted record;
begin
  execute format('grant connect on database %I to %I, %I', current_database(), acts, system);
  execute format('grant usage on schema public to %I, %I', acts, system);
  for granted in
    select format('%s on %s', a.privilege_type, c.oid::regclass) as right
      from pg_class c, aclexplode(c.relacl) a
      where c.relnamespace = 'public'::regnamespace and a.grantee = 'accord_app'::regrole
    union all
    select format('execute on function %s', p.oid::regprocedure)
      from pg_proc p, aclexplode(p.proacl) a
      where p.pronamespace = 'public'::regnamespace and a.grantee = 'accord_app'::regrole
  loop
    execute format('grant %s to %I, %I', granted.right, acts, system);
  end loop;

  execute format('grant usage on schema graphile_worker to %I', system);
  execute format('grant select, insert, update, delete on all tables in schema graphile_worker to %I', system);
  execute format('grant usage, select on all sequences in schema graphile_worker to %I', system);
  execute format('grant execute on all functions in schema graphile_worker to %I', system);
  for granted in
    select c.oid::regclass as right from pg_class c
    where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relrowsecurity
  loop
    execute format('drop policy if exists accord_system on %s', granted.right);
    execute format('create policy accord_system on %s to %I using (true) with check (true)', granted.right, system);
  end loop;

  -- The system is who is logged in as it. The owner, whom functions with the definer's rights run as, has to name itself
  -- besides; for anybody else the setting means nothing.
  execute format($function$
    create or replace function accord_is_system() returns boolean language plpgsql stable parallel safe as $body$
    begin
      return current_user = %L or (
        current_user = %L and coalesce(pg_catalog.current_setting('accord.system', true), '') <> '');
    end $body$
  $function$, system, current_user);
  begin
    alter function accord_is_system() leakproof;
  exception when insufficient_privilege then null;
  end;
end $access$;
`;
