-- Who is told over HTTP what happens.
create table webhook (
    id            bigint generated always as identity primary key,
    url           text        not null,
    repository    text,
    events        text[]      not null,
    secret        text        not null,
    capacity      integer     not null check (capacity > 0),
    lost          bigint      not null default 0,
    registered_by text        not null,
    registered_at timestamptz not null
);

create table webhook_delivery (
    id          bigint generated always as identity primary key,
    webhook_id  bigint      not null references webhook on delete cascade,
    event_id    text        not null,
    type        text        not null,
    body        text        not null,
    state       text        not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
    attempts    integer     not null default 0,
    status      integer,
    error       text,
    next_at     timestamptz not null default now(),
    happened_at timestamptz not null default now(),
    done_at     timestamptz
);
create index webhook_delivery_due on webhook_delivery (webhook_id, next_at) where state = 'waiting';
create index webhook_delivery_of on webhook_delivery (webhook_id, id);
create index webhook_delivery_done on webhook_delivery (done_at) where done_at is not null;

-- What goes into the outbox goes to the webhooks in the same transaction; a full queue loses what is new, and counts it.
create function feed_webhooks() returns trigger language plpgsql as $$
declare
    word text := substring(new.event::text from '"type":"([^"]+)"');
    hook record;
    waiting bigint;
begin
    for hook in select id, capacity from webhook
                where (repository is null or repository = new.key) and (events = '{}' or word = any (events)) loop
        select count(*) into waiting from (
            select 1 from webhook_delivery where webhook_id = hook.id and state = 'waiting' limit hook.capacity) as held;
        if waiting < hook.capacity then
            insert into webhook_delivery (webhook_id, event_id, type, body)
            values (hook.id, new.event_id, word, new.event::text);
        else
            update webhook set lost = lost + 1 where id = hook.id;
        end if;
    end loop;
    return null;
end $$;

create trigger told after insert on outbox for each row execute function feed_webhooks();
