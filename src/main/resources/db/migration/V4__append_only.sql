-- To count a topic's stories is the search index's, as to count any list: kept here, some hundred rows changed with every
-- edition, all over the table, and writing them took a third of what publishing took. That nobody carries a topic any more
-- is known from the editions, which are few.

alter table topic drop column stories;

-- The ids of its stories' topics: those of the first, then those of the second, as the stories have them.
alter table edition add column topics varchar(310000) default '' not null;
update edition set topics = coalesce((select listagg(topics, ' ') within group (order by rank)
    from story where story.edition = edition.id and topics <> ''), '');
alter table edition alter column topics drop default;
