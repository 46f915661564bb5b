-- Deliveries are worked out after an act has committed, from the outbox, and sent by whoever holds the lease of a
-- conversation; what is due is found in these tables and in no job.
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organization_id" uuid NOT NULL,
	"act_id" uuid NOT NULL,
	"entry_ids" bigint[] NOT NULL,
	"facts" jsonb NOT NULL,
	"listens" jsonb NOT NULL,
	"after" uuid,
	"heard" bigint[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_state";--> statement-breakpoint
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_entry_id_audit_entries_id_fk";
--> statement-breakpoint
DROP INDEX "deliveries_waiting_entry";--> statement-breakpoint
DROP INDEX "deliveries_once";--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "act_id" uuid;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "lease_id" uuid;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "leased_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "act_id" uuid;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "entry_ids" bigint[];--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "told_ids" bigint[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "rejections" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "is_plain" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "lease_id" uuid;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "leased_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "last_error" text;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "changed_for" bigint;--> statement-breakpoint
-- What is under way stays so: an act of its own for each delivery, and everything that waits is due. The owner sees rows
-- through the policies too, so this works for the system.
do $$
declare
  before text := coalesce(current_setting('accord.system', true), '');
begin
  perform set_config('accord.system', 'migration', true);
  update deliveries set act_id = gen_random_uuid(), entry_ids = array[entry_id],
    told_ids = case when posts_message then array[entry_id] else '{}' end;
  update conversations c set due_at = coalesce(c.not_before, c.created_at)
    where exists (select from deliveries d where d.conversation_id = c.id and d.state = 'waiting');
  update mails set due_at = created_at where content is not null;
  perform set_config('accord.system', before, true);
end $$;
--> statement-breakpoint
ALTER TABLE "deliveries" ALTER COLUMN "act_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ALTER COLUMN "entry_ids" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_organization" ON "outbox" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "conversations_due" ON "conversations" USING btree ("platform","organization_id","workspace","due_at") WHERE "conversations"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "deliveries_waiting_act" ON "deliveries" USING btree ("act_id") WHERE "deliveries"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "deliveries_set_aside" ON "deliveries" USING btree ("id") WHERE "deliveries"."state" = 'set_aside';--> statement-breakpoint
CREATE INDEX "deliveries_finished" ON "deliveries" USING btree ("done_at") WHERE "deliveries"."state" in ('done', 'dropped');--> statement-breakpoint
CREATE INDEX "mails_due" ON "mails" USING btree ("organization_id","due_at") WHERE "mails"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "mails_finished" ON "mails" USING btree ("created_at") WHERE "mails"."due_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_once" ON "deliveries" USING btree ("conversation_id","act_id");--> statement-breakpoint
ALTER TABLE "deliveries" DROP COLUMN "entry_id";--> statement-breakpoint
ALTER TABLE "deliveries" DROP COLUMN "posts_message";--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_state" CHECK ("state" in ('waiting', 'done', 'dropped', 'set_aside'));--> statement-breakpoint
alter table outbox enable row level security;
--> statement-breakpoint
alter table outbox force row level security;
--> statement-breakpoint
create policy own on outbox using ((select accord_is_system())) with check ((select accord_is_system()));
--> statement-breakpoint
grant select, insert, update, delete on outbox to accord_app;
--> statement-breakpoint
-- Puts an act into the outbox, once for each organization that takes part in it, in the act's own transaction. Acts
-- cannot write there themselves: the rows are other organizations' too.
create function accord_announce(act uuid, entries bigint[], facts jsonb, hearers json) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before text := coalesce(current_setting('accord.system', true), '');
begin
  perform set_config('accord.system', 'outbox', true);
  insert into outbox (organization_id, act_id, entry_ids, facts, listens)
    select organization, act, entries, facts, listens
    from json_to_recordset(hearers) as hearer(organization uuid, listens jsonb);
  perform set_config('accord.system', before, true);
end $$;
--> statement-breakpoint
revoke all on function accord_announce(uuid, bigint[], jsonb, json) from public;
--> statement-breakpoint
grant execute on function accord_announce(uuid, bigint[], jsonb, json) to accord_app;
--> statement-breakpoint
drop function accord_wake(uuid[], timestamptz), accord_queue_mail(uuid);
--> statement-breakpoint
-- Jobs that nobody takes any more.
do $$ begin
  if to_regclass('graphile_worker._private_jobs') is not null then
    delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
      where t.id = j.task_id and t.identifier in ('deliver', 'mail');
  end if;
end $$;
