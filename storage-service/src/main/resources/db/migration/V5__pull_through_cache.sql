-- What the pull-through cache knows besides content. Repositories are named by their paths: much of
-- this is about repositories that hold nothing yet.

-- When the upstream was last asked what a tag means, and whether there was one.
create table cache_tag (
  repository text        not null,
  name       text collate "C" not null,
  found      boolean     not null,
  checked_at timestamptz not null,
  primary key (repository, name)
);
create index cache_tag_checked_at on cache_tag (checked_at);

-- Blobs that manifests of the cache name and that are not here yet.
create table cache_awaited (
  repository text not null,
  digest     text not null,
  manifest   text not null,
  primary key (repository, digest, manifest)
);
create index cache_awaited_manifest on cache_awaited (repository, manifest);

-- Which replica fetches which blob. Of no use after a crash of the database, so not logged.
create unlogged table cache_fill (
  repository text        not null,
  digest     text        not null,
  owner      uuid        not null,
  upload     uuid,
  expires_at timestamptz not null,
  primary key (repository, digest)
);
create index cache_fill_expires_at on cache_fill (expires_at);
create index cache_fill_owner on cache_fill (owner);

-- When a manifest of the cache was last pulled, to the hour.
create table cache_use (
  repository text        not null,
  digest     text        not null,
  used_at    timestamptz not null,
  primary key (repository, digest)
);
create index cache_use_used_at on cache_use (used_at);

-- What refers to a manifest, as the upstream listed it: an image index.
create table cache_referrers (
  repository text        not null,
  subject    text        not null,
  list       bytea       not null,
  checked_at timestamptz not null,
  primary key (repository, subject)
);
create index cache_referrers_checked_at on cache_referrers (checked_at);

-- Images that were asked for before they may be served.
create table cache_hold (
  repository text        not null,
  digest     text        not null,
  seen_at    timestamptz not null,
  released   boolean     not null default false,
  primary key (repository, digest)
);

-- How many requests an upstream still allows an account. Learned anew after a crash.
create unlogged table cache_budget (
  account       text primary key,
  allowed       bigint,
  remaining     bigint,
  observed_at   timestamptz not null,
  closed_until  timestamptz
);
