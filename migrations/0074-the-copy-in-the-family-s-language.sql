-- What was agreed, planned and said at the end of a meeting in the other language of its family's copy, as a person put it. It stands beneath the
-- words in that copy, and nowhere else.
--
-- Expand only. Decision 0073.

-- In which language a correction is, like all else that the copy consists of; empty where nobody said.
alter table meeting_correction add column written_in text not null default ''
  constraint meeting_correction_written_in_known check (written_in ~ '^([a-z]{2,3})?$');

-- Whether these are words that the family's copy of a meeting consists of: what was agreed for the family, planned, said at the end and corrected. What
-- was said during the meeting is in entries, which have translations of their own.
create function is_for_family(wanted_meeting uuid, wanted_words text) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  return exists (
    select 1 from meeting m
     where m.id = wanted_meeting and may_see_child(m.child_id)
       and (wanted_words in (m.family_summary, m.child_comments, m.family_comments)
         or exists (select 1 from action a where a.meeting_id = m.id and a.audience = 'family' and a.what = wanted_words)
         or exists (select 1 from meeting_correction k where k.meeting_id = m.id and k.audience = 'family' and k.text = wanted_words)
         or exists (select 1 from safety_plan s where s.meeting_id = m.id
                     and wanted_words in (s.childs_goals, s.worries, s.what_helps, s.who_to_call, s.if_missing))));
end
$$;
revoke all on function is_for_family(uuid, text) from public;
grant execute on function is_for_family(uuid, text) to llwybr_app, llwybr_family_copy;

create table copy_translation (
  id            uuid primary key default gen_random_uuid(),
  child_id      uuid not null constraint copy_translation_child references child (id),
  meeting_id    uuid not null constraint copy_translation_meeting references meeting (id),
  of_words      text not null,             -- the words that it renders, as they were: where they change it stands no more
  language      text not null,
  text          text not null,
  translated_by text not null,             -- who made it, in the words of whoever wrote it down
  written_by    uuid not null default actor(),
  written_at    timestamptz not null default now(),
  constraint copy_translation_language_known check (language in ('en', 'cy')),
  constraint copy_translation_says_something check (trim(of_words) <> '' and trim(text) <> '' and trim(translated_by) <> '')
);
create index copy_translation_of_meeting on copy_translation (meeting_id, written_at);
create index copy_translation_of_child on copy_translation (child_id);

-- Of an action that is kept from the family afterwards, nobody reads the words here either.
call protect_child_table('copy_translation', 'is_for_family(meeting_id, of_words)');
create policy copy_translation_family_copy on copy_translation for select to llwybr_family_copy
  using (may_see_child(child_id) and is_for_family(meeting_id, of_words));
grant select on copy_translation to llwybr_family_copy;
call trace_changes('copy_translation');
-- A better one is written beside it, and is shown.
create trigger copy_translation_append_only before update or delete or truncate on copy_translation
  for each statement execute function refuse_change();

-- Its chair's, before the approval and after it: the words themselves do not change.
insert into deed_right (thing, deed, state, part) values
  ('meeting', 'translate-copy', 'held', 'chair'), ('meeting', 'translate-copy', 'approved', 'chair');
create trigger copy_translation_by_deed before insert on copy_translation for each row execute function keep_to_meeting_deed('translate-copy');
create function keep_copy_translation() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user <> 'llwybr_owner'
     and (new.written_by <> actor() or not exists (select 1 from meeting m where m.id = new.meeting_id and m.child_id = new.child_id)) then
    perform refuse_deed('translate-copy', 'meeting');
  end if;
  return new;
end
$$;
create trigger copy_translation_within_meeting before insert on copy_translation for each row execute function keep_copy_translation();

-- With another one a copy that was made before is out of date, and is read again. Where there is none, the sum stays what it was.
create or replace function family_copy_source(wanted_meeting uuid) returns text
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  return (
    select encode(sha256(convert_to((jsonb_build_array(
        c.reference, c.given_name, c.known_as, m.number, m.held_on, m.next_review_by, m.told_omissions, m.family_summary, m.child_comments, m.family_comments,
        (select name from app_user where id = m.chair_id),
        (select jsonb_agg(jsonb_build_array(e.id, e.words_version, e.context, e.basis, e.text, e.said_by) order by e.position)
           from entry e where e.meeting_id = m.id and e.kind = 'meeting-entry' and e.audience = 'family'),
        (select jsonb_agg(jsonb_build_array(a.id, a.what, a.who, a.agency_id, a.due_on) order by a.due_on, a.id)
           from action a where a.meeting_id = m.id and a.audience = 'family'),
        (select jsonb_agg(jsonb_build_array(p.id, p.name, p.agency_id) order by p.name collate "cy-x-icu", p.id)
           from meeting_person p where p.meeting_id = m.id and p.removed_at is null
            and exists (select 1 from meeting_presence r where r.person_id = p.id and r.stage <> 'closed-session')),
        (select jsonb_build_array(s.childs_goals, s.worries, s.what_helps, s.who_to_call, s.if_missing) from safety_plan s where s.meeting_id = m.id),
        (select jsonb_agg(jsonb_build_array(k.number, k.text) order by k.number)
           from meeting_correction k where k.meeting_id = m.id and k.audience = 'family'))
      || (select coalesce(jsonb_agg(jsonb_build_array(t.entry_id, t.language, t.text, t.translated_by) order by t.written_at, t.id), '[]')
            from translation t join entry e on e.id = t.entry_id
           where e.meeting_id = m.id and e.kind = 'meeting-entry' and e.audience = 'family' and t.for_family and t.words_version = e.words_version)
      || (select case when concat(m.family_summary_in, m.child_comments_in, m.family_comments_in, max(s.written_in)) = '' then '[]'::jsonb
                      else jsonb_build_array(m.family_summary_in, m.child_comments_in, m.family_comments_in, max(s.written_in)) end
            from safety_plan s where s.meeting_id = m.id)
      || (select coalesce(jsonb_agg(s.childs_goals_in), '[]') from safety_plan s
           where s.meeting_id = m.id and s.childs_goals <> '' and s.childs_goals_in <> s.written_in)
      || (select coalesce(jsonb_agg(jsonb_build_array(k.number, k.written_in) order by k.number), '[]')
            from meeting_correction k where k.meeting_id = m.id and k.audience = 'family' and k.written_in <> '')
      || (select coalesce(jsonb_agg(jsonb_build_array(w.of_words, w.language, w.text, w.translated_by) order by w.written_at, w.id), '[]')
            from copy_translation w where w.meeting_id = m.id and is_for_family(m.id, w.of_words))
      )::text, 'UTF8')), 'hex')
      from meeting m join child c on c.id = m.child_id where m.id = wanted_meeting and may_see_child(m.child_id));
end
$$;
