-- Starts the drains of conversations, in the transaction of the act that wrote the deliveries. A job for now has no key
-- and so waits for nobody: what shares a key waits for whoever commits it, and several of them at once, in a circle. A
-- job for later replaces the one for later that is there. Which of them finds nothing to do ends at once.
create or replace function accord_wake(conversations uuid[], at timestamptz default null) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform graphile_worker.add_jobs(array(
    select row(
      'deliver', json_build_object('conversation', conversation)::json, null, coalesce(at, now()), 25::smallint,
      case when at is not null then 'deliver:' || conversation end, null, null
    )::graphile_worker.job_spec
    from unnest(conversations) as conversation
  ));
end $$;
