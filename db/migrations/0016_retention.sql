-- What is kept for a time is deleted by the system alone (R-SEC-12).
grant delete on deliveries, mails, link_codes to accord_app;
--> statement-breakpoint
create policy deleted on deliveries as restrictive for delete using ((select accord_is_system()));
--> statement-breakpoint
create policy deleted on mails as restrictive for delete using ((select accord_is_system()));
--> statement-breakpoint
create policy deleted on link_codes as restrictive for delete using ((select accord_is_system()));
