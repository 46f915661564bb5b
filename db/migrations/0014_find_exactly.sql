-- Somebody called exactly so is who is meant, unless several are: then, and where nobody is, parts of names are searched too.
create or replace function accord_find_known(exact text, pattern text, most int)
returns setof uuid language plpgsql stable security definer
set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  me constant uuid := accord_me();
  called_so constant uuid[] := array(
    select n.organization_id from organization_names n
    where n.name = exact and (n.organization_id = me or exists (
      select from known_organizations k where k.viewer_id = me and k.organization_id = n.organization_id))
    limit most);
begin
  return query select unnest(called_so);
  if cardinality(called_so) = 1 then
    return;
  end if;
  -- Planned for this text: one that many have is found fastest among those known, a rare one by its index.
  return query execute '
    select n.organization_id from known_organizations k join organization_names n on n.organization_id = k.organization_id
    where k.viewer_id = $1 and n.searched like $2 limit $3'
  using me, pattern, most;
  return query select organization_id from organization_names where organization_id = me and searched like pattern;
end $$;
