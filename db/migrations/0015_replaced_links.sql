ALTER TABLE "personal_links" ADD COLUMN "replaced_at" timestamp with time zone;
--> statement-breakpoint
grant update on personal_links to accord_app;
