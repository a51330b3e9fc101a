-- Which object of the bucket holds which blob. An object has a name of its own, which is never used
-- again: the digest is known only when an upload ends, and an object cannot be renamed.
create table s3_object (
  name         text primary key,
  digest       text        not null,
  size         bigint      not null check (size >= 0),
  -- Since when it is not served any more, because its bytes are not those of the digest.
  set_aside_at timestamptz
);
create unique index s3_object_digest on s3_object (digest) where set_aside_at is null;

-- Where an upload stands: so many bytes in parts of a multipart upload, the rest in an object.
create table s3_upload (
  id             uuid primary key,
  version        bigint not null,
  multipart_name text,
  multipart_id   text,
  object_name    text,
  object_size    bigint not null,
  -- The SHA-256 of all bytes so far, unless nobody knows it.
  digest         text,
  -- Whether the object holds the whole and the parts are gone.
  sealed         boolean not null,
  changed_at     timestamptz not null default now()
);
create index s3_upload_object on s3_upload (object_name);
create index s3_upload_multipart on s3_upload (multipart_name);

create table s3_part (
  upload uuid   not null references s3_upload on delete cascade,
  number int    not null,
  etag   text   not null,
  size   bigint not null check (size > 0),
  primary key (upload, number)
);
