-- What this service wants to say, written with the change that it speaks of; the relay sends it in order of id.
create table outbox (
    id         bigserial primary key,
    event_id   text        not null unique,
    topic      text        not null,
    key        text        not null,
    event      text        not null,
    created_at timestamptz not null default now(),
    sent_at    timestamptz
);
create index outbox_unsent on outbox (id) where sent_at is null;

-- What this service has already acted on.
create table inbox (
    consumer    text        not null,
    event_id    text        not null,
    received_at timestamptz not null default now(),
    primary key (consumer, event_id)
);
