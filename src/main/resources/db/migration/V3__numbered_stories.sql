-- Stories have numbers, by which the store keeps them: those of an edition side by side. A list, which the search index
-- answers with numbers, finds each of its stories and their texts with one step; an id took two, and the language of
-- the edition two more. The language is the edition's, copied like its series and year.

alter table story rename to story_by_id;
alter table story_text rename to story_text_by_id;

create table story (
    -- A thousand times the number of the revision that published it, and its rank.
    number       bigint        not null primary key,
    id           varchar(126)  not null unique,
    edition      varchar(65)   not null references edition,
    series       varchar(60)   not null,
    edition_year integer       not null,
    rank         integer       not null check (rank between 1 and 100),
    language     varchar(100)  not null,
    title        varchar(600)  not null check (title <> ''),
    excerpt      varchar(200)  not null,
    topics       varchar(3050) not null,
    published_at timestamp(0) with time zone not null,
    updated_at   timestamp(0) with time zone not null,
    unique (edition, rank),
    check (edition = series || '-' || edition_year),
    check (regexp_like(id, '^[a-z0-9-]+$') and left(id, char_length(edition) + 1) = edition || '-'
        and char_length(id) > char_length(edition) + 1)
);

insert into story
    select 1000 * (select max(number) from revision where revision.edition = old.edition) + old.rank,
        old.id, old.edition, old.series, old.edition_year, old.rank, edition.language, old.title, old.excerpt, old.topics,
        old.published_at, old.updated_at
    from story_by_id old join edition on edition.id = old.edition;

create table story_text (
    story      bigint          not null primary key references story,
    replay     varchar(200000) not null check (replay <> ''),
    commentary varchar(200000) not null check (commentary <> '')
);

insert into story_text
    select story.number, old.replay, old.commentary from story_text_by_id old join story on story.id = old.story;

drop table story_text_by_id;
drop table story_by_id;
