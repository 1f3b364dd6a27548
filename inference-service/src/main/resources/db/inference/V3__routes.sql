-- Who answers the requests for a model's champion. Once a challenger did worse than allowed, the champion does again.
create table route (
    model            text        primary key,
    route            text        not null,
    returned_at      timestamptz,
    returned_because text,
    changed_at       timestamptz not null default clock_timestamp()
);
