-- Users with passwords, besides those of an htpasswd file.
create table access_user (
  name       text collate "C" primary key,
  password   text        not null,
  groups     text[]      not null default '{}',
  created_at timestamptz not null default now()
);

-- Rights that are granted while the registry runs.
create table access_grant (
  grantee      text collate "C" not null,
  repositories text collate "C" not null,
  rights       text[]      not null,
  granted_at   timestamptz not null default now(),
  primary key (grantee, repositories)
);

-- Of a secret its SHA-256 is kept: it has 256 random bits.
create table access_robot (
  name        text collate "C" primary key,
  fingerprint text        not null unique,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz,
  used_at     timestamptz
);

create table access_refresh (
  fingerprint text primary key,
  user_name   text        not null,
  mark        text        not null,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null
);
create index access_refresh_user on access_refresh (user_name, created_at desc);
create index access_refresh_expires on access_refresh (expires_at);

-- What the tokens of this registry are signed with. All replicas share the keys.
create table access_key (
  id         text primary key,
  jwk        text        not null,
  created_at timestamptz not null default now()
);
