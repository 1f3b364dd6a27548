-- When someone last put the blob or asked for it; what was seen lately is not swept.
alter table blob add column seen_at timestamptz not null default now();
create index blob_seen on blob (seen_at);
create index version_file_blob on version_file (sha256);
