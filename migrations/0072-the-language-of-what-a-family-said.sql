-- In which language the words of a child and of a family are that were written down before a meeting, and after one at which they were not; and in
-- which whoever wrote those down wrote the rest. Empty where nobody said.
--
-- Expand only.

alter table meeting_consultation add column child_wants_in text not null default ''
  constraint meeting_consultation_child_wants_in_known check (child_wants_in ~ '^([a-z]{2,3})?$');
alter table meeting_consultation add column family_wants_in text not null default ''
  constraint meeting_consultation_family_wants_in_known check (family_wants_in ~ '^([a-z]{2,3})?$');
alter table meeting_consultation add column written_in text not null default ''
  constraint meeting_consultation_written_in_known check (written_in ~ '^([a-z]{2,3})?$');
alter table debrief add column written_in text not null default ''
  constraint debrief_written_in_known check (written_in ~ '^([a-z]{2,3})?$');
alter table debrief add column they_said_in text not null default ''
  constraint debrief_they_said_in_known check (they_said_in ~ '^([a-z]{2,3})?$');
grant update (child_wants_in, family_wants_in, written_in) on meeting_consultation to llwybr_app;
grant update (written_in, they_said_in) on debrief to llwybr_app;

-- How the family was told is written down once: what it says stays as it was written, and so does the language in which it was.
create function keep_telling() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user <> 'llwybr_owner' and old.done_at is not null
     and (new.told_on, new.told, new.language, new.language_words, new.what_was_said, new.what_they_said, new.written_in, new.they_said_in)
         is distinct from (old.told_on, old.told, old.language, old.language_words, old.what_was_said, old.what_they_said, old.written_in, old.they_said_in) then
    perform refuse_deed('record-debrief', 'meeting');
  end if;
  return new;
end
$$;
create trigger debrief_telling_stays before update on debrief for each row execute function keep_telling();
