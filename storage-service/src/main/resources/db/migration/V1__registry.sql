-- Everything that a registry knows besides the bytes of its blobs.

create table repository (
  id         bigint generated always as identity primary key,
  path       text        not null unique,
  created_at timestamptz not null default now()
);

-- A blob that is doomed is about to be removed: for readers and writers it is not there.
create table blob (
  digest     text primary key,
  size       bigint      not null check (size >= 0),
  doomed     boolean     not null default false,
  created_at timestamptz not null default now()
);

-- From which repositories a blob may be fetched.
create index blob_doomed on blob (digest) where doomed;

create table repository_blob (
  repository_id bigint not null references repository on delete cascade,
  digest        text   not null references blob on delete cascade,
  linked_at     timestamptz not null default now(),
  primary key (repository_id, digest)
);
create index repository_blob_digest on repository_blob (digest);

create table manifest (
  repository_id bigint      not null references repository on delete cascade,
  digest        text        not null,
  media_type    text        not null,
  bytes         bytea       not null,
  subject       text,
  artifact_type text,
  annotations   text        not null default '{}',
  pushed_at     timestamptz not null default now(),
  primary key (repository_id, digest)
);
create index manifest_subject on manifest (repository_id, subject) where subject is not null;

-- No cascade from blob: what a manifest needs cannot be removed.
create table manifest_blob (
  repository_id bigint not null,
  manifest      text   not null,
  digest        text   not null references blob,
  primary key (repository_id, manifest, digest),
  foreign key (repository_id, manifest) references manifest (repository_id, digest) on delete cascade
);
create index manifest_blob_digest on manifest_blob (digest);

create table tag (
  repository_id bigint      not null,
  name          text collate "C" not null,
  digest        text        not null,
  updated_at    timestamptz not null default now(),
  primary key (repository_id, name),
  foreign key (repository_id, digest) references manifest (repository_id, digest) on delete cascade
);
create index tag_digest on tag (repository_id, digest);

create table upload (
  id            uuid primary key,
  repository_id bigint      not null references repository on delete cascade,
  used_at       timestamptz not null default now()
);
create index upload_used_at on upload (used_at);

-- Blobs that may have lost their last reference, and when to look at them.
create table blob_review (
  digest       text primary key references blob on delete cascade,
  review_after timestamptz not null
);
create index blob_review_due on blob_review (review_after);
