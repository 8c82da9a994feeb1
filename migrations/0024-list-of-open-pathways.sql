-- The list of every open pathway, the longest open first.
--
-- Expand only.

create index pathway_open_since on pathway (opened_on, child_id) where ended_on is null;
