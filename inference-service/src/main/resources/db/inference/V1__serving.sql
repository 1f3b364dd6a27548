-- What is being served: which version each asked-for revision of a model stood for last. After a restart the service
-- goes on from here, even while the registry is away.
create table serving (
    model        text        not null,
    alias        text        not null,
    version      integer     not null check (version >= 1),
    commit       text        not null,
    digest       text        not null,
    served_since timestamptz not null,
    primary key (model, alias)
);
