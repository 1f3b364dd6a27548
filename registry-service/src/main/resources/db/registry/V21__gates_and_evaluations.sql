-- What a version measured on some data.
create table evaluation (
    id               bigint generated always as identity primary key,
    version_id       bigint           not null references version,
    dataset          text             not null,
    dataset_revision text,
    dataset_digest   text check (dataset_digest ~ '^[0-9a-f]{64}$'),
    split            text             not null,
    metric           text             not null,
    value            double precision not null,
    low              double precision,
    high             double precision,
    examples         bigint,
    measured_by      text             not null,
    note             text             not null,
    attached_at      timestamptz      not null
);
create index evaluation_of_version on evaluation (version_id, id);
create index evaluation_by_value on evaluation (metric, value, version_id);

-- The gates before an alias; the newest row of an alias holds.
create table alias_gates (
    id            bigint generated always as identity primary key,
    repository_id bigint      not null references repository on delete cascade,
    alias         text        not null,
    gates         jsonb       not null,
    needs_reason  boolean     not null,
    set_by        text        not null,
    set_at        timestamptz not null
);
create index alias_gates_of on alias_gates (repository_id, alias, id);

-- How the gates judged a move that was made, and one that was not.
alter table alias_move add column gates jsonb;

create table alias_refusal (
    id            bigint generated always as identity primary key,
    repository_id bigint      not null references repository on delete cascade,
    alias         text        not null,
    from_number   integer,
    to_number     integer     not null,
    asked_by      text        not null,
    reason        text        not null,
    gates         jsonb       not null,
    refused_at    timestamptz not null
);
create index alias_refusal_of on alias_refusal (repository_id, alias, id);

create trigger append_only before update or delete or truncate on evaluation for each statement execute function refuse_change();
create trigger append_only before update or truncate on alias_gates for each statement execute function refuse_change();
create trigger append_only before update or truncate on alias_refusal for each statement execute function refuse_change();
