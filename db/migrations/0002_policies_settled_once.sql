-- The policies once more, with the same meaning: who is asking is settled once for a statement, not once for each row,
-- and the planner sees through what they ask of other tables.
create function accord_me() returns uuid language plpgsql stable parallel safe as $$
begin
  return nullif(current_setting('accord.organization', true), '')::uuid;
end $$;
--> statement-breakpoint
-- Asking by an array is a filter and no more: an "or" of columns would tempt the planner away from the order of an index.
do $$
declare
  own constant text[][] := array[
    ['acquaintances', 'viewer_id, organization_id'],
    ['workspaces', 'organization_id'],
    ['members', 'organization_id'],
    ['chat_identities', 'organization_id'],
    ['link_codes', 'organization_id'],
    ['conversations', 'organization_id'],
    ['subscriptions', 'organization_id'],
    ['mails', 'organization_id'],
    ['invitations', 'sender_id, case when state = ''draft'' then null else recipient_id end'],
    ['agreement_requests', 'partner_id, customer_id'],
    ['relationships', 'partner_id, customer_id'],
    ['admin_grants', 'partner_id, customer_id'],
    ['partnerships', 'provider_id, reseller_id'],
    ['audit_entries', 'organization_id, counterpart_id']
  ];
  pair text[];
  condition text;
begin
  foreach pair slice 1 in array own loop
    condition := format('(select accord_is_system()) or (select accord_me()) = any (array[%s])', pair[2]);
    execute format('alter policy own on %I using (%s) with check (%s)', pair[1], condition, condition);
  end loop;
  foreach pair slice 1 in array array[['deliveries', ''], ['posts', ''], ['code_tries', '']] loop
    condition := '(select accord_is_system())';
    execute format('alter policy own on %I using (%s) with check (%s)', pair[1], condition, condition);
  end loop;
end $$;
--> statement-breakpoint
drop policy known_by_draft on organizations;
--> statement-breakpoint
-- By dealings, or by a draft to it, which names it. A scalar subquery looks up one row; an "exists" may be answered by
-- reading all that the asker knows.
alter policy known on organizations using (
  (select accord_is_system()) or id = (select accord_me())
  or (select true from acquaintances a where a.viewer_id = (select accord_me()) and a.organization_id = organizations.id)
  or (
    select true from invitations i
    where i.sender_id = (select accord_me()) and i.recipient_id = organizations.id and i.state = 'draft' limit 1
  )
);
--> statement-breakpoint
alter policy own on organizations using ((select accord_is_system()) or id = (select accord_me()))
  with check ((select accord_is_system()) or id = (select accord_me()));
--> statement-breakpoint
alter policy registered on organizations with check ((select accord_is_system()) or id = (select accord_me()));
--> statement-breakpoint
alter policy known on agreement_acceptances using (
  (select accord_is_system()) or organization_id = (select accord_me())
  or (
    select true from relationships r
    where r.customer_id = agreement_acceptances.organization_id and r.state = 'active' limit 1
  )
);
--> statement-breakpoint
alter policy own on agreement_acceptances with check ((select accord_is_system()) or organization_id = (select accord_me()));
--> statement-breakpoint
drop function accord_sees(uuid, uuid), accord_knows(uuid), accord_drafts_to(uuid);
