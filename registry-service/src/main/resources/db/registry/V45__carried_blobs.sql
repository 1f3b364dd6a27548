-- Who has brought the bytes of a blob, of callers whose token does not open everything.
create table carried (
    caller     text        not null,
    sha256     text        not null references blob on delete cascade,
    carried_at timestamptz not null,
    primary key (caller, sha256)
);
