-- What is to be kept where, and what came of it.

create table registry (
  name text collate "C" primary key,
  version int not null,
  spec jsonb not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);

create table sync (
  name text collate "C" primary key,
  version int not null,
  spec jsonb not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);

-- The plan of a run and the run have one row: a plan is a run that stopped before it moved anything.
create table run (
  id bigint generated always as identity primary key,
  sync_name text collate "C" not null,
  sync_version int not null,
  spec jsonb not null,
  cause text not null,
  requested_by text not null,
  priority smallint not null,
  plan_only boolean not null,
  -- Whether it does what a plan says that somebody has seen, and nothing else.
  as_planned boolean not null default false,
  -- Counts how often it was put into the queue.
  starts int not null default 0,
  state text not null,
  wanted text not null default 'RUN',
  -- Counts those who have led the run; whoever knows a lower number has lost it.
  epoch int not null default 0,
  created_at timestamptz not null,
  started_at timestamptz,
  planned_at timestamptz,
  ended_at timestamptz,
  -- Its transfers in numbers, once it has ended; until then they are counted when somebody asks.
  counts jsonb,
  failure text
);

-- Two runs of one sync never overlap.
create unique index run_active on run (sync_name)
  where state in ('QUEUED', 'PLANNING', 'RUNNING', 'PAUSED');
create index run_of_sync on run (sync_name, id desc);
create index run_state on run (state, id desc);

create table transfer (
  id bigint generated always as identity primary key,
  run_id bigint not null references run (id) on delete cascade,
  -- The entry of the sync that asks for it, and the part of the plan that found it.
  rule int not null,
  -- Who copies it; parts are dealt out after the plan.
  part int,
  action text not null,
  state text not null,
  source text not null,
  destination text not null,
  source_digest text,
  digest text,
  bytes bigint not null default 0,
  requests int not null default 0,
  moved bigint not null default 0,
  attempts int not null default 0,
  started_at timestamptz,
  ended_at timestamptz,
  reason text
);

create index transfer_of_run on transfer (run_id, id);
create index transfer_open on transfer (run_id, part) where state in ('PENDING', 'RUNNING');
create index transfer_failed on transfer (run_id, id) where state = 'FAILED';

-- Who works on a part: a higher token takes it over, and what comes with a lower one is not recorded.
create table part_claim (
  step_execution_id bigint primary key,
  run_id bigint not null references run (id) on delete cascade,
  epoch int not null,
  token int not null default 0,
  worker text,
  claimed_at timestamptz,
  done boolean not null default false
);
create index part_claim_of_run on part_claim (run_id, epoch);
