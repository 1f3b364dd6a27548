-- Signatures over the files of versions, one by each key.
create table version_signature (
    id         bigint generated always as identity primary key,
    version_id bigint      not null references version on delete cascade,
    key_id     text        not null,
    bundle     text        not null,
    added_at   timestamptz not null,
    unique (version_id, key_id)
);
