-- Lists of stories, their counts and their facets are answered by the search index: what the store kept for them goes,
-- as it was most of what a publication had to write.

drop table tally;
drop table topic_pair;

drop index story_in_default_order;
drop index story_by_year;
drop index story_by_year_desc;
drop index story_by_rank;
drop index story_by_rank_desc;
drop index story_by_series;
drop index story_by_series_desc;
drop index story_by_title;
drop index story_by_title_desc;
alter table story drop column title_order;

-- A story has its topics with it: their ids in the editor's order, a space between two. Each topic counts its stories,
-- so that one which no story carries any more is known without looking for one that does.
alter table story add column topics varchar(3050) default '' not null;
update story set topics = coalesce((select listagg(topic, ' ') within group (order by position)
    from story_topic where story_topic.story = story.id), '');
alter table story alter column topics drop default;
alter table topic add column stories bigint default 0 not null;
update topic set stories = (select count(*) from story_topic where story_topic.topic = topic.id);
alter table topic alter column stories drop default;
delete from topic where stories = 0;
alter table topic add check (stories > 0);
drop table story_topic;

-- How many stories an edition has, so that series can be counted without counting stories.
alter table edition add column stories integer default 0 not null;
update edition set stories = (select count(*) from story where story.edition = edition.id);
alter table edition alter column stories drop default;
alter table edition add check (stories > 0);
