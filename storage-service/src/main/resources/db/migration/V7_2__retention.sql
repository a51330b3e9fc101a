-- What was deleted and can be restored until it expires.
create table removal (
  id         bigint generated always as identity primary key,
  kind       text        not null check (kind in ('tag', 'repository', 'retention')),
  actor      text        not null,
  at         timestamptz not null,
  expires_at timestamptz not null
);
create index removal_expires_at on removal (expires_at);

create table trashed_tag (
  removal_id    bigint      not null references removal on delete cascade,
  repository_id bigint      not null references repository on delete cascade,
  name          text collate "C" not null,
  digest        text        not null,
  pushed_at     timestamptz not null,
  primary key (removal_id, repository_id, name)
);
create index trashed_tag_digest on trashed_tag (repository_id, digest);

create table trashed_manifest (
  removal_id    bigint      not null references removal on delete cascade,
  repository_id bigint      not null references repository on delete cascade,
  digest        text        not null,
  media_type    text        not null,
  bytes         bytea       not null,
  subject       text,
  pushed_at     timestamptz not null,
  primary key (removal_id, repository_id, digest)
);

-- No cascade from blob: what is in the trash is not collected.
create table trashed_blob (
  removal_id    bigint not null,
  repository_id bigint not null,
  manifest      text   not null,
  digest        text   not null references blob,
  primary key (removal_id, repository_id, manifest, digest),
  foreign key (removal_id, repository_id, manifest)
    references trashed_manifest (removal_id, repository_id, digest) on delete cascade
);
create index trashed_blob_digest on trashed_blob (digest, repository_id);

-- Which tags and untagged manifests are kept; intervals are ISO 8601.
create table retention_rule (
  name          text primary key,
  repositories  text not null,
  tags          text not null,
  latest        int,
  pushed_within text,
  pulled_within text,
  untagged_after text
);

create table retention_run (
  id           bigint generated always as identity primary key,
  cause        text        not null check (cause in ('request', 'schedule')),
  state        text        not null,
  actor        text        not null,
  repositories text        not null,
  started_at   timestamptz not null,
  ended_at     timestamptz,
  tags         bigint      not null default 0,
  tags_to_go   bigint      not null default 0,
  manifests_to_go bigint   not null default 0,
  bytes        bigint      not null default 0,
  tags_gone    bigint      not null default 0,
  manifests_gone bigint    not null default 0,
  removal_id   bigint      references removal on delete set null,
  failure      text
);
create index retention_run_started_at on retention_run (started_at);

-- What a run decided and why.
create table retention_item (
  id            bigint generated always as identity primary key,
  run_id        bigint      not null references retention_run on delete cascade,
  repository_id bigint      not null references repository on delete cascade,
  kind          text        not null check (kind in ('tag', 'manifest')),
  reference     text        not null,
  digest        text        not null,
  goes          boolean     not null,
  reason        text        not null,
  pushed_at     timestamptz not null
);
create index retention_item_run on retention_item (run_id, id);
create index retention_item_repository on retention_item (run_id, repository_id, kind, reference);
