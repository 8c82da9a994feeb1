-- Lists of very many children: an index for each order and day that a list asks for.
--
-- Expand only.

-- The list of one's children, newest right first, page by page.
create index access_grant_newest_of_principal on access_grant (principal_id, from_at desc, id desc);
create index child_born_on on child (born_on) where born_on is not null;
