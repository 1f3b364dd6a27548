-- What a version says of itself beside its files.
alter table version
    add column recipe    jsonb,
    add column signature jsonb,
    add column tags      text[] not null default '{}',
    add column words     tsvector not null default '';

-- 'latest' is the highest number that is not deleted; numbers are never given twice.
alter table repository add column last_number integer not null default 0;
update repository set last_number = latest;

-- What a version measured when it was made, one row a metric, so that it can be searched for.
create table version_metric (
    version_id bigint           not null references version,
    name       text             not null,
    value      double precision not null,
    primary key (version_id, name)
);
create index version_metric_by_value on version_metric (name, value, version_id);

insert into version_metric
select v.id, m.key, m.value::text::double precision
from version v, jsonb_each(v.metrics) m where jsonb_typeof(m.value) = 'number';

create function find_words() returns trigger language plpgsql as $$
begin
    select to_tsvector('simple', translate(r.namespace || ' ' || r.name, '-_.', '   ') || ' ' || new.message || ' '
                                 || translate(array_to_string(new.tags, ' '), ':/-_.', '     '))
    into new.words from repository r where r.id = new.repository_id;
    return new;
end $$;

create function keep_metrics() returns trigger language plpgsql as $$
begin
    insert into version_metric
    select new.id, m.key, m.value::text::double precision
    from jsonb_each(new.metrics) m where jsonb_typeof(m.value) = 'number';
    return null;
end $$;

create trigger findable before insert on version for each row execute function find_words();
create trigger measured after insert on version for each row execute function keep_metrics();

create index version_by_task on version (task, id);
create index version_by_kind on version (kind, id);
create index version_by_tag on version using gin (tags);
create index version_by_word on version using gin (words);
create index version_by_digest on version (repository_id, digest);
create index version_by_commit on version (repository_id, commit text_pattern_ops);
create index alias_of_version on alias (version_id);

-- What one pass over a blob's tensors told: shapes, norms, digests. Computed again where it is lost.
create table blob_tensors (
    sha256  text  primary key,
    tensors jsonb not null
);
