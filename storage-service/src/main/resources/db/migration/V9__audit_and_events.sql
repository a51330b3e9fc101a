-- Who changed what. Written in the transaction of the change, and never changed afterwards.
create table audit_entry (
  id         bigint generated always as identity primary key,
  event_id   uuid        not null,
  at         timestamptz not null,
  actor      text        not null,
  address    text        not null,
  action     text        not null,
  repository text,
  tag        text,
  digest     text,
  before     text,
  detail     text        not null default ''
);
create index audit_entry_at on audit_entry (at);
create index audit_entry_repository on audit_entry (repository, id);
create index audit_entry_actor on audit_entry (actor, id);

create function refuse_change_of_audit() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is not changed';
end $$;
create trigger audit_entry_is_final before update on audit_entry
  for each statement execute function refuse_change_of_audit();

-- What a tag pointed to before it was moved the last time; read while the row is locked.
alter table tag add column previous text;

-- Events on their way. The first of a lane goes first; a repository is always in the same lane.
create table event_delivery (
  endpoint text        not null,
  lane     smallint    not null,
  id       bigint      generated always as identity,
  event    text        not null,
  attempts int         not null default 0,
  due_at   timestamptz not null,
  primary key (endpoint, lane, id)
);

-- Events that were given up.
create table event_dead_letter (
  id       bigint generated always as identity primary key,
  endpoint text        not null,
  lane     smallint    not null,
  event    text        not null,
  attempts int         not null,
  failure  text        not null,
  died_at  timestamptz not null
);
create index event_dead_letter_endpoint on event_dead_letter (endpoint, id);
create index event_dead_letter_died_at on event_dead_letter (died_at);
