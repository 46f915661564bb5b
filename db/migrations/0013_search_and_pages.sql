CREATE TABLE "organization_names" (
	"organization_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"searched" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organization_names" ADD CONSTRAINT "organization_names_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "organization_names_name" ON "organization_names" USING btree ("name");
--> statement-breakpoint
-- Seen by nobody but the functions that search, which run as the owner: for it the policy is constant, so that a search
-- inside of a text can use an index. `search-index.ts` makes that policy at the start, for whoever is the owner then.
alter table organization_names enable row level security;
--> statement-breakpoint
alter table organization_names force row level security;
--> statement-breakpoint
create policy kept on organization_names using ((select accord_is_system())) with check ((select accord_is_system()));
--> statement-breakpoint
grant select, insert on organization_names to accord_app;
--> statement-breakpoint
create function accord_keep_name() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before text := coalesce(current_setting('accord.system', true), '');
begin
  perform set_config('accord.system', 'names', true);
  insert into organization_names (organization_id, name, searched)
  values (new.id, lower(new.name), lower(new.name) || E'\n' || new.domain)
  on conflict (organization_id) do update set name = excluded.name, searched = excluded.searched;
  perform set_config('accord.system', before, true);
  return null;
end $$;
--> statement-breakpoint
revoke all on function accord_keep_name() from public;
--> statement-breakpoint
create trigger organizations_name after insert or update of name, domain on organizations
  for each row execute function accord_keep_name();
--> statement-breakpoint
do $$ begin
  perform set_config('accord.system', 'names', true);
  insert into organization_names (organization_id, name, searched)
    select id, lower(name), lower(name) || E'\n' || domain from organizations;
  perform set_config('accord.system', '', true);
end $$;
--> statement-breakpoint
-- What searches never looks at a whole table, whatever the planner thinks of how many rows have the text.
-- The page of a list, or as many as are counted, of those whose other side has the text: ids alone, newest first where
-- the order matters. For the transaction's organization, whose rows its policies let through here too.
create function accord_search(list text, pattern text, at timestamptz, before_id uuid, most int, in_order boolean)
returns setof uuid language plpgsql stable security definer
set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  of_list constant text[] := case list
    when 'customers' then array['relationships', 'partner_id', 'customer_id']
    when 'partners' then array['relationships', 'customer_id', 'partner_id']
    when 'resellers' then array['partnerships', 'provider_id', 'reseller_id']
    when 'providers' then array['partnerships', 'reseller_id', 'provider_id']
  end;
begin
  return query execute format(
    $query$
      select l.id from %1$I l join organization_names n on n.organization_id = l.%3$I
      where l.%2$I = $1 and l.state = 'active' and n.searched like $2 and (l.since, l.id) < ($3, $4) %4$s limit $5
    $query$, of_list[1], of_list[2], of_list[3], case when in_order then 'order by l.since desc, l.id desc' else '' end)
  using accord_me(), pattern, at, before_id, most;
end $$;
--> statement-breakpoint
-- The same for invitations: by the name or the domain of either side, or by the address that it went to. Where the own
-- name has the text, all have it.
create function accord_search_invitations(
  way text, of_state text, pattern text, at timestamptz, before_id uuid, most int, in_order boolean
) returns setof uuid language plpgsql stable security definer
set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  me constant uuid := accord_me();
  is_mine constant boolean := (select searched like pattern from organization_names where organization_id = me);
  page constant text := case when in_order then 'order by i.drafted_at desc, i.id desc ' else '' end || 'limit $5';
  state_is constant text := case when of_state is null then 'true' else format('i.state = %L', of_state) end;
  sides constant text[][] := array[
    ['sent', 'sender_id', 'recipient_id', 'true'],
    ['received', 'recipient_id', 'sender_id', $is$i.state <> 'draft'$is$]
  ];
  branches text[] := '{}';
  side text[];
begin
  foreach side slice 1 in array sides loop
    continue when way is not null and way <> side[1];
    if is_mine then
      branches := branches || format('(select i.id, i.drafted_at from invitations i
        where i.%I = $1 and %s and %s and (i.drafted_at, i.id) < ($3, $4) %s)', side[2], side[4], state_is, page);
    else
      branches := branches || format('(select i.id, i.drafted_at from invitations i
        join organization_names n on n.organization_id = i.%I
        where i.%I = $1 and %s and %s and n.searched like $2 and (i.drafted_at, i.id) < ($3, $4) %s)',
        side[3], side[2], side[4], state_is, page);
      branches := branches || format('(select i.id, i.drafted_at from invitations i
        where i.%I = $1 and %s and %s and i.recipient_email is not null and lower(i.recipient_email) like $2
          and (i.drafted_at, i.id) < ($3, $4) order by i.drafted_at desc, i.id desc limit $5)',
        side[2], side[4], state_is);
    end if;
  end loop;
  return query execute format('select i.id from (%s) as i %s', array_to_string(branches, ' union '), page)
  using me, pattern, at, before_id, most;
