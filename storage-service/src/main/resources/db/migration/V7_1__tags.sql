-- What became of tags: one row for every push that moved one and for every deletion. Triggers write
-- it, so that no writer of tags, now or later, can forget it.
create table tag_change (
  id            bigint generated always as identity primary key,
  repository_id bigint      not null references repository on delete cascade,
  name          text collate "C" not null,
  before        text,
  after         text,
  actor         text,
  at            timestamptz not null default clock_timestamp()
);
create index tag_change_tag on tag_change (repository_id, name, id);
create index tag_change_at on tag_change (at);

-- Whoever changes a tag says in drayage.actor for whom.
create function note_tag_change() returns trigger language plpgsql as $$
declare
  which tag%rowtype;
begin
  if tg_op = 'DELETE' then
    which := old;
    if not exists (select from repository where id = old.repository_id) then
      return null;
    end if;
  else
    which := new;
  end if;
  insert into tag_change (repository_id, name, before, after, actor)
  values (
    which.repository_id, which.name,
    case when tg_op <> 'INSERT' then old.digest end,
    case when tg_op <> 'DELETE' then new.digest end,
    nullif(current_setting('drayage.actor', true), ''));
  return null;
end $$;
create trigger tag_added after insert or delete on tag
  for each row execute function note_tag_change();
create trigger tag_moved after update on tag
  for each row when (old.digest is distinct from new.digest) execute function note_tag_change();

-- When a tag or a manifest was last pulled; written in batches, so some seconds late.
create table last_pull (
  repository_id bigint      not null references repository on delete cascade,
  reference     text        not null,
  pulled_at     timestamptz not null,
  primary key (repository_id, reference)
);

-- Which tags may be neither moved nor deleted.
create table immutability_rule (
  name         text primary key,
  repositories text        not null,
  tags         text        not null,
  created_at   timestamptz not null default now()
);

-- What an index lists, from the moment at which it is there: what is listed is not collected.
create table manifest_child (
  repository_id bigint not null,
  parent        text   not null,
  child         text   not null,
  primary key (repository_id, parent, child),
  foreign key (repository_id, parent) references manifest (repository_id, digest) on delete cascade
);
create index manifest_child_child on manifest_child (repository_id, child);

create function note_children() returns trigger language plpgsql as $$
begin
  insert into manifest_child (repository_id, parent, child)
  select distinct new.repository_id, new.digest, listed ->> 'digest'
  from json_array_elements(convert_from(new.bytes, 'UTF8')::json -> 'manifests') listed
  on conflict do nothing;
  return null;
end $$;
create trigger manifest_children after insert on manifest
  for each row
  when (new.media_type in ('application/vnd.oci.image.index.v1+json',
                           'application/vnd.docker.distribution.manifest.list.v2+json'))
  execute function note_children();

insert into manifest_child (repository_id, parent, child)
select distinct m.repository_id, m.digest, listed ->> 'digest'
from (select * from manifest
      where media_type in ('application/vnd.oci.image.index.v1+json',
                           'application/vnd.docker.distribution.manifest.list.v2+json')
      offset 0) m
cross join lateral json_array_elements(convert_from(m.bytes, 'UTF8')::json -> 'manifests') listed;
