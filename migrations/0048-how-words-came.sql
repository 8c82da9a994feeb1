-- How the words of an entry came into the form: typed, or put in from elsewhere; empty where nobody can say. For the chair, who answers for a
-- record that people made.
--
-- Expand only. Decision 0058.

alter table entry add column words_made text not null default '' constraint entry_words_made_known check (words_made in ('', 'typed', 'pasted'));
grant update (words_made) on entry to llwybr_app;
grant insert (words_made) on entry to llwybr_family_room;
