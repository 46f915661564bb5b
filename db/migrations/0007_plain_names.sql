-- What takes long comes first, in steps of its own: nobody is kept from reading a large table meanwhile.
alter table invitations drop constraint if exists invitations_kind;
--> next step
-- The invitation kind `reseller` is called `relationship` (R-INV-02), and "everything" is stored as such, so that it
-- includes kinds that are added later. The owner sees rows through the policies too, so this works for the system.
do $$
declare
  before text := coalesce(current_setting('accord.system', true), '');
begin
  perform set_config('accord.system', 'migration', true);
  alter table subscriptions drop constraint if exists subscriptions_kinds;
  alter table invitations disable trigger invitations_moves;
  update invitations set kind = 'relationship' where kind = 'reseller';
  alter table invitations enable trigger invitations_moves;
  update subscriptions
    set filter = replace(filter::text, '"kind": "reseller"', '"kind": "relationship"')::jsonb,
      expression = regexp_replace(expression, '\mkind (!?=) reseller\M', 'kind \1 relationship', 'g')
    where filter::text like '%"kind": "reseller"%';
  update subscriptions set kinds = array['everything']
    where kinds @> array['invitations', 'agreements', 'roles', 'relationships', 'partnerships', 'members'];
  perform set_config('accord.system', before, true);
end $$;
--> next step
alter table subscriptions add constraint subscriptions_kinds check (cardinality("kinds") > 0);
--> statement-breakpoint
-- Lists that grow with the product are closed by the program, not by a CHECK: extending one would scan the table under
-- an exclusive lock.
alter table audit_entries drop constraint audit_entries_kind;
--> statement-breakpoint
alter table audit_entries drop constraint audit_entries_subject_kind;
--> statement-breakpoint
alter table posts drop constraint posts_subject_kind;
--> statement-breakpoint
alter table deliveries rename column tells to posts_message;
--> statement-breakpoint
alter table deliveries rename column because to reason;
--> statement-breakpoint
alter table posts rename column because to reason;
--> statement-breakpoint
alter table conversations rename column paused_because to paused_reason;
--> statement-breakpoint
alter table acquaintances rename to known_organizations;
--> statement-breakpoint
alter index acquaintances_organization rename to known_organizations_organization;
--> statement-breakpoint
alter table known_organizations rename constraint acquaintances_viewer_id_organization_id_pk to known_organizations_viewer_id_organization_id_pk;
--> statement-breakpoint
alter table known_organizations rename constraint acquaintances_viewer_id_organizations_id_fk to known_organizations_viewer_id_organizations_id_fk;
--> statement-breakpoint
alter table known_organizations rename constraint acquaintances_organization_id_organizations_id_fk to known_organizations_organization_id_organizations_id_fk;
