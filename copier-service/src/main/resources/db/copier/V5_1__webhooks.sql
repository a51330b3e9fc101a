-- Who is told of runs.

create table webhook (
  name text collate "C" primary key,
  version int not null,
  spec jsonb not null,
  events text[] not null,
  syncs text[] not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);

-- Messages on their way, and those that were given up.
create table webhook_delivery (
  id bigint generated always as identity primary key,
  webhook text collate "C" not null references webhook (name) on delete cascade,
  message uuid not null default gen_random_uuid(),
  run_id bigint not null,
  event text not null,
  data jsonb not null,
  happened_at timestamptz not null,
  attempts int not null default 0,
  due_at timestamptz not null,
  failure text,
  died_at timestamptz
);
create index webhook_delivery_due on webhook_delivery (due_at) where died_at is null;
create index webhook_delivery_dead on webhook_delivery (webhook, id) where died_at is not null;
create index webhook_delivery_age on webhook_delivery (died_at) where died_at is not null;

-- As part of the change itself: whoever made it, all are told of it.
create function enqueue_webhooks() returns trigger language plpgsql as $$
begin
  insert into webhook_delivery (webhook, run_id, event, data, happened_at, due_at)
  select w.name, new.run_id, 'run.' || (new.data->>'state'), new.data, new.at, new.at
  from webhook w
  where 'run.' || (new.data->>'state') = any (w.events)
    and (cardinality(w.syncs) = 0 or new.data->>'sync' = any (w.syncs));
  return null;
end $$;

create trigger run_event_webhooks after insert on run_event for each row
  when (new.kind = 'STATE') execute function enqueue_webhooks();

-- What registries say to have a sync run.
create table sync_hook (
  sync_name text collate "C" primary key references sync (name) on delete cascade,
  token_hash bytea not null,
  -- When a run is to begin; pushes that follow each other move it, but not for ever.
  due_at timestamptz,
  first_at timestamptz
);
create index sync_hook_due on sync_hook (due_at) where due_at is not null;
