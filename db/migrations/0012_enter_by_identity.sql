-- Who is it, and for whom does the transaction work, in one: the one look at identities across organizations, by what the
-- platform vouches for (R-ID-01). A stranger's transaction works for nobody. It tells what the member may read of itself
-- anyway, as one text, so that it is seen at once whether anything is other than it was.
create function accord_enter(on_platform text, of_tenant text, of_enterprise text, as_user text, in_workspace text)
returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before text := coalesce(current_setting('accord.system', true), '');
  its_organization uuid;
  known text;
begin
  perform set_config('accord.system', 'recognize', true);
  select i.organization_id, json_build_object(
    'memberId', i.member_id, 'organizationId', i.organization_id, 'tenant', i.tenant,
    'address', i.address, 'locale', i.locale, 'timeZone', i.time_zone,
    'direct', case when c.id is not null then json_build_object(
      'externalId', c.external_id, 'serviceUrl', c.service_url, 'isPaused', c.paused_at is not null) end,
    'member', json_build_object(
      'id', m.id, 'organizationId', m.organization_id, 'name', m.name, 'email', m.email,
      'agentRole', m.agent_role, 'adminRoles', m.admin_roles),
    'organization', json_build_object(
      'id', o.id, 'name', o.name, 'domain', o.domain, 'tenantId', o.tenant_id, 'country', o.country, 'cloud', o.cloud,
      'language', o.language, 'programme', o.programme, 'mpnId', o.mpn_id, 'mayAskForDap', o.may_ask_for_dap,
      'delegatedAdministrators', o.delegated_administrators, 'invitationDays', o.invitation_days,
      'reminderDays', o.reminder_days)
  )
  into its_organization, known
  from chat_identities i
  join members m on m.id = i.member_id
  join organizations o on o.id = i.organization_id
  left join conversations c on c.kind = 'direct' and c.platform = i.platform and c.workspace = in_workspace
    and c."user" = as_user and c.organization_id = i.organization_id
  where i.platform = on_platform and i.tenant in (of_tenant, of_enterprise) and i."user" = as_user
  order by i.tenant = of_tenant desc
  limit 1;
  perform set_config('accord.system', before, true);
  perform set_config('accord.organization', coalesce(its_organization::text, ''), true);
  return known;
end $$;
--> statement-breakpoint
revoke all on function accord_enter(text, text, text, text, text) from public;
--> statement-breakpoint
grant execute on function accord_enter(text, text, text, text, text) to accord_app;
--> statement-breakpoint
drop function accord_person(text, text[], text);
