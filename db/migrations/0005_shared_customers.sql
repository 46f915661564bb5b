-- The customers that the transaction's organization and another both have now, while the one provides for the other
-- (R-REL-04). Of another organization's relationships it tells this alone: with which of the own customers there is one.
create function accord_shared_customers(with_partner uuid) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  mine uuid := accord_me();
  before text := coalesce(current_setting('accord.system', true), '');
begin
  perform set_config('accord.system', 'sharing', true);
  return query
    select own.customer_id
    from relationships own
    join relationships other
      on other.customer_id = own.customer_id and other.partner_id = with_partner and other.state = 'active'
    where own.partner_id = mine and own.state = 'active' and exists (
      select from partnerships p
      where p.state = 'active' and (p.provider_id, p.reseller_id) in ((mine, with_partner), (with_partner, mine))
    );
  perform set_config('accord.system', before, true);
end $$;
--> statement-breakpoint
revoke all on function accord_shared_customers(uuid) from public;
--> statement-breakpoint
grant execute on function accord_shared_customers(uuid) to accord_app;
