-- The role that every act runs as. It owns nothing; the connection's own role (the owner) takes it inside each
-- transaction. Roles belong to the whole server, so it may stand there already.
do $$ begin
  create role accord_app nologin;
exception when duplicate_object or unique_violation then null;
end $$;
--> statement-breakpoint
do $$ begin
  execute format('grant accord_app to %I', current_user);
exception when others then
  if not pg_has_role(current_user, 'accord_app', 'member') then raise; end if;
end $$;
--> statement-breakpoint
grant usage on schema public to accord_app;
--> statement-breakpoint
-- System work (deliveries, expiry, recognising a person) names itself and sees every row; the name is for the log.
create function accord_is_system() returns boolean language plpgsql stable parallel safe as $$
begin
  return coalesce(current_setting('accord.system', true), '') <> '';
end $$;
--> statement-breakpoint
-- Whether a row with these two organizations is the transaction's to see. One function of the two columns keeps the
-- order of an index scan, which an "or" in the policy turns into a sort.
create function accord_sees(a uuid, b uuid) returns boolean language plpgsql stable parallel safe as $$
declare
  mine text := current_setting('accord.organization', true);
begin
  if coalesce(current_setting('accord.system', true), '') <> '' then return true; end if;
  if coalesce(mine, '') = '' then return false; end if;
  return coalesce(a = mine::uuid, false) or coalesce(b = mine::uuid, false);
end $$;
--> statement-breakpoint
-- Whether the organization's particulars are the transaction's to see (R-REL-06).
create function accord_knows(organization uuid) returns boolean language plpgsql stable parallel safe as $$
declare
  mine text := current_setting('accord.organization', true);
begin
  if coalesce(current_setting('accord.system', true), '') <> '' then return true; end if;
  if coalesce(mine, '') = '' then return false; end if;
  return organization = mine::uuid
    or exists (select from acquaintances where viewer_id = mine::uuid and organization_id = organization);
end $$;
--> statement-breakpoint
-- Whether the transaction's organization has drafted an invitation to this one, which it may name then.
create function accord_drafts_to(organization uuid) returns boolean language plpgsql stable parallel safe as $$
declare
  mine text := current_setting('accord.organization', true);
begin
  return coalesce(mine, '') <> ''
    and exists (select from invitations where sender_id = mine::uuid and recipient_id = organization and state = 'draft');
end $$;
--> statement-breakpoint
-- Only a superuser may say that a function leaks nothing; without it the planner is slower, not wrong.
do $$ begin
  alter function accord_is_system() leakproof;
  alter function accord_sees(uuid, uuid) leakproof;
  alter function accord_knows(uuid) leakproof;
  alter function accord_drafts_to(uuid) leakproof;
exception when insufficient_privilege then null;
end $$;
--> statement-breakpoint
do $$
declare
  own constant text[][] := array[
    ['acquaintances', 'accord_sees(viewer_id, organization_id)'],
    ['workspaces', 'accord_sees(organization_id, null)'],
    ['members', 'accord_sees(organization_id, null)'],
    ['chat_identities', 'accord_sees(organization_id, null)'],
    ['link_codes', 'accord_sees(organization_id, null)'],
    ['conversations', 'accord_sees(organization_id, null)'],
    ['subscriptions', 'accord_sees(organization_id, null)'],
    ['mails', 'accord_sees(organization_id, null)'],
    ['invitations', 'accord_sees(sender_id, case when state = ''draft'' then null else recipient_id end)'],
    ['agreement_requests', 'accord_sees(partner_id, customer_id)'],
    ['relationships', 'accord_sees(partner_id, customer_id)'],
    ['admin_grants', 'accord_sees(partner_id, customer_id)'],
    ['partnerships', 'accord_sees(provider_id, reseller_id)'],
    ['audit_entries', 'accord_sees(organization_id, counterpart_id)'],
    ['deliveries', 'accord_is_system()'],
    ['posts', 'accord_is_system()'],
    ['code_tries', 'accord_is_system()']
  ];
  pair text[];
begin
  foreach pair slice 1 in array own loop
    execute format('alter table %I enable row level security', pair[1]);
    execute format('alter table %I force row level security', pair[1]);
    execute format('create policy own on %I using (%s) with check (%s)', pair[1], pair[2], pair[2]);
  end loop;
