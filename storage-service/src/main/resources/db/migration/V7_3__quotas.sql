-- How much the repositories of a prefix may take. What they take is counted with every link of a
-- blob and every tag, in the transaction that adds or removes it: nothing is summed up on a request.
create table quota (
  id          bigint generated always as identity primary key,
  prefix      text   not null unique,
  bytes_limit bigint,
  tags_limit  bigint,
  bytes_used  bigint not null default 0,
  tags_used   bigint not null default 0
);

-- In how many repositories of the prefix a blob is: it counts once.
create table quota_blob (
  quota_id bigint not null references quota on delete cascade,
  digest   text   not null,
  size     bigint not null,
  links    bigint not null,
  primary key (quota_id, digest)
);

-- '', 'a', 'a/b' and 'a/b/c' for 'a/b/c'.
create function path_prefixes(path text) returns text[] language sql immutable as $$
  select array_agg(array_to_string((string_to_array(path, '/'))[1:n], '/') order by n)
  from generate_series(0, cardinality(string_to_array(path, '/'))) n
$$;

-- What refuses a push has the state DQ001; the service tells the client its message.
create function count_blob() returns trigger language plpgsql as $$
declare
  q record;
  n bigint;
  s bigint;
begin
  if not exists (select from quota) then
    return null;
  end if;
  if tg_op = 'INSERT' then
    for q in
      select u.id from quota u join repository r on r.id = new.repository_id
      where u.prefix = any (path_prefixes(r.path)) order by u.id
    loop
      select size into s from blob where digest = new.digest;
      insert into quota_blob (quota_id, digest, size, links) values (q.id, new.digest, s, 1)
      on conflict (quota_id, digest) do update set links = quota_blob.links + 1
      returning links into n;
      if n = 1 then
        update quota set bytes_used = bytes_used + s where id = q.id returning * into q;
        if q.bytes_limit is not null and q.bytes_used > q.bytes_limit then
          raise exception using errcode = 'DQ001', message = format(
            'the quota of %s is exceeded: %s of %s bytes are used, and this blob has %s',
            case q.prefix when '' then 'the registry' else q.prefix end,
            q.bytes_used - s, q.bytes_limit, s);
        end if;
      end if;
    end loop;
  else
    for q in
      select u.id from quota u join repository r on r.id = old.repository_id
      where u.prefix = any (path_prefixes(r.path)) order by u.id
    loop
      update quota_blob set links = links - 1 where quota_id = q.id and digest = old.digest
      returning links, size into n, s;
      if n = 0 then
        delete from quota_blob where quota_id = q.id and digest = old.digest;
        update quota set bytes_used = bytes_used - s where id = q.id;
      end if;
    end loop;
  end if;
  return null;
end $$;
create trigger repository_blob_quota after insert or delete on repository_blob
  for each row execute function count_blob();

create function count_tag() returns trigger language plpgsql as $$
declare
  q record;
begin
  if not exists (select from quota) then
    return null;
  end if;
  for q in
    select u.id from quota u
    join repository r on r.id = case tg_op when 'INSERT' then new.repository_id else old.repository_id end
    where u.prefix = any (path_prefixes(r.path)) order by u.id
  loop
    update quota set tags_used = tags_used + case tg_op when 'INSERT' then 1 else -1 end
    where id = q.id returning * into q;
    if tg_op = 'INSERT' and q.tags_limit is not null and q.tags_used > q.tags_limit then
      raise exception using errcode = 'DQ001', message = format(
        'the quota of %s is exceeded: %s of %s tags are used',
        case q.prefix when '' then 'the registry' else q.prefix end,
        q.tags_used - 1, q.tags_limit);
    end if;
  end loop;
  return null;
end $$;
create trigger tag_quota after insert or delete on tag
  for each row execute function count_tag();

-- Collections of garbage that did something.
create table gc_run (
  id         bigint generated always as identity primary key,
  cause      text        not null,
  started_at timestamptz not null,
  ended_at   timestamptz not null,
  doomed     bigint      not null,
  removed    bigint      not null,
  bytes      bigint      not null,
  uploads    bigint      not null
);
create index gc_run_started_at on gc_run (started_at);
