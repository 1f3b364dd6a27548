-- A deleted version keeps its row: its number and its place in the lineage are not given to another.
alter table version
    add column deleted_at timestamptz,
    add column deleted_by text,
    add column deleted_for text;
create index version_deleted on version (deleted_at) where deleted_at is not null;

-- The same files may be published again when the version that had them was deleted.
alter table version drop constraint version_repository_id_commit_key;
create unique index version_alive on version (repository_id, commit) where deleted_at is null;

-- Whether it is deleted is all that changes of a version.
drop trigger immutable on version;
create trigger immutable before update of id, repository_id, number, commit, digest, kind, task, message, metrics, recipe,
    signature, tags, words, created_at, origin or delete or truncate on version for each statement execute function refuse_change();

-- Only a deleted version gives its files up.
create function refuse_loss() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from version where id = old.version_id and deleted_at is not null) then
        raise exception '%: version % is published, its files stay', tg_table_name, old.version_id
            using errcode = 'restrict_violation';
    end if;
    return old;
end $$;
drop trigger immutable on version_file;
create trigger immutable before update or truncate on version_file for each statement execute function refuse_change();
create trigger kept before delete on version_file for each row execute function refuse_loss();

-- A deleted version leaves the history of its branches without a hole; a restored one finds its place in it again.
drop trigger left_behind on version;
drop function leave_version();
create function hide_or_show_version() returns trigger language plpgsql as $$
declare
    before text;
    next bigint;
begin
    if old.deleted_at is null and new.deleted_at is not null then
        before := (select parent from commit where repository_id = new.repository_id and oid = new.commit);
        delete from branch where repository_id = new.repository_id and head = new.commit and before is null;
        update branch set head = before where repository_id = new.repository_id and head = new.commit;
        update commit set parent = before where repository_id = new.repository_id and parent = new.commit;
        delete from tag where repository_id = new.repository_id and target = new.commit;
        delete from commit where version_id = new.id;
        delete from publication_key where version_id = new.id;
    elsif old.deleted_at is not null and new.deleted_at is null then
        before := (select commit from version where repository_id = new.repository_id and number < new.number
                   and deleted_at is null order by number desc limit 1);
        next := (select id from version where repository_id = new.repository_id and number > new.number
                 and deleted_at is null order by number limit 1);
        insert into commit (repository_id, oid, parent, version_id, title, description, author, created_at)
        values (new.repository_id, new.commit, before, new.id,
                coalesce(nullif(new.message, ''), 'version ' || new.number), '', 'publisher', new.created_at);
        update commit set parent = new.commit where version_id = next and parent is not distinct from before;
        if next is null then
            insert into branch (repository_id, name, head) values (new.repository_id, 'main', new.commit)
            on conflict (repository_id, name) do update set head = excluded.head where branch.head = before;
        end if;
    end if;
    return null;
end $$;
create trigger hidden_or_shown after update of deleted_at on version for each row execute function hide_or_show_version();

create or replace view tree as
    select c.repository_id, c.oid, f.path, f.size, f.sha256
    from commit c join commit_file f on f.commit_id = c.id
    union all
    select v.repository_id, v.commit as oid, f.path, f.size, f.sha256
    from version v join version_file f on f.version_id = v.id where v.deleted_at is null;

-- Somebody's wish that a version stays.
create table hold (
    version_id bigint      not null references version,
    name       text        not null,
    held_by    text        not null,
    reason     text        not null,
    since      timestamptz not null,
    primary key (version_id, name)
);

-- When the bytes of a blob were read again and found to be what they were.
alter table blob add column scrubbed_at timestamptz;
create index blob_scrubbed on blob (coalesce(scrubbed_at, created_at), sha256);

-- Blobs that were found damaged or gone, until they are put again.
create table rot (
    sha256   text        primary key references blob on delete cascade,
    found    text        not null,
    found_at timestamptz not null
);

create index alias_by_name on alias (alias, version_id);
create index repository_by_name on repository (type, namespace, name) where latest > 0;
