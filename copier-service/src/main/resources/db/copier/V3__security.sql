-- Who may do what, and who did what.

create table api_token (
  name text collate "C" primary key,
  -- The SHA-256 of what its owner shows, in hexadecimal digits.
  fingerprint text not null unique,
  role text not null,
  tenant text collate "C",
  created_at timestamptz not null,
  expires_at timestamptz,
  used_at timestamptz
);

create table tenant (
  name text collate "C" primary key,
  version int not null,
  spec jsonb not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);

-- A tenant's runs are those of syncs that have its name in front of the first dot.
create index run_of_tenant on run ((split_part(sync_name, '.', 1)), id desc);
create index run_of_tenant_lately on run ((split_part(sync_name, '.', 1)), created_at);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  author text not null,
  address text not null,
  action text not null,
  subject text collate "C" not null,
  before jsonb,
  after jsonb
);
create index audit_of_subject on audit (subject, id desc);
create index audit_of_author on audit (author, id desc);
create index audit_of_action on audit (action, id desc);

-- Encrypted; what was in the specification was not.
alter table registry add column password text;
update registry set spec = spec - 'password';
