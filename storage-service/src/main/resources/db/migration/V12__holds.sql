-- Until when an image is kept back, as far as that was known when it was first asked for.
alter table cache_hold add column served_from timestamptz;
create index cache_hold_waiting on cache_hold (repository, digest) where not released;

-- When a tag of the cache was last pulled, to ten minutes.
alter table cache_tag add column used_at timestamptz;
create index cache_tag_used_at on cache_tag (used_at);
