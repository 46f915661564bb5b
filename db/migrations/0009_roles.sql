-- Who is the system is settled by who is logged in, no longer by a setting (R-SEC-11): `accord_is_system` is made anew for
-- the two roles of the program whenever it starts (`db/driver/access-sql.ts`). Here: who writes what.
--
-- What a row says of two organizations is made by the one whose decision it is; both see it, and either can change it.
do $$
declare
  shared constant text[][] := array[
    -- table; by whom it is seen and changed; by whom it is made
    ['invitations', 'sender_id, case when state = ''draft'' then null else recipient_id end', 'sender_id'],
    ['relationships', 'partner_id, customer_id', 'customer_id'],
    ['admin_grants', 'partner_id, customer_id', 'customer_id'],
    ['partnerships', 'provider_id, reseller_id', 'reseller_id'],
    ['agreement_requests', 'partner_id, customer_id', 'partner_id'],
    ['audit_entries', 'organization_id, counterpart_id', 'organization_id']
  ];
  kept text[];
  side text;
begin
  foreach kept slice 1 in array shared loop
    side := format('(select accord_is_system()) or (select accord_me()) = any (array[%s])', kept[2]);
    execute format('drop policy own on %I', kept[1]);
    execute format('create policy seen on %I for select using (%s)', kept[1], side);
    execute format('create policy changed on %I for update using (%s) with check (%s)', kept[1], side, side);
    execute format('create policy made on %I for insert with check ((select accord_is_system()) or %s = (select accord_me()))', kept[1], kept[3]);
    execute format('create policy removed on %I for delete using ((select accord_is_system()))', kept[1]);
  end loop;
end $$;
--> statement-breakpoint
-- Organizations are registered by the system, for whoever redeems an invitation, and by the operator.
alter policy registered on organizations with check ((select accord_is_system()));
--> statement-breakpoint
-- What is published is everybody's to read, and the operator's to write.
alter table agreements enable row level security;
--> statement-breakpoint
alter table agreements force row level security;
--> statement-breakpoint
create policy published on agreements for select using (true);
--> statement-breakpoint
create policy written on agreements using ((select accord_is_system())) with check ((select accord_is_system()));
--> statement-breakpoint
-- Which request was handled is claimed by any act, inside of its transaction alone.
alter table handled_requests enable row level security;
--> statement-breakpoint
alter table handled_requests force row level security;
--> statement-breakpoint
create policy claimed on handled_requests for select using ((select accord_is_system()) or (select accord_me()) is not null);
--> statement-breakpoint
create policy claimable on handled_requests for insert with check ((select accord_is_system()) or (select accord_me()) is not null);
--> statement-breakpoint
create policy forgotten on handled_requests for delete using ((select accord_is_system()));
--> statement-breakpoint
-- Nobody makes objects in the schema but its owner; servers upgraded from PostgreSQL 14 let everybody.
do $$ begin
  revoke create on schema public from public;
exception when insufficient_privilege then null;
end $$;
