-- A blob whose bytes are damaged or gone: doomed as well, so that it is not served and a push of the
-- same bytes revives it, but kept as long as manifests need it.
alter table blob add column quarantined boolean not null default false;

-- How far the scrubber came: one row.
create table scrub (
  one      boolean primary key default true check (one),
  stage    text        not null default 'rest' check (stage in ('rest', 'blobs', 'strays')),
  position text        not null default '',
  begun_at timestamptz not null default now(),
  ended_at timestamptz,
  blobs    bigint      not null default 0,
  bytes    bigint      not null default 0,
  strays   bigint      not null default 0
);
insert into scrub default values;

create table scrub_finding (
  digest      text primary key references blob on delete cascade,
  condition   text        not null check (condition in ('damaged', 'missing')),
  found_at    timestamptz not null,
  quarantined boolean     not null
);
create index scrub_finding_found_at on scrub_finding (found_at);