end $$;
--> statement-breakpoint
-- Organizations that the transaction's one has dealt with, itself included: those called exactly so, and others with the
-- text in name or domain, so many at most.
create function accord_find_known(exact text, pattern text, most int)
returns setof uuid language plpgsql stable security definer
set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  me constant uuid := accord_me();
begin
  return query
    select n.organization_id from organization_names n
    where n.name = exact and (n.organization_id = me or exists (
      select from known_organizations k where k.viewer_id = me and k.organization_id = n.organization_id))
    limit most;
  -- Planned for this text: one that many have is found fastest among those known, a rare one by its index.
  return query execute '
    select n.organization_id from known_organizations k join organization_names n on n.organization_id = k.organization_id
    where k.viewer_id = $1 and n.searched like $2 limit $3'
  using me, pattern, most;
  return query select organization_id from organization_names where organization_id = me and searched like pattern;
end $$;
--> statement-breakpoint
revoke all on function accord_search(text, text, timestamptz, uuid, int, boolean),
  accord_search_invitations(text, text, text, timestamptz, uuid, int, boolean), accord_find_known(text, text, int) from public;
--> statement-breakpoint
grant execute on function accord_search(text, text, timestamptz, uuid, int, boolean),
  accord_search_invitations(text, text, text, timestamptz, uuid, int, boolean), accord_find_known(text, text, int) to accord_app;
--> statement-breakpoint
CREATE INDEX "audit_entries_did" ON "audit_entries" USING btree ("organization_id","id","counterpart_id");
--> statement-breakpoint
CREATE INDEX "audit_entries_met" ON "audit_entries" USING btree ("counterpart_id","id","organization_id");
--> statement-breakpoint
CREATE INDEX "audit_entries_between" ON "audit_entries" USING btree ("organization_id","counterpart_id","id");
--> statement-breakpoint
CREATE INDEX "invitations_sent_page" ON "invitations" USING btree ("sender_id","drafted_at" DESC NULLS FIRST,"id" DESC NULLS FIRST,"state","recipient_id");
--> statement-breakpoint
CREATE INDEX "invitations_received_page" ON "invitations" USING btree ("recipient_id","drafted_at" DESC NULLS FIRST,"id" DESC NULLS FIRST,"state","sender_id") WHERE "invitations"."state" <> 'draft';
--> statement-breakpoint
CREATE INDEX "invitations_sent_state" ON "invitations" USING btree ("sender_id","state","drafted_at" DESC NULLS FIRST,"id" DESC NULLS FIRST,"recipient_id");
--> statement-breakpoint
CREATE INDEX "invitations_received_state" ON "invitations" USING btree ("recipient_id","state","drafted_at" DESC NULLS FIRST,"id" DESC NULLS FIRST,"sender_id") WHERE "invitations"."state" <> 'draft';
--> statement-breakpoint
CREATE INDEX "invitations_sides" ON "invitations" USING btree ("sender_id","recipient_id");
--> statement-breakpoint
CREATE INDEX "invitations_addressed" ON "invitations" USING btree ("sender_id","drafted_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "invitations"."recipient_email" is not null;
--> statement-breakpoint
CREATE INDEX "partnerships_provider_page" ON "partnerships" USING btree ("provider_id","since" DESC NULLS FIRST,"id" DESC NULLS FIRST,"reseller_id") WHERE "partnerships"."state" = 'active';
--> statement-breakpoint
CREATE INDEX "partnerships_reseller_page" ON "partnerships" USING btree ("reseller_id","since" DESC NULLS FIRST,"id" DESC NULLS FIRST,"provider_id") WHERE "partnerships"."state" = 'active';
--> statement-breakpoint
CREATE INDEX "relationships_partner_page" ON "relationships" USING btree ("partner_id","since" DESC NULLS FIRST,"id" DESC NULLS FIRST,"customer_id") WHERE "relationships"."state" = 'active';
--> statement-breakpoint
CREATE INDEX "relationships_customer_page" ON "relationships" USING btree ("customer_id","since" DESC NULLS FIRST,"id" DESC NULLS FIRST,"partner_id") WHERE "relationships"."state" = 'active';
--> statement-breakpoint
CREATE INDEX "relationships_end_asked" ON "relationships" USING btree ("partner_id","end_asked_at" DESC NULLS FIRST) WHERE "relationships"."end_asked_at" is not null;
--> statement-breakpoint
-- Dropped last: nobody else reads the tables from here to the end of the migration.
DROP INDEX "audit_entries_organization";
--> statement-breakpoint
DROP INDEX "audit_entries_counterpart";
--> statement-breakpoint
DROP INDEX "invitations_sender";
--> statement-breakpoint
DROP INDEX "invitations_recipient";
--> statement-breakpoint
DROP INDEX "partnerships_provider";
--> statement-breakpoint
DROP INDEX "partnerships_reseller";
--> statement-breakpoint
DROP INDEX "relationships_partner";
--> statement-breakpoint
DROP INDEX "relationships_customer";
