-- Repositories are listed by name, bytewise, whatever the collation of the database is.
create index repository_path_bytes on repository (path collate "C");
