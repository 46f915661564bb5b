CREATE TABLE "personal_links" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"invitation_id" uuid NOT NULL,
	"sender_id" uuid NOT NULL
);
--> statement-breakpoint
DROP INDEX "invitations_token";--> statement-breakpoint
ALTER TABLE "personal_links" ADD CONSTRAINT "personal_links_invitation_id_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "personal_links" ADD CONSTRAINT "personal_links_sender_id_organizations_id_fk" FOREIGN KEY ("sender_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "personal_links_invitation" ON "personal_links" USING btree ("invitation_id");--> statement-breakpoint
-- The owner sees rows through the policies too, so the links that are out already are taken along in the system's name.
do $$
declare
  before text := coalesce(current_setting('accord.system', true), '');
begin
  perform set_config('accord.system', 'migration', true);
  insert into personal_links (token_hash, invitation_id, sender_id)
    select token_hash, id, sender_id from invitations where token_hash is not null;
  perform set_config('accord.system', before, true);
end $$;
--> statement-breakpoint
ALTER TABLE "invitations" DROP COLUMN "token_hash";--> statement-breakpoint
alter table personal_links enable row level security;
--> statement-breakpoint
alter table personal_links force row level security;
--> statement-breakpoint
create policy own on personal_links using ((select accord_is_system()) or sender_id = (select accord_me()))
  with check ((select accord_is_system()) or sender_id = (select accord_me()));
--> statement-breakpoint
grant select, insert, delete on personal_links to accord_app;
