-- What replicas share while they copy.

-- How far blobs on their way are. A location lets write to a repository.
create table transfer_mark (
  repository text collate "C" not null,
  digest text collate "C" not null,
  location text not null,
  sent bigint not null,
  chunk_minimum bigint not null,
  moved_at timestamptz not null,
  primary key (repository, digest)
);
create index transfer_mark_age on transfer_mark (moved_at);

-- What registries still allow accounts.
create table account_budget (
  account text collate "C" primary key,
  allowed bigint not null,
  remaining bigint not null,
  observed_at timestamptz not null,
  closed_until timestamptz
);

-- How many blobs may go from or to a registry at the same time, over all replicas.
create table registry_slot (
  registry text collate "C" not null,
  use text not null,
  slot int not null,
  holder text,
  held_until timestamptz not null default '-infinity',
  primary key (registry, use, slot)
);
create index registry_slot_of_holder on registry_slot (holder) where holder is not null;
