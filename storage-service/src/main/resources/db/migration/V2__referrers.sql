-- A page of the referrers of a manifest is read in the order of their digests.
create index manifest_referrers on manifest (repository_id, subject, digest) where subject is not null;
drop index manifest_subject;
