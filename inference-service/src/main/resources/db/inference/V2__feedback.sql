-- What users said of answers: a true label or a reward. Who says it again corrects it.
create table feedback (
    prediction text        not null,
    input      integer     not null,
    model      text        not null,
    version    integer     not null,
    label      text,
    reward     double precision,
    given_by   text,
    given_at   timestamptz not null default now(),
    primary key (prediction, input),
    check ((label is null) <> (reward is null))
);

-- Signs the names of predictions, so that they need not be kept to be known.
create table signing_key (
    only_one boolean primary key check (only_one),
    value    bytea   not null
);
