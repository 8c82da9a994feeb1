-- Whether whoever wrote an entry saw the child, and saw the child alone: the record says when that was last. It is said when the entry
-- is written and stands as that stands.
--
-- Expand only.

alter table entry add column child_seen text not null default ''
  constraint entry_child_seen_known check (child_seen in ('', 'not-seen', 'with-others', 'alone'));
create index entry_child_seen on entry (child_id, happened_on) where child_seen in ('with-others', 'alone');
