-- What came of the times of syncs; the coming ones are in schedule_task.
create table schedule_record (
  sync_name text collate "C" primary key,
  -- The last time that counted: it counts once, whoever dies meanwhile.
  last_due timestamptz not null,
  skipped_at timestamptz,
  skipped_for bigint,
  skips bigint not null default 0
);

-- What could not be done because the other side was away is tried again later.
alter table transfer add column failing_since timestamptz;
alter table transfer add column due_at timestamptz;

-- Which sources a plan is finished with, as long as it is not whole.
create table plan_progress (
  run_id bigint not null references run (id) on delete cascade,
  rule int not null,
  done boolean not null,
  failing_since timestamptz,
  due_at timestamptz,
  primary key (run_id, rule)
);

-- For those who forget old runs.
create index run_created on run (created_at);
create index batch_job_execution_params_run on batch_job_execution_params (parameter_value)
  where parameter_name = 'run';
