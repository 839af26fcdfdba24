-- An edition belongs to the source that published it: a file, or whatever else publishes. Unknown where no source was last
-- read with what is published: then it belongs to the first that has the same edition.

alter table edition add column source varchar(1000);

create index source_by_digest on source (digest);
update edition set source = (select min(name) from source where source.digest =
    (select digest from revision where revision.edition = edition.id order by number desc fetch first row only));
drop index source_by_digest;

-- The edition that was last read from a source; unknown where that is not published.
alter table source add column edition varchar(65);

create index edition_by_source on edition (source);
update source set edition = (select id from edition where edition.source = source.name);
drop index edition_by_source;

-- Where a date of publication is shown: the offset from UTC that was given with it, in seconds. Unknown until the source is
-- read again.
alter table edition add column published_offset integer;

-- A revision has its source, too, and none of its times is earlier than the one before, whatever the system clock did. One
-- that withdrew its edition, which is then gone, has no digest.
alter table revision rename to revision_of_editions;
drop index revision_of_edition;

create table revision (
    number       bigint      not null primary key check (number > 0),
    edition      varchar(65) not null,
    source       varchar(1000),
    digest       char(64),
    published_at timestamp(0) with time zone not null
);

insert into revision
    select number, edition, null, digest, max(published_at) over (order by number) from revision_of_editions;
drop table revision_of_editions;
create index revision_of_edition on revision (edition, number);
update revision set source = (select source from edition where edition.id = revision.edition)
    where number = (select max(number) from revision later where later.edition = revision.edition);

update edition set updated_at = published_at where updated_at < published_at;
update story set updated_at = published_at where updated_at < published_at;
