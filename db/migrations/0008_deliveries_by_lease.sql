-- Deliveries are worked out after an act has committed, from the outbox, and sent by whoever holds the lease of a
-- conversation; what is due is found in these tables and in no job.
ALTER TABLE "deliveries" DROP CONSTRAINT IF EXISTS "deliveries_state";
--> statement-breakpoint
ALTER TABLE "deliveries" DROP CONSTRAINT IF EXISTS "deliveries_entry_id_audit_entries_id_fk";
--> statement-breakpoint
DROP INDEX IF EXISTS "deliveries_waiting_entry";
--> statement-breakpoint
DROP INDEX IF EXISTS "deliveries_once";
--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN IF NOT EXISTS "act_id" uuid;
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN IF NOT EXISTS "due_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN IF NOT EXISTS "lease_id" uuid;
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN IF NOT EXISTS "leased_until" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN IF NOT EXISTS "act_id" uuid;
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN IF NOT EXISTS "entry_ids" bigint[];
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN IF NOT EXISTS "told_ids" bigint[] DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN IF NOT EXISTS "rejections" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN IF NOT EXISTS "is_plain" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN IF NOT EXISTS "due_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN IF NOT EXISTS "lease_id" uuid;
--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN IF NOT EXISTS "leased_until" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN IF NOT EXISTS "attempts" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN IF NOT EXISTS "last_error" text;
--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN IF NOT EXISTS "changed_for" bigint;
--> next step
-- What is under way stays so: an act of its own for each delivery. The owner sees rows through the policies too, so this
-- works for the system.
do $$
declare
  changed integer;
begin
  loop
    perform set_config('accord.system', 'migration', true);
    update deliveries set act_id = gen_random_uuid(), entry_ids = array[entry_id],
      told_ids = case when posts_message then array[entry_id] else '{}' end
      where id in (select id from deliveries where act_id is null limit 10000);
    get diagnostics changed = row_count;
    commit;
    exit when changed = 0;
  end loop;
end $$;
--> next step
-- Everything that waits is due.
do $$
begin
  perform set_config('accord.system', 'migration', true);
  update conversations c set due_at = coalesce(c.not_before, c.created_at)
    where exists (select from deliveries d where d.conversation_id = c.id and d.state = 'waiting');
  update mails set due_at = created_at where content is not null;
end $$;
--> next step
CREATE INDEX IF NOT EXISTS "conversations_due" ON "conversations" USING btree ("platform","organization_id","workspace","due_at") WHERE "conversations"."due_at" is not null;
--> next step
CREATE INDEX IF NOT EXISTS "deliveries_waiting_act" ON "deliveries" USING btree ("act_id") WHERE "deliveries"."state" = 'waiting';
--> next step
CREATE INDEX IF NOT EXISTS "deliveries_set_aside" ON "deliveries" USING btree ("id") WHERE "deliveries"."state" = 'set_aside';
--> next step
CREATE INDEX IF NOT EXISTS "deliveries_finished" ON "deliveries" USING btree ("done_at") WHERE "deliveries"."state" in ('done', 'dropped');
--> next step
CREATE INDEX IF NOT EXISTS "mails_due" ON "mails" USING btree ("organization_id","due_at") WHERE "mails"."due_at" is not null;
--> next step
CREATE INDEX IF NOT EXISTS "mails_finished" ON "mails" USING btree ("created_at") WHERE "mails"."due_at" is null;
--> next step
CREATE UNIQUE INDEX IF NOT EXISTS "deliveries_once" ON "deliveries" USING btree ("conversation_id","act_id");
--> next step
-- Checked against the rows without a lock that keeps readers away; then a column can be called not null at once.
ALTER TABLE "deliveries" DROP CONSTRAINT IF EXISTS "deliveries_act";
--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_act" CHECK ("act_id" is not null and "entry_ids" is not null) NOT VALID;
--> statement-breakpoint
ALTER TABLE "deliveries" DROP CONSTRAINT IF EXISTS "deliveries_state";
--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_state" CHECK ("state" in ('waiting', 'done', 'dropped', 'set_aside')) NOT VALID;
--> next step
ALTER TABLE "deliveries" VALIDATE CONSTRAINT "deliveries_act";
--> next step
ALTER TABLE "deliveries" VALIDATE CONSTRAINT "deliveries_state";
--> next step
ALTER TABLE "deliveries" ALTER COLUMN "act_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "deliveries" ALTER COLUMN "entry_ids" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_act";
--> statement-breakpoint
ALTER TABLE "deliveries" DROP COLUMN "entry_id";
--> statement-breakpoint
ALTER TABLE "deliveries" DROP COLUMN "posts_message";
--> statement-breakpoint
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
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "outbox_organization" ON "outbox" USING btree ("organization_id","id");
--> statement-breakpoint
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
