-- The content of Shida. Ids are the editors' own (ASCII, checked), so that what a link names is what a row is called.
-- Lengths are in UTF-16 units, as H2 counts: twice the code points that a manuscript may have.

create table series (
    id varchar(60)  not null primary key check (regexp_like(id, '^[a-z0-9-]+$')),
    zh varchar(200) not null check (zh <> ''),
    en varchar(200) not null check (en <> '')
);

create table topic (
    id varchar(60)  not null primary key check (regexp_like(id, '^[a-z0-9-]+$')),
    zh varchar(200) not null check (zh <> ''),
    en varchar(200) not null check (en <> '')
);

create table edition (
    id           varchar(65)     not null primary key,
    series       varchar(60)     not null references series,
    edition_year integer         not null check (edition_year between 1000 and 9999),
    language     varchar(100)    not null check (language <> ''),
    title        varchar(600)    not null check (title <> ''),
    byline       varchar(600)    not null check (byline <> ''),
    introduction varchar(200000) not null,
    published_at timestamp(0) with time zone not null,
    updated_at   timestamp(0) with time zone not null,
    unique (series, edition_year),
    check (id = series || '-' || edition_year)
);

create index edition_newest_first on edition (edition_year desc, id);

-- A story's summary, slim, so that a list reads nothing else; series and year are the edition's, copied so that
-- one index can serve a filter and an order (the check keeps the copies true).
create table story (
    id           varchar(126) not null primary key,
    edition      varchar(65)  not null references edition,
    series       varchar(60)  not null,
    edition_year integer      not null,
    rank         integer      not null check (rank between 1 and 100),
    title        varchar(600) not null check (title <> ''),
    -- Orders titles by code point, as PostgreSQL's "C" collation does; strings here compare by UTF-16 unit.
    title_order  varbinary(1800) generated always as (stringtoutf8(title)),
    excerpt      varchar(200) not null,
    published_at timestamp(0) with time zone not null,
    updated_at   timestamp(0) with time zone not null,
    unique (edition, rank),
    check (edition = series || '-' || edition_year),
    check (regexp_like(id, '^[a-z0-9-]+$') and left(id, char_length(edition) + 1) = edition || '-'
        and char_length(id) > char_length(edition) + 1)
);

-- One index for each order that a list may be asked for by a single key, and for the default one.
create index story_in_default_order on story (edition_year desc, rank, id);
create index story_by_year on story (edition_year, id);
create index story_by_year_desc on story (edition_year desc, id);
create index story_by_rank on story (rank, id);
create index story_by_rank_desc on story (rank desc, id);
create index story_by_series on story (series, id);
create index story_by_series_desc on story (series desc, id);
create index story_by_title on story (title_order, id);
create index story_by_title_desc on story (title_order desc, id);

create table story_text (
    story      varchar(126)    not null primary key references story,
    replay     varchar(200000) not null check (replay <> ''),
    commentary varchar(200000) not null check (commentary <> '')
);

-- Year and rank are the story's, copied so that a topic's stories stand in the default order in one index.
create table story_topic (
    story        varchar(126) not null references story,
    topic        varchar(60)  not null references topic,
    position     integer      not null check (position >= 0),
    edition_year integer      not null,
    rank         integer      not null,
    primary key (story, topic)
);

create index story_topic_in_default_order on story_topic (topic, edition_year desc, rank, story);

-- How many stories there are for each series, year and topic, and for each of their combinations but one topic:
-- a data cube (Gray et al., 1997), in which '' stands for every series or topic and 0 for every year.
-- Publications keep it; counts and facets read it instead of a million rows.
create table tally (
    series       varchar(60) not null,
    edition_year integer     not null,
    topic        varchar(60) not null,
    stories      bigint      not null check (stories >= 0),
    primary key (series, edition_year, topic)
);

-- How many stories carry both of two topics, in either order, and with itself how many carry one: the facets of a
-- topic's page, and of all that is without a topic.
create table topic_pair (
    topic   varchar(60) not null,
    other   varchar(60) not null,
    stories bigint      not null check (stories >= 0),
    primary key (topic, other)
);

-- One row a publication; the digest is the SHA-256 of the manuscript, in hexadecimal.
create table revision (
    number       bigint      not null primary key check (number > 0),
    edition      varchar(65) not null references edition,
    digest       char(64)    not null,
    published_at timestamp(0) with time zone not null
);

create index revision_of_edition on revision (edition, number);

-- What was last published, or found to be published, from each file that manuscripts are read from: a file is read
-- again when it has changed since, even if it has gone back to what it was before.
create table source (
    name   varchar(1000) not null primary key,
    digest char(64)      not null
);
