-- The last success and the last end of each sync are asked for by every scrape of the metrics.
create index run_succeeded on run (sync_name, ended_at desc) where state = 'SUCCEEDED';
create index run_ended on run (sync_name, ended_at desc)
  where state in ('SUCCEEDED', 'FAILED', 'CANCELLED');
