-- What happens in runs, for those who watch. Rows are written by the changes themselves, in their
-- transactions: a change that counts is told exactly once, whoever made it, and one that was refused
-- because its maker had lost the run is not told at all.

create table run_event (
  id bigint generated always as identity primary key,
  run_id bigint not null references run (id) on delete cascade,
  kind text not null,
  data jsonb not null,
  at timestamptz not null default clock_timestamp()
);
create index run_event_of_run on run_event (run_id, id);
create index run_event_progress on run_event (run_id) where kind = 'PROGRESS';
create index run_event_retry on run_event (run_id) where kind = 'RETRY';

-- Numbers are given out before their rows can be seen. Who writes shares this lock; who reads takes it
-- alone for a moment, and knows then that nothing with a lower number is still to come.
create function run_event_lock(run bigint) returns bigint language sql immutable as
  $$ select hashtextextended('run_event', run) $$;

create function tell_run_event(run bigint, what text, about jsonb) returns void
language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(run_event_lock(run));
  insert into run_event (run_id, kind, data) values (run, what, jsonb_strip_nulls(about));
end $$;

create function tell_run_state() returns trigger language plpgsql as $$
begin
  perform tell_run_event(new.id, 'STATE', jsonb_build_object(
    'sync', new.sync_name, 'state', lower(new.state), 'failure', new.failure, 'counts', new.counts));
  perform pg_notify('run_event', new.id::text);
  return null;
end $$;

create trigger run_begun after insert on run for each row execute function tell_run_state();
create trigger run_moved after update of state on run for each row
  when (old.state is distinct from new.state) execute function tell_run_state();

-- Without a notification: commits that notify wait for each other. Progress, which comes every second
-- while something moves, brings these along.
create function tell_image_end() returns trigger language plpgsql as $$
begin
  perform tell_run_event(new.run_id, 'IMAGE', jsonb_build_object(
    'transfer', new.id, 'source', new.source, 'destination', new.destination,
    'state', lower(new.state), 'digest', new.digest, 'moved', new.moved,
    'attempts', new.attempts, 'reason', new.reason,
    'millis', round(extract(epoch from new.ended_at - new.started_at) * 1000)));
  return null;
end $$;

-- What a plan finds to be at its destination already is in the counts; it happens to nobody.
create trigger transfer_refused after insert on transfer for each row
  when (new.state = 'FAILED') execute function tell_image_end();
create trigger transfer_ended after update of state on transfer for each row
  when (old.state is distinct from new.state
    and new.state in ('COPIED', 'UNCHANGED', 'DELETED', 'FAILED', 'SKIPPED'))
  execute function tell_image_end();

-- How far a worker is; what it said before does not matter any more.
create function tell_progress(run bigint, about jsonb) returns void language plpgsql as $$
begin
  delete from run_event e
  where e.run_id = run and e.kind = 'PROGRESS' and e.data->>'worker' = about->>'worker';
  perform tell_run_event(run, 'PROGRESS', about);
  perform pg_notify('run_event', run::text);
end $$;
