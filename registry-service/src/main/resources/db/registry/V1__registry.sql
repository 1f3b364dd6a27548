-- A line of versions under one name. Publishing and moving an alias lock its row.
create table repository (
    id         bigint generated always as identity primary key,
    type       text        not null check (type in ('model', 'dataset')),
    namespace  text        not null,
    name       text        not null,
    latest     integer     not null default 0 check (latest >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (type, namespace, name)
);

-- Some bytes that are in the blob store.
create table blob (
    sha256     text        primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    size       bigint      not null check (size >= 0),
    created_at timestamptz not null default now()
);

-- An immutable set of files under a number.
create table version (
    id            bigint generated always as identity primary key,
    repository_id bigint      not null references repository,
    number        integer     not null check (number >= 1),
    commit        text        not null check (commit ~ '^[0-9a-f]{40}$'),
    digest        text        not null check (digest ~ '^[0-9a-f]{64}$'),
    kind          text,
    task          text,
    message       text        not null,
    metrics       jsonb       not null,
    created_at    timestamptz not null,
    unique (repository_id, number),
    unique (repository_id, commit)
);

create table version_file (
    id         bigint generated always as identity primary key,
    version_id bigint not null references version,
    path       text   not null,
    size       bigint not null,
    sha256     text   not null references blob,
    unique (version_id, path)
);

-- The version that a publisher's key made, so that a repeated request makes no second one.
create table publication_key (
    id            bigint generated always as identity primary key,
    repository_id bigint not null references repository,
    key           text   not null,
    version_id    bigint not null references version,
    unique (repository_id, key)
);

-- From a version to what it came from.
create table lineage_edge (
    id        bigint generated always as identity primary key,
    child_id  bigint not null references version,
    parent_id bigint not null references version,
    relation  text   not null,
    unique (child_id, parent_id, relation)
);
create index lineage_edge_parent on lineage_edge (parent_id);

create table alias (
    id            bigint generated always as identity primary key,
    repository_id bigint  not null references repository,
    alias         text    not null,
    version_id    bigint  not null references version,
    row_version   integer not null,
    unique (repository_id, alias)
);

create table alias_move (
    id            bigint generated always as identity primary key,
    repository_id bigint      not null references repository,
    alias         text        not null,
    from_number   integer,
    to_number     integer     not null,
    moved_by      text        not null,
    reason        text        not null,
    moved_at      timestamptz not null
);
create index alias_move_of on alias_move (repository_id, alias, id);

-- What is published stays as it is, whoever asks.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% holds what was published: its rows are never changed or deleted', tg_table_name
        using errcode = 'restrict_violation';
end $$;

create trigger immutable before update or delete or truncate on version for each statement execute function refuse_change();
create trigger immutable before update or delete or truncate on version_file for each statement execute function refuse_change();
create trigger immutable before update or delete or truncate on lineage_edge for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on alias_move for each statement execute function refuse_change();

-- Only the transaction that publishes a version gives it files and parents.
create function refuse_late_part() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from version
                   where id = (to_jsonb(new) ->> tg_argv[0])::bigint and xmin = pg_current_xact_id()::xid) then
        raise exception '%: version % is published, nothing is added to it', tg_table_name, to_jsonb(new) ->> tg_argv[0]
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger whole before insert on version_file for each row execute function refuse_late_part('version_id');
create trigger whole before insert on lineage_edge for each row execute function refuse_late_part('child_id');
