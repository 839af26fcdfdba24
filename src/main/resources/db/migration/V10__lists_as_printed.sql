-- Lists as they are printed: any labels, an edition without a byline or with a closing, stories without a rank or with
-- none, one or any parts, which have their headings with them. What is published already has both parts under the headings
-- that it was shown with, and is ranked.

-- A label is a line for each language, of the tag, a space and the text.
alter table series drop column row_digest;
alter table series add column label varchar(6100);
update series set label = 'zh ' || zh || char(10) || 'en ' || en;
alter table series alter column label set not null;
alter table series drop column zh;
alter table series drop column en;
alter table series add column row_digest varbinary(32) generated always as (hash('SHA-256', concat_ws(char(31),
    id, label)));

alter table topic drop column row_digest;
alter table topic add column label varchar(6100);
update topic set label = 'zh ' || zh || char(10) || 'en ' || en;
alter table topic alter column label set not null;
alter table topic drop column zh;
alter table topic drop column en;
alter table topic add column row_digest varbinary(32) generated always as (hash('SHA-256', concat_ws(char(31),
    id, label)));

alter table edition drop column row_digest;
alter table edition add column list_order varchar(20) default 'ranked' not null
    check (list_order in ('ranked', 'countdown', 'unranked'));
alter table edition alter column list_order drop default;
alter table edition alter column byline set null;
alter table edition add column closing varchar(200000) check (closing <> '');
alter table edition add column row_digest varbinary(32) generated always as (hash('SHA-256', concat_ws(char(31),
    id, series, edition_year, language, list_order, title, byline, introduction, closing, stories, topics,
    cast(extract(epoch from published_at) as bigint), cast(extract(epoch from updated_at) as bigint),
    published_offset, source)));

-- A part's number is ten times its story's, and its place among the story's parts from 1: so the parts of a story stand side
-- by side, and those of a story, or of the stories of some revisions, are a range.
create table story_part (
    number  bigint      not null primary key,
    part    varchar(60) not null,
    heading varchar(600) check (heading <> ''),
    text    varchar(200000) not null check (text <> ''),
    row_digest varbinary(32) generated always as (hash('SHA-256', concat_ws(char(31), number, part, heading, text)))
);

insert into story_part (number, part, heading, text)
    select 10 * story + 1, 'replay', '【新闻回放】', replay from story_text order by story;
insert into story_part (number, part, heading, text)
    select 10 * story + 2, 'commentary', '【评析】', commentary from story_text order by story;

alter table story rename to ranked_story;

create table story (
    -- A thousand times the number of the revision that published it, and its position.
    number       bigint        not null primary key,
    id           varchar(126)  not null unique,
    edition      varchar(65)   not null references edition,
    series       varchar(60)   not null,
    edition_year integer       not null,
    position     integer       not null check (position between 1 and 100),
    rank         integer       check (rank between 1 and 100),
    numeral      varchar(40)   check (numeral <> ''),
    language     varchar(100)  not null,
    title        varchar(600)  not null check (title <> ''),
    excerpt      varchar(400),
    story_date   date,
    byline       varchar(200)  check (byline <> ''),
    -- The ids of its parts in the order of print, a space between two.
    parts        varchar(600)  not null,
    topics       varchar(3050) not null,
    published_at timestamp(0) with time zone not null,
    updated_at   timestamp(0) with time zone not null,
    row_digest   varbinary(32) generated always as (hash('SHA-256', concat_ws(char(31),
        number, id, edition, series, edition_year, position, rank, numeral, language, title, excerpt, story_date, byline,
        parts, topics,
        cast(extract(epoch from published_at) as bigint), cast(extract(epoch from updated_at) as bigint)))),
    unique (edition, position),
    check (edition = series || '-' || edition_year),
    check (regexp_like(id, '^[a-z0-9-]+$') and left(id, char_length(edition) + 1) = edition || '-'
        and char_length(id) > char_length(edition) + 1)
);

insert into story (number, id, edition, series, edition_year, position, rank, language, title, excerpt, parts, topics,
        published_at, updated_at)
    select number, id, edition, series, edition_year, rank, rank, language, title, excerpt, 'replay commentary', topics,
        published_at, updated_at
    from ranked_story order by number;

drop table story_text;
drop table ranked_story;

-- Ids that stories had under earlier slugs: requests for them are redirected.
create table former_id (
    id      varchar(126) not null primary key,
    edition varchar(65)  not null references edition,
    story   varchar(126) not null references story (id),
    row_digest varbinary(32) generated always as (hash('SHA-256', concat_ws(char(31), id, edition, story)))
);
