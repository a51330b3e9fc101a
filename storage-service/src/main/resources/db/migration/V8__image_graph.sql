-- What images are made of, for questions about layers. All of it is derived from manifests and
-- their configs, behind the pushes: whatever stores a manifest only queues it.

create table graph_queue (
  repository_id bigint      not null,
  manifest      text        not null,
  due_at        timestamptz not null default now(),
  primary key (repository_id, manifest),
  foreign key (repository_id, manifest) references manifest (repository_id, digest) on delete cascade
);
create index graph_queue_due on graph_queue (due_at);

-- A trigger, so that no writer of manifests, now or later, can forget it.
create function queue_for_graph() returns trigger language plpgsql as $$
begin
  insert into graph_queue (repository_id, manifest) values (new.repository_id, new.digest);
  return null;
end $$;
create trigger manifest_graph after insert on manifest
  for each row execute function queue_for_graph();

-- The manifests that were there before.
insert into graph_queue (repository_id, manifest) select repository_id, digest from manifest;

-- chain: the ChainID of all its layers (image specification, config.md), without its algorithm;
-- null for an image without layers.
create table image (
  id            bigint generated always as identity primary key,
  repository_id bigint not null,
  manifest      text   not null,
  config        text   not null,
  platform      text   not null,
  size          bigint not null,
  chain         bytea,
  base_name     text,
  base_digest   text,
  unique (repository_id, manifest),
  foreign key (repository_id, manifest) references manifest (repository_id, digest) on delete cascade
);
-- Which images end with this layer on this chain.
create index image_chain on image (chain, repository_id, id);

-- chain: the ChainID up to this layer. One row per chain and image makes "is built on" one lookup.
create table image_layer (
  image_id bigint not null references image on delete cascade,
  position int    not null,
  digest   text   not null,
  size     bigint not null,
  diff_id  bytea,
  chain    bytea  not null,
  primary key (image_id, position)
);
create index image_layer_chain on image_layer (chain, image_id);
create index image_layer_digest on image_layer (digest, image_id);
create index image_layer_diff_id on image_layer (diff_id, image_id) where diff_id is not null;

-- What an index lists; a child may come later, or never.
create table index_child (
  repository_id bigint not null,
  manifest      text   not null,
  child         text   not null,
  primary key (repository_id, manifest, child),
  foreign key (repository_id, manifest) references manifest (repository_id, digest) on delete cascade
);
create index index_child_child on index_child (repository_id, child);

-- The repositories below a prefix are a range of this one, whatever the collation.
create index repository_path_range on repository (path text_pattern_ops);
