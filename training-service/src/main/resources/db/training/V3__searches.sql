-- A search is a job without a process: its children are what workers work on. The last of them is published as any other
-- job is; the others are trials, each with its number and its round.
alter table job add column parent text references job (id);
alter table job add column trial integer;
alter table job add column round integer;
create index job_of_search on job (parent) where parent is not null;
create index search_to_do on job (not_before) where technique = 'search' and state in ('queued', 'running');
