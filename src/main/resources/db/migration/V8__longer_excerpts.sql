-- An excerpt of a text in a script that separates words by spaces has up to 200 code points, which are up to 400 UTF-16
-- units. Those that are stored stay as they are until their edition is published again.

alter table story alter column excerpt set data type varchar(400);
