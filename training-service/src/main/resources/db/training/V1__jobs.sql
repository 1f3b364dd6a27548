-- A job: one training run. The row is the truth; messages only wake.
create table job (
    id              text primary key,
    idempotency_key text unique,
    technique       text        not null,
    -- the recipe with every default written out, and the versions that its revisions meant when it was checked
    recipe          text        not null,
    pins            text        not null,
    model           text        not null,
    state           text        not null
        check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'refused')),
    created_at      timestamptz not null,
    started_at      timestamptz,
    ended_at        timestamptz,

    -- who works on it: whoever holds the claim, until the lease runs out
    attempt         integer     not null default 0,
    claim           text,
    worker          text,
    lease_until     timestamptz,
    not_before      timestamptz not null,
    trouble         text,

    -- how far it is, and how much of its progress file has been read
    progress_read   bigint      not null default 0,
    phase           text,
    step            integer,
    steps           integer,
    loss            double precision,
    seconds_left    double precision,

    -- how it ended
    error           text,
    version         integer,
    alias           text,
    alias_moved     boolean     not null default false,
    metrics         text
);
create index job_by_age on job (created_at, id);
create index job_to_do on job (created_at, id) where state in ('queued', 'running');

create table job_step (
    job           text             not null references job (id),
    phase         text             not null,
    step          integer          not null,
    loss          double precision not null,
    learning_rate double precision not null,
    primary key (job, phase, step)
);

create table job_evaluation (
    job             text             not null references job (id),
    phase           text             not null,
    step            integer          not null,
    epoch           double precision not null,
    training_loss   double precision not null,
    validation_loss double precision not null,
    accuracy        double precision not null,
    primary key (job, phase, step)
);

-- What is read after the end: 'report' and 'log'.
create table job_document (
    job  text not null references job (id),
    name text not null,
    text text not null,
    primary key (job, name)
);

-- A job's events are replayed from the outbox.
create index outbox_by_key on outbox (key, id);
