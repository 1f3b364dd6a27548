-- Higher comes first, then older.
alter table job add column priority integer not null default 0;

-- What it is expected to take, by which a worker knows whether it has room for it, and the most that it took: in bytes;
-- and in seconds, if the pace of the machine was known.
alter table job add column expected_memory bigint not null default 0;
alter table job add column expected_seconds double precision;
alter table job add column peak_memory bigint;

drop index job_to_do;
create index job_to_do on job (priority desc, created_at, id) where state in ('queued', 'running');
