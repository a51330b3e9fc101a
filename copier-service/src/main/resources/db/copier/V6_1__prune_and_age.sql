-- What runs remove, and the tags that can be restored.

alter table run add column prune_there bigint not null default 0;
alter table run add column prune_confirmed boolean not null default false;

create table trash (
  id bigint generated always as identity primary key,
  sync_name text collate "C" not null,
  run_id bigint not null,
  tag text not null,
  digest text not null,
  kept text not null,
  removed_at timestamptz not null,
  expires_at timestamptz not null,
  unique (run_id, tag)
);
create index trash_expired on trash (expires_at);
create index transfer_removal on transfer (run_id, id) where rule < 0;

-- When images were made, so that a filter by age asks for it once.
create table image_age (
  digest text primary key,
  made timestamptz
);