end $$;
--> statement-breakpoint
-- An organization is read by those who know it and written by itself; an acceptance is read by the customer and by its
-- partners, whose relationships the subquery sees, and written by the customer alone.
alter table organizations enable row level security;
--> statement-breakpoint
alter table organizations force row level security;
--> statement-breakpoint
create policy known on organizations for select using (accord_knows(id));
--> statement-breakpoint
create policy known_by_draft on organizations for select using (accord_drafts_to(id));
--> statement-breakpoint
create policy own on organizations for update using (accord_sees(id, null)) with check (accord_sees(id, null));
--> statement-breakpoint
create policy registered on organizations for insert with check (accord_sees(id, null));
--> statement-breakpoint
alter table agreement_acceptances enable row level security;
--> statement-breakpoint
alter table agreement_acceptances force row level security;
--> statement-breakpoint
create policy known on agreement_acceptances for select using (
  accord_sees(organization_id, null)
  or exists (select from relationships r where r.customer_id = agreement_acceptances.organization_id and r.state = 'active')
);
--> statement-breakpoint
create policy own on agreement_acceptances for insert with check (accord_sees(organization_id, null));
--> statement-breakpoint
grant select, insert, update on
  organizations, workspaces, members, chat_identities, link_codes, conversations, mails, invitations, relationships,
  admin_grants, partnerships, deliveries, posts
to accord_app;
--> statement-breakpoint
grant select, insert on
  acquaintances, agreements, agreement_acceptances, agreement_requests, audit_entries, code_tries, handled_requests
to accord_app;
--> statement-breakpoint
grant select, insert, update, delete on subscriptions to accord_app;
--> statement-breakpoint
grant delete on posts, code_tries, handled_requests to accord_app;
--> statement-breakpoint
-- What is written once: audit entries and acceptances never change (R-AUD-01, R-AGR-02), whoever asks.
create function accord_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is written once and never changed or deleted', tg_table_name using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger audit_entries_written_once before update or delete or truncate on audit_entries
  for each statement execute function accord_refuse_change();
--> statement-breakpoint
create trigger agreement_acceptances_written_once before update or delete or truncate on agreement_acceptances
  for each statement execute function accord_refuse_change();
--> statement-breakpoint
-- Invitations move draft → sent → final, and a final one never changes (R-INV-01).
create function accord_guard_invitation() returns trigger language plpgsql as $$
begin
  if old.state not in ('draft', 'sent') then
    raise exception 'an invitation that is % never changes', old.state using errcode = 'restrict_violation';
  end if;
  if new.state <> old.state and not (
    (old.state = 'draft' and new.state = 'sent')
    or (old.state = 'sent' and new.state in ('accepted', 'declined', 'withdrawn', 'expired'))
  ) then
    raise exception 'an invitation does not move from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger invitations_moves before update on invitations
  for each row execute function accord_guard_invitation();
--> statement-breakpoint
alter table organizations add constraint organizations_approvals_conversation
  foreign key (approvals_conversation_id) references conversations (id) on delete set null;
--> statement-breakpoint
-- Who is it: the one look at identities across organizations, by what the platform vouches for (R-ID-01). It works for
-- the system while it looks; the owner need not be a superuser, who alone may say so in the function's definition.
create function accord_person(on_platform text, in_tenants text[], as_user text)
returns table (
  member_id uuid, organization_id uuid, tenant text, address text, locale text, time_zone text
) language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  before text := coalesce(current_setting('accord.system', true), '');
begin
  perform set_config('accord.system', 'recognise', true);
  return query
    select i.member_id, i.organization_id, i.tenant, i.address, i.locale, i.time_zone
    from chat_identities i
    where i.platform = on_platform and i.tenant = any (in_tenants) and i."user" = as_user
    order by array_position(in_tenants, i.tenant)
    limit 1;
  perform set_config('accord.system', before, true);
end $$;
--> statement-breakpoint
-- What anybody may learn of an organization by its exact domain, and what the rules compare (R-REL-06).
create function accord_find_organization(by_domain text)
returns table (id uuid, name text, domain text, country char(2), cloud text, programme text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  before text := coalesce(current_setting('accord.system', true), '');
begin
  perform set_config('accord.system', 'directory', true);
  return query
    select o.id, o.name, o.domain, o.country, o.cloud, o.programme from organizations o where o.domain = by_domain;
  perform set_config('accord.system', before, true);
end $$;
--> statement-breakpoint
-- Starts the drains of conversations, in the transaction of the act that wrote the deliveries; one waiting job each.
create function accord_wake(conversations uuid[], at timestamptz default now()) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform graphile_worker.add_jobs(array(
    select row(
      'deliver', json_build_object('conversation', conversation)::json, null, at, 25::smallint,
      'deliver:' || conversation, null, null
    )::graphile_worker.job_spec
    from unnest(conversations) as conversation
    order by conversation
  ));
end $$;
--> statement-breakpoint
create function accord_queue_mail(mail uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform graphile_worker.add_job(
    'mail', json_build_object('mail', mail)::json, job_key => 'mail:' || mail, max_attempts => 25
  );
end $$;
--> statement-breakpoint
revoke all on function accord_person(text, text[], text), accord_find_organization(text), accord_wake(uuid[], timestamptz), accord_queue_mail(uuid) from public;
--> statement-breakpoint
grant execute on function accord_person(text, text[], text), accord_find_organization(text), accord_wake(uuid[], timestamptz), accord_queue_mail(uuid) to accord_app;
