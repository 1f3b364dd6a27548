-- Where a version was before it came here.
alter table version add column origin jsonb;

-- As zip archives need it; computed when an archive first asks.
alter table blob add column crc32 bigint;
