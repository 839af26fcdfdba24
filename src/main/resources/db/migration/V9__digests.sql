-- Each row has a digest of what it says, made when it is written and compared whenever it is read (RowDigest): H2 does not
-- notice when bytes of its file have changed. The parts of a story have one each, as they are read one by one. What is
-- null is left out.

alter table series add column row_digest varbinary(32) generated always as (hash('SHA-256', concat_ws(char(31),
    id, zh, en)));

alter table topic add column row_digest varbinary(32) generated always as (hash('SHA-256', concat_ws(char(31),
    id, zh, en)));

alter table edition add column row_digest varbinary(32) generated always as (hash('SHA-256', concat_ws(char(31),
    id, series, edition_year, language, title, byline, introduction, stories, topics,
    cast(extract(epoch from published_at) as bigint), cast(extract(epoch from updated_at) as bigint),
    published_offset, source)));

alter table story add column row_digest varbinary(32) generated always as (hash('SHA-256', concat_ws(char(31),
    number, id, edition, series, edition_year, rank, language, title, excerpt, topics,
    cast(extract(epoch from published_at) as bigint), cast(extract(epoch from updated_at) as bigint))));

alter table story_text add column replay_digest varbinary(32) generated always as (hash('SHA-256', concat_ws(char(31),
    story, replay)));
alter table story_text add column commentary_digest varbinary(32) generated always as (hash('SHA-256',
    concat_ws(char(31), story, commentary)));

alter table revision add column row_digest varbinary(32) generated always as (hash('SHA-256', concat_ws(char(31),
    number, edition, source, digest, cast(extract(epoch from published_at) as bigint))));

alter table source add column row_digest varbinary(32) generated always as (hash('SHA-256', concat_ws(char(31),
    name, digest, edition)));
