-- How a family that was not at the meeting was told: on which day, whom, in which language, and what they said to it.
--
-- Expand only.

alter table debrief
  add column told_on date,
  add column told text not null default '',
  add column language text not null default '',
  add column language_words text not null default '', -- which other language, or who interpreted
  add column what_they_said text not null default '',
  add constraint debrief_told_known check (told in ('', 'child-and-family', 'child', 'family')),
  add constraint debrief_language_known check (language in ('', 'cy', 'en', 'both', 'bsl', 'other')),
  add constraint debrief_other_language_named check (language <> 'other' or trim(language_words) <> ''),
  add constraint debrief_told_on_when_done check (told_on is null or done_at is not null);
grant update (told_on, told, language, language_words, what_they_said) on debrief to llwybr_app;
