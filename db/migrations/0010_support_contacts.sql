CREATE TABLE "support_contacts" (
	"relationship_id" uuid PRIMARY KEY NOT NULL,
	"partner_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"assigned_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "support_contacts" ADD CONSTRAINT "support_contacts_relationship_id_relationships_id_fk" FOREIGN KEY ("relationship_id") REFERENCES "public"."relationships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_contacts" ADD CONSTRAINT "support_contacts_partner_id_organizations_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_contacts" ADD CONSTRAINT "support_contacts_customer_id_organizations_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_contacts" ADD CONSTRAINT "support_contacts_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "support_contacts_member" ON "support_contacts" USING btree ("member_id","customer_id");
--> statement-breakpoint
alter table support_contacts enable row level security;
--> statement-breakpoint
alter table support_contacts force row level security;
--> statement-breakpoint
create policy own on support_contacts
  using ((select accord_is_system()) or (select accord_me()) = any (array[partner_id, customer_id]))
  with check ((select accord_is_system()) or partner_id = (select accord_me()));
--> statement-breakpoint
grant select, insert, update on support_contacts to accord_app;
--> statement-breakpoint
-- A customer may read who of its partner supports it (R-SUP-01).
create policy supports on members for select using (
  (select true from support_contacts s where s.member_id = members.id and s.customer_id = (select accord_me()) limit 1)
);
