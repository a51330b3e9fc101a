-- Where images are pulled from and which are trusted; every change is kept.

create table policy (
  name text collate "C" primary key,
  version int not null
);

create table policy_version (
  name text collate "C" not null references policy (name) on delete cascade,
  version int not null,
  spec jsonb not null,
  created_at timestamptz not null,
  primary key (name, version)
);

-- A policy that a sync names stays.
alter table sync add column policy text collate "C" generated always as (spec ->> 'policy') stored
  references policy (name);
create index sync_of_policy on sync (policy) where policy is not null;

alter table run add column policy_version int;
