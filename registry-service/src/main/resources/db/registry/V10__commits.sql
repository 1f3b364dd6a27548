-- Hidden from callers without a token that may read it.
alter table repository add column closed boolean not null default false;

-- What a branch has been at: pushed by a Hub client, or published as a version, whose files lie with the version.
create table commit (
    id            bigint generated always as identity primary key,
    repository_id bigint      not null references repository on delete cascade,
    oid           text        not null check (oid ~ '^[0-9a-f]{40}$'),
    parent        text        check (parent ~ '^[0-9a-f]{40}$'),
    version_id    bigint      references version on delete cascade,
    title         text        not null,
    description   text        not null,
    author        text        not null,
    created_at    timestamptz not null,
    unique (repository_id, oid)
);

create table commit_file (
    id        bigint generated always as identity primary key,
    commit_id bigint not null references commit on delete cascade,
    path      text   not null,
    size      bigint not null,
    sha256    text   not null references blob,
    unique (commit_id, path)
);
create index commit_file_blob on commit_file (sha256);

-- 'main' is one of them; every repository has it.
create table branch (
    id            bigint generated always as identity primary key,
    repository_id bigint not null references repository on delete cascade,
    name          text   not null,
    head          text   not null check (head ~ '^[0-9a-f]{40}$'),
    unique (repository_id, name)
);

create table tag (
    id            bigint generated always as identity primary key,
    repository_id bigint      not null references repository on delete cascade,
    name          text        not null,
    target        text        not null check (target ~ '^[0-9a-f]{40}$'),
    message       text        not null,
    created_at    timestamptz not null,
    unique (repository_id, name)
);

-- Who brought the bytes of a blob to a repository may use it there, before any commit holds it.
create table upload (
    repository_id bigint      not null references repository on delete cascade,
    sha256        text        not null references blob on delete cascade,
    uploaded_at   timestamptz not null,
    primary key (repository_id, sha256)
);

-- The files of a commit, wherever they lie.
create view tree as
    select c.repository_id, c.oid, f.path, f.size, f.sha256
    from commit c join commit_file f on f.commit_id = c.id
    union all
    select v.repository_id, v.commit as oid, f.path, f.size, f.sha256
    from version v join version_file f on f.version_id = v.id;

-- However a version comes to be, 'main' goes on to it.
create function follow_version() returns trigger language plpgsql as $$
begin
    insert into commit (repository_id, oid, parent, version_id, title, description, author, created_at)
    values (new.repository_id, new.commit,
            (select head from branch where repository_id = new.repository_id and name = 'main'),
            new.id, coalesce(nullif(new.message, ''), 'version ' || new.number), '', 'publisher', new.created_at);
    insert into branch (repository_id, name, head) values (new.repository_id, 'main', new.commit)
    on conflict (repository_id, name) do update set head = excluded.head;
    return null;
end $$;

insert into commit (repository_id, oid, parent, version_id, title, description, author, created_at)
select repository_id, commit, lag(commit) over (partition by repository_id order by number), id,
       coalesce(nullif(message, ''), 'version ' || number), '', 'publisher', created_at
from version;
insert into branch (repository_id, name, head)
select r.id, 'main', v.commit from repository r join version v on v.repository_id = r.id and v.number = r.latest;

create trigger followed after insert on version for each row execute function follow_version();

-- A version that goes leaves its branches where it was before, and those after it without a hole.
create function leave_version() returns trigger language plpgsql as $$
declare
    before text := (select parent from commit where repository_id = old.repository_id and oid = old.commit);
begin
    delete from branch where repository_id = old.repository_id and head = old.commit and before is null;
    update branch set head = before where repository_id = old.repository_id and head = old.commit;
    update commit set parent = before where repository_id = old.repository_id and parent = old.commit;
    delete from tag where repository_id = old.repository_id and target = old.commit;
    return old;
end $$;

create trigger left_behind before delete on version for each row execute function leave_version();
